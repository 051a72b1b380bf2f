import { sql, type Kysely, type Transaction } from 'kysely';
import pLimit from 'p-limit';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Fact, NewFact } from '../incidents/fact.ts';
import type { Decision, IncidentMemory, KeptIncident } from '../incidents/memory.ts';
import { isUuid } from './ids.ts';
import {
  createIncidentReader,
  type FactRow,
  type IncidentReader,
  type IncidentRow,
  type OnUnreadable,
} from './read-incident.ts';
import type { Tables } from './tables.ts';

/** Each holds a connection for as long as Slack takes. All the others are for whoever answers people. */
const PUBLISHERS_AT_ONCE = 2;
/** Each takes a whole core, and may take long: no publisher waits for it. */
const PICTURES_AT_ONCE = 1;

/** The tables of incidents and of their facts. They are kept: nobody purges them. What people wrote is kept as it comes: see `keepableText`. */
export interface KeptIncidents extends IncidentMemory {
  /** How many are not closed, by severity. For metrics and `doctor`. */
  openBySeverity(): Promise<Readonly<Record<string, number>>>;
}

/** Slack may show less than what is known. */
const IS_UNPUBLISHED = sql<boolean>`(
  root is null or least(published_seq, pictured_seq, shown_seq) < last_seq
  or shown_check_at is distinct from last_check_at
)`;

/** @param onUnreadable told once of each row that this version cannot read: the incident goes on without it, and says so */
export function createKeptIncidents(db: Kysely<Tables>, onUnreadable: OnUnreadable): KeptIncidents {
  const reader = createIncidentReader(onUnreadable);
  const publishers = pLimit(PUBLISHERS_AT_ONCE);
  const pictures = pLimit(PICTURES_AT_ONCE);
  const all = () => db.selectFrom('incidents').selectAll();
  const first = async (rows: Promise<readonly IncidentRow[]>): Promise<KeptIncident | null> =>
    (await withFacts(db, reader, await rows))[0] ?? null;

  const openUnless: KeptIncidents['openUnless'] = (key, identity, decision, inTheWay) =>
    db.transaction().execute(async (transaction) => {
      // Two that come at once: the second sees what the first has opened, and no number is lost.
      await lock(transaction, 'opening an incident');
      const found = await transaction
        .selectFrom('incidents')
        .selectAll()
        .where('key', '=', key)
        .forUpdate()
        .executeTakeFirst();
      if (found !== undefined) return { kind: 'opened', kept: await keptOf(transaction, reader, found) };
      const open = await transaction
        .selectFrom('incidents')
        .selectAll()
        .where('status', '<>', 'closed')
        .orderBy('number', 'desc')
        .execute();
      const others = inTheWay((await withFacts(transaction, reader, open)).map(({ incident }) => incident));
      if (others.length > 0) return { kind: 'in-the-way', incidents: others };
      const row = await transaction
        .insertInto('incidents')
        .values({
          id: identity.id,
          key,
          channel_id: identity.channelId,
          locale: identity.locale,
          time_zone: identity.timeZone,
          opened_at: new Date(identity.openedAtMs),
          opened_by_user_id: identity.openedByUserId,
          // As the facts say it, once there are any.
          severity: '',
          status: '',
          last_seq: 0,
          last_check: null,
          last_check_at: null,
          next_check_at: null,
          published_seq: 0,
          pictured_seq: 0,
          root: null,
          shown_seq: 0,
          shown_check_at: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      const telling = { key: null, recordedAtMs: identity.openedAtMs };
      return { kind: 'opened', kept: (await tell(transaction, reader, row, [], telling, decision)).kept };
    });

  return {
    openUnless,

    async open(key, identity, decision) {
      const opened = await openUnless(key, identity, decision, () => []);
      if (opened.kind === 'in-the-way') throw new Error('nothing can be in the way of this incident');
      return opened.kept;
    },

    async append(incidentId, key, recordedAtMs, decide) {
      if (!isUuid(incidentId)) return 'absent';
      return db.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('incidents')
          .selectAll()
          .where('id', '=', incidentId)
          .forUpdate()
          .executeTakeFirst();
        if (row === undefined) return 'absent';
        const facts = await factsOf(transaction, [incidentId]);
        if (facts.some((fact) => fact.key === key)) return 'told-before';
        const decision = decide(reader.kept(row, facts));
        const told = await tell(transaction, reader, row, facts, { key, recordedAtMs }, decision);
        return { ...told, outcome: decision.outcome };
      });
    },

    async find(id) {
      return isUuid(id) ? first(all().where('id', '=', id).execute()) : null;
    },

    findByNumber: (number) => first(all().where('number', '=', number).execute()),

    findByThread: (channelId, threadTs) =>
      first(
        all()
          .where('channel_id', '=', channelId)
          // Somebody may answer beneath the root message that was posted anew, too.
          .where(sql<boolean>`(root ->> 'threadTs' = ${threadTs} or root ->> 'ts' = ${threadTs})`)
          .execute(),
      ),

    async list(which, limit) {
      const rows = await all()
        .$if(which === 'open', (query) => query.where('status', '<>', 'closed'))
        .orderBy('number', 'desc')
        .limit(limit)
        .execute();
      return withFacts(db, reader, rows);
    },

    async dueAt(nowMs) {
      const rows = await db
        .selectFrom('incidents')
        .select(['id', 'next_check_at'])
        .where('next_check_at', '<=', new Date(nowMs))
        .orderBy('next_check_at')
        .orderBy('id')
        .$narrowType<{ next_check_at: Date }>()
        .execute();
      return rows.map((row) => ({ id: row.id, dueAtMs: row.next_check_at.getTime() }));
    },

    async unpublished() {
      const rows = await db
        .selectFrom('incidents')
        .select('id')
        .where(IS_UNPUBLISHED)
        .orderBy('number')
        .execute();
      return rows.map(({ id }) => id);
    },

    async notePublished(incidentId, seq) {
      await db
        .updateTable('incidents')
        .set({ published_seq: seq })
        .where('id', '=', incidentId)
        .where('published_seq', '<', seq)
        .execute();
    },

    async notePictured(incidentId, seq) {
      await db
        .updateTable('incidents')
        .set({ pictured_seq: seq })
        .where('id', '=', incidentId)
        .where('pictured_seq', '<', seq)
        .execute();
    },

    async noteRoot(incidentId, root, { facts, lastCheck }) {
      await db
        .updateTable('incidents')
        .set({
          root: JSON.stringify(root),
          shown_seq: facts.at(-1)?.seq ?? 0,
          shown_check_at: dateOf(lastCheck?.atMs ?? null),
        })
        .where('id', '=', incidentId)
        .execute();
    },

    publishing: (incidentId, work) => publishers(() => alone(db, `publish ${incidentId}`, work)),
    picturing: (incidentId, work) => pictures(() => alone(db, `picture ${incidentId}`, work)),

    async openBySeverity() {
      const rows = await db
        .selectFrom('incidents')
        .select(['severity', ({ fn }) => fn.countAll<string>().as('count')])
        .where('status', '<>', 'closed')
        .groupBy('severity')
        .execute();
      return Object.fromEntries(rows.map(({ severity, count }) => [severity, Number(count)]));
    },
  };
}

interface Telling {
  readonly key: string | null;
  readonly recordedAtMs: EpochMs;
}

/** Appends to an incident that is locked. */
async function tell(
  transaction: Transaction<Tables>,
  reader: IncidentReader,
  row: IncidentRow,
  before: readonly FactRow[],
  { key, recordedAtMs }: Telling,
  decision: Omit<Decision<unknown>, 'outcome'>,
): Promise<{ readonly kept: KeptIncident; readonly appended: readonly Fact[] }> {
  const { lastCheck, nextCheckAtMs } = decision;
  const added = await addFacts(transaction, row, { key, recordedAtMs }, decision.facts);
  const facts = [...before, ...added];
  const changed: IncidentRow = {
    ...row,
    last_seq: facts.at(-1)?.seq ?? 0,
    ...(lastCheck === undefined ? {} : { last_check: lastCheck, last_check_at: new Date(lastCheck.atMs) }),
    ...(nextCheckAtMs === undefined ? {} : { next_check_at: dateOf(nextCheckAtMs) }),
  };
  const kept = reader.kept(changed, facts);
  const was = before.length === 0 ? null : reader.kept(row, before).incident;
  const { severity, status } = kept.incident;
  await transaction
    .updateTable('incidents')
    .set({
      // Where this version cannot read all of it, what a later one has made of it stays until somebody changes it here.
      ...(severity === was?.severity ? {} : { severity }),
      ...(status === was?.status ? {} : { status }),
      last_seq: changed.last_seq,
      next_check_at: changed.next_check_at,
      ...(lastCheck === undefined
        ? {}
        : { last_check: JSON.stringify(lastCheck), last_check_at: new Date(lastCheck.atMs) }),
    })
    .where('id', '=', row.id)
    .execute();
  return { kept, appended: added.map((row) => reader.fact(row)) };
}

async function addFacts(
  transaction: Transaction<Tables>,
  { id, last_seq: lastSeq }: IncidentRow,
  { key, recordedAtMs }: Telling,
  facts: readonly NewFact[],
): Promise<readonly FactRow[]> {
  if (facts.length === 0) return [];
  return transaction
    .insertInto('incident_facts')
    .values(
      facts.map(({ atMs, by, body }, index) => ({
        incident_id: id,
        seq: lastSeq + 1 + index,
        key: index === 0 ? key : null,
        at: new Date(atMs),
        recorded_at: new Date(recordedAtMs),
        by: JSON.stringify(by),
        body: JSON.stringify(body),
      })),
    )
    .returningAll()
    .execute();
}

function factsOf(db: Kysely<Tables>, incidentIds: readonly string[]): Promise<readonly FactRow[]> {
  return db
    .selectFrom('incident_facts')
    .selectAll()
    .where('incident_id', 'in', incidentIds)
    .orderBy('incident_id')
    .orderBy('seq')
    .execute();
}

async function keptOf(db: Kysely<Tables>, reader: IncidentReader, row: IncidentRow): Promise<KeptIncident> {
  return reader.kept(row, await factsOf(db, [row.id]));
}

async function withFacts(
  db: Kysely<Tables>,
  reader: IncidentReader,
  rows: readonly IncidentRow[],
): Promise<readonly KeptIncident[]> {
  if (rows.length === 0) return [];
  const facts = Map.groupBy(
    await factsOf(
      db,
      rows.map(({ id }) => id),
    ),
    (fact) => fact.incident_id,
  );
  return rows.map((row) => reader.kept(row, facts.get(row.id) ?? []));
}

async function lock(transaction: Transaction<Tables>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
}

/** @returns false where somebody else is at it: `work` is not called */
function alone(db: Kysely<Tables>, name: string, work: () => Promise<void>): Promise<boolean> {
  // Held by the transaction, so that it also holds behind a pooler that shares connections.
  return db.transaction().execute(async (transaction) => {
    const isOurs = await tryLock(transaction, name);
    if (isOurs) await work();
    return isOurs;
  });
}

/** @returns false where somebody else holds it: nobody waits with a connection in hand */
async function tryLock(transaction: Transaction<Tables>, name: string): Promise<boolean> {
  const { rows } = await sql<{ is_ours: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as is_ours
  `.execute(transaction);
  return rows[0]?.is_ours ?? false;
}

function dateOf(atMs: EpochMs | null): Date | null {
  return atMs === null ? null : new Date(atMs);
}
