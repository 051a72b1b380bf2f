import type { Fact } from '../../src/incidents/fact.ts';
import { foldIncident, numbered } from '../../src/incidents/fold.ts';
import type { Incident, IncidentIdentity, LastCheck } from '../../src/incidents/incident.ts';
import type { IncidentMemory, KeptIncident, RootPost } from '../../src/incidents/memory.ts';

interface Row {
  readonly identity: IncidentIdentity;
  readonly facts: Fact[];
  readonly keys: Set<string>;
  lastCheck: LastCheck | null;
  nextCheckAtMs: number | null;
  root: RootPost | null;
  /** What is drawn there. */
  shown: Pick<Incident, 'facts' | 'lastCheck'> | null;
  publishedSeq: number;
  picturedSeq: number;
}

/**
 * Incidents kept in memory, for tests that need no database: of two that append to one at once, the second decides on what the first has told;
 * one publishes an incident at a time. As in the database, a key is remembered with the facts that were told under it.
 */
export function memoryIncidents(): IncidentMemory {
  const rows = new Map<string, Row>();
  const openings = new Map<string, string>();
  const locks = new Map<string, Promise<unknown>>();

  /** One after the other for each name, in the order in which they came. */
  async function inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (locks.get(name) ?? Promise.resolve()).then(work, work);
    locks.set(name, turn);
    return turn;
  }

  function keptOf({ identity, facts, lastCheck, shown, ...keeping }: Row): KeptIncident {
    const { nextCheckAtMs, root, publishedSeq, picturedSeq } = keeping;
    return {
      incident: foldIncident(identity, [...facts], lastCheck),
      keeping: { nextCheckAtMs, root, publishedSeq, picturedSeq, shownSeq: shown?.facts.at(-1)?.seq ?? 0 },
    };
  }

  const newestFirst = () => [...rows.values()].toSorted((a, b) => b.identity.number - a.identity.number);
  const firstKept = (isSought: (row: Row) => boolean): KeptIncident | null => {
    const row = newestFirst().find(isSought);
    return row === undefined ? null : keptOf(row);
  };

  const openUnless: IncidentMemory['openUnless'] = (
    key,
    given,
    { facts, lastCheck = null, nextCheckAtMs = null },
    inTheWay,
  ) =>
    inTurn('open', async () => {
      const known = rows.get(openings.get(key) ?? '');
      if (known !== undefined) return { kind: 'opened', kept: keptOf(known) };
      const others = inTheWay(
        newestFirst()
          .map((row) => keptOf(row).incident)
          .filter(({ status }) => status !== 'closed'),
      );
      if (others.length > 0) return { kind: 'in-the-way', incidents: others };
      const identity = { ...given, number: rows.size + 1 };
      const row: Row = {
        identity,
        facts: [...numbered(facts, 0, identity.openedAtMs)],
        keys: new Set(),
        lastCheck,
        nextCheckAtMs,
        root: null,
        shown: null,
        publishedSeq: 0,
        picturedSeq: 0,
      };
      const kept = keptOf(row);
      rows.set(identity.id, row);
      openings.set(key, identity.id);
      return { kind: 'opened', kept };
    });

  return {
    openUnless,
    async open(key, identity, decision) {
      const opened = await openUnless(key, identity, decision, () => []);
      if (opened.kind === 'in-the-way') throw new Error('nothing can be in the way of this incident');
      return opened.kept;
    },

    append: (incidentId, key, recordedAtMs, decide) =>
      inTurn(incidentId, async () => {
        const row = rows.get(incidentId);
        if (row === undefined) return 'absent';
        if (row.keys.has(key)) return 'told-before';
        const decision = decide(keptOf(row));
        const appended = numbered(decision.facts, row.facts.length, recordedAtMs);
        if (appended.length > 0) row.keys.add(key);
        row.facts.push(...appended);
        if (decision.lastCheck !== undefined) row.lastCheck = decision.lastCheck;
        if (decision.nextCheckAtMs !== undefined) row.nextCheckAtMs = decision.nextCheckAtMs;
        return { kept: keptOf(row), appended, outcome: decision.outcome };
      }),

    find: async (id) => firstKept(({ identity }) => identity.id === id),
    findByNumber: async (number) => firstKept(({ identity }) => identity.number === number),
    findByThread: async (channelId, threadTs) =>
      firstKept(
        ({ identity, root }) =>
          identity.channelId === channelId && (root?.threadTs === threadTs || root?.ts === threadTs),
      ),
    list: async (which, limit) =>
      newestFirst()
        .map(keptOf)
        .filter(({ incident }) => which === 'all' || incident.status !== 'closed')
        .slice(0, limit),
    dueAt: async (nowMs) =>
      [...rows.values()]
        .flatMap(({ identity, nextCheckAtMs }) =>
          nextCheckAtMs !== null && nextCheckAtMs <= nowMs
            ? [{ id: identity.id, dueAtMs: nextCheckAtMs }]
            : [],
        )
        .toSorted((a, b) => a.dueAtMs - b.dueAtMs),
    unpublished: async () =>
      [...rows.values()].filter((row) => !isPublished(row)).map(({ identity }) => identity.id),
    async notePublished(incidentId, seq) {
      const row = rows.get(incidentId);
      if (row !== undefined) row.publishedSeq = Math.max(row.publishedSeq, seq);
    },
    async notePictured(incidentId, seq) {
      const row = rows.get(incidentId);
      if (row !== undefined) row.picturedSeq = Math.max(row.picturedSeq, seq);
    },
    async noteRoot(incidentId, root, shown) {
      const row = rows.get(incidentId);
      if (row !== undefined) Object.assign(row, { root, shown });
    },
    publishing: (incidentId, work) =>
      inTurn(`publishing ${incidentId}`, async () => {
        await work();
        return true;
      }),
    picturing: (incidentId, work) =>
      inTurn(`picturing ${incidentId}`, async () => {
        await work();
        return true;
      }),
  };
}

function isPublished({ facts, lastCheck, shown, publishedSeq, picturedSeq }: Row): boolean {
  return (
    publishedSeq === facts.length &&
    picturedSeq === facts.length &&
    shown?.facts.length === facts.length &&
    shown.lastCheck?.atMs === lastCheck?.atMs
  );
}
