import { randomUUID } from 'node:crypto';
import type { Asker } from '../diagnosis/diagnosis.ts';
import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import type { FleetRun } from '../digests/fleet-run.ts';
import { codesToSpread } from './blast-radius.ts';
import { decideCorrection, decideWithdrawal } from './corrections.ts';
import { isUnchanged, type Decided } from './decided.ts';
import type { FactBody, NewFact, SubjectRef, SubjectSeen } from './fact.ts';
import { follow } from './follow.ts';
import { foldIncident, numbered, withFacts } from './fold.ts';
import type { Incident } from './incident.ts';
import type { Incidents, OpenIncident, Recheck, RecheckRequest, Recorded, Told } from './incidents.ts';
import { isSubject } from './is-subject.ts';
import { joinableOf, unofferedOf } from './joinable.ts';
import { decideLead } from './lead.ts';
import { unreadOf, type Look } from './look.ts';
import { lookAt, type LookSettings } from './look-at.ts';
import { decideAdding, decideRemoving, type SubjectToAdd } from './membership.ts';
import type { Decision, IncidentMemory } from './memory.ts';
import { nextCheckAfterTelling, nextCheckAtMs } from './next-check.ts';
import { decideSections } from './sections.ts';
import { decideSeverity } from './severity.ts';
import { decideStatus } from './status.ts';
import { eachOnce } from './subject-key.ts';
import type { HasRecovered } from './verdict-changes.ts';

/** Of so many incidents that are not closed, the newest, it is looked which one could be joined. */
const MOST_JOINABLE = 200;

/** The clocks of replicas are no further apart. */
const CLOCKS_APART_MS = 15 * MINUTE_MS;

const MOST_CHARACTERS = { title: 150, line: 500, long: 3_000 } as const;

export interface IncidentsSettings extends Pick<LookSettings, 'checks' | 'investigate' | 'clock'> {
  readonly memory: Pick<
    IncidentMemory,
    'open' | 'openUnless' | 'append' | 'find' | 'findByNumber' | 'findByThread' | 'list'
  >;
  /** A run over all subjects that tells how they are by now; null: the check reads none. Rejects where there is none to be had. */
  readonly fleetRunOf: (checkId: string) => Promise<FleetRun | null>;
  /** The as-of of the first kept diagnosis by which a subject is not well as it is now; null: there is none. */
  readonly firstNotWellAtMs: (subject: SubjectRef) => Promise<EpochMs | null>;
  /** What a person wrote as it may be kept: trimmed, without addresses, cut. */
  readonly keepable: (text: string, mostCharacters: number) => string;
  /** Does work that can wait, and must not keep anybody waiting. */
  readonly asScheduled: <Result>(requestId: string, work: () => Promise<Result>) => Promise<Result>;
  /** Told where a check or a fleet could not be read by our own mistake: the incident goes on with what it remembers. */
  readonly onFailure: (doing: 'look' | 'fleet', checkId: string, cause: unknown) => void;
  /** IANA name: of incidents whose check has no schedule of its own. */
  readonly timeZone: string;
}

/** The use case of incidents. */
export function createIncidents(settings: IncidentsSettings): Incidents {
  const { checks, memory, clock, keepable } = settings;
  const line = (text: string) => keepable(text, MOST_CHARACTERS.line);
  const long = (text: string) => keepable(text, MOST_CHARACTERS.long);

  return {
    async open(request) {
      const { identity, decision } = await openingOf(request);
      return (await memory.open(request.key, identity, decision)).incident;
    },
    async openUnlessOpen(request, offeredIds) {
      const { identity, decision } = await openingOf(request);
      const opened = await memory.openUnless(request.key, identity, decision, (open) =>
        unofferedOf(open, request.subjects, offeredIds),
      );
      return opened.kind === 'opened' ? { kind: 'opened', incident: opened.kept.incident } : opened;
    },
    async find(id) {
      return (await memory.find(id))?.incident ?? null;
    },
    async findByNumber(number) {
      return (await memory.findByNumber(number))?.incident ?? null;
    },
    async findByThread(channelId, threadTs) {
      return (await memory.findByThread(channelId, threadTs))?.incident ?? null;
    },
    async list(which, limit) {
      return (await memory.list(which, limit)).map(({ incident }) => incident);
    },
    async joinable(seen) {
      const kept = await memory.list('open', MOST_JOINABLE);
      return joinableOf(
        kept.map(({ incident }) => incident),
        seen,
      );
    },

    takeLead: (id, told) => tell(id, told, (incident, nowMs) => decideLead(incident, told.userId, nowMs)),
    changeStatus: (id, to, told) => tell(id, told, (incident) => decideStatus(incident, to)),
    changeSeverity: (id, to, told) => tell(id, told, (incident) => decideSeverity(incident, to)),
    async addSubjects(id, subjects, why, told) {
      const added = await withDetection(subjects.filter((subject) => isSubject(checks.values(), subject)));
      return tell(id, told, (incident) => decideAdding(incident, added, why, hasRecovered));
    },
    removeSubject: (id, subject, told) => tell(id, told, (incident) => decideRemoving(incident, subject)),
    note: (id, text, told) => tell(id, told, () => [{ kind: 'note', text: line(text) }]),
    event: (id, text, mark, told) => tell(id, told, () => [{ kind: 'event', text: line(text), mark }]),
    correct: (id, seqOfWrong, right, told) => {
      const kept = { ...right, text: right.text === null ? null : line(right.text) };
      return tell(id, told, (incident) => decideCorrection(incident, seqOfWrong, kept));
    },
    withdraw: (id, seqOfWrong, told) => tell(id, told, (incident) => decideWithdrawal(incident, seqOfWrong)),
    writeSections: (id, sections, told) => {
      const keepableSections = sections.map(({ section, text }) => ({ section, text: long(text) }));
      return tell(id, told, (incident) => decideSections(incident, keepableSections));
    },

    recheck,
    async look(subjects, { requestId, userId }) {
      const asker: Asker = { surface: 'modal', userId, teamId: null, channelId: null };
      // Somebody waits: what a late source tells comes with the first recheck.
      const look = await lookAt(settings, { subjects, asker, requestId, waitsForLate: false });
      return look.checks.flatMap(({ seen }) => seen);
    },
  };

  /** What is kept of an incident that is opened. */
  async function openingOf(request: OpenIncident) {
    const { channelId, locale, userId, severity, origin, reportedAtMs, reportedBy } = request;
    const subjects = await withDetection(eachOnce(request.subjects));
    const nowMs = clock();
    const detectedAtMs = Math.min(...subjects.map((subject) => subject.detectedAtMs ?? Infinity));
    const bodies: readonly FactBody[] = [
      {
        kind: 'opened',
        title: keepable(request.title, MOST_CHARACTERS.title),
        severity,
        summary: long(request.summary),
        reportedAtMs,
        reportedBy:
          reportedBy?.kind === 'named' ? { ...reportedBy, name: line(reportedBy.name) } : reportedBy,
        detectedAtMs: detectedAtMs < nowMs ? detectedAtMs : null,
        origin,
      },
      ...subjects.map((seen) => ({ kind: 'subject-added', why: 'opening', ...seen }) as const),
    ];
    const identity = {
      id: randomUUID(),
      channelId,
      locale,
      timeZone: timeZoneOf(subjects),
      openedAtMs: nowMs,
      openedByUserId: userId,
    };
    const facts = bodies.map((body): NewFact => ({ atMs: nowMs, by: { kind: 'person', userId }, body }));
    // Without a number yet: it is given where it is kept.
    const incident = foldIncident({ ...identity, number: 0 }, numbered(facts, 0, nowMs), null);
    const decision = { facts, nextCheckAtMs: nextCheckAfterTelling(incident, bodies, null, nowMs) };
    return { identity, decision };
  }

  /** With when the bot had first seen each not well. */
  function withDetection(subjects: readonly SubjectSeen[]): Promise<readonly SubjectToAdd[]> {
    const nowMs = clock();
    return Promise.all(
      subjects.map(async (subject) => {
        const detectedAtMs = await settings.firstNotWellAtMs(subject);
        return detectedAtMs !== null && detectedAtMs < nowMs ? { ...subject, detectedAtMs } : subject;
      }),
    );
  }

  function timeZoneOf(subjects: readonly SubjectRef[]): string {
    const zones = subjects.flatMap(({ checkId }) => checks.get(checkId)?.following?.timeZone ?? []);
    return zones[0] ?? settings.timeZone;
  }

  /** Records what a person tells, decided while nobody else can change the incident. */
  async function tell(
    incidentId: string,
    { key, userId, atMs }: Told,
    decide: (incident: Incident, nowMs: EpochMs) => Decided,
  ): Promise<Recorded> {
    const nowMs = clock();
    const appended = await memory.append(
      incidentId,
      key,
      nowMs,
      ({ incident, keeping }): Decision<Decided> => {
        const outcome = decide(incident, nowMs);
        if (isUnchanged(outcome)) return { facts: [], outcome };
        const facts = outcome.map((body): NewFact => ({
          atMs: atMs ?? nowMs,
          // What has become of somebody is nobody's word.
          by: body.kind === 'verdict-changed' ? { kind: 'bot' } : { kind: 'person', userId },
          body,
        }));
        const after = withFacts(incident, facts, nowMs);
        return {
          facts,
          nextCheckAtMs: nextCheckAfterTelling(after, outcome, keeping.nextCheckAtMs, nowMs),
          outcome,
        };
      },
    );
    if (appended === 'absent') return { kind: 'absent' };
    if (appended === 'told-before') {
      const incident = (await memory.find(incidentId))?.incident;
      return incident === undefined
        ? { kind: 'absent' }
        : { kind: 'unchanged', incident, why: { code: 'told-before' } };
    }
    const { kept, outcome } = appended;
    if (isUnchanged(outcome)) return { kind: 'unchanged', incident: kept.incident, why: outcome.why };
    return { kind: 'recorded', incident: kept.incident, facts: appended.appended };
  }

  async function recheck(
    incidentId: string,
    { key, requestId, isAskedFor = false }: RecheckRequest,
  ): Promise<Recheck> {
    const before = await memory.find(incidentId);
    if (before === null) return { kind: 'absent' };
    if (before.incident.status === 'closed') return { kind: 'not-due' };
    const found = isAskedFor
      ? { look: await lookFor(before.incident, requestId), runs: [] }
      : await settings.asScheduled(requestId, () => findOut(before.incident, requestId));
    const nowMs = clock();
    const appended = await memory.append(
      incidentId,
      key,
      nowMs,
      ({ incident, keeping }): Decision<boolean> => {
        const lastAtMs = incident.lastCheck?.atMs ?? -Infinity;
        // A look of the future was made by a clock that has been set back since: it holds nobody up.
        const isLate = lastAtMs > found.look.atMs && lastAtMs - nowMs < CLOCKS_APART_MS;
        // Closed, or looked at by somebody else, while this look was under way.
        if (incident.status === 'closed') return { facts: [], outcome: false };
        if (isLate) {
          // A look that was due is not due any more: else nobody would look again before its job may be sent anew.
          const wasDue = !isAskedFor && keeping.nextCheckAtMs !== null && keeping.nextCheckAtMs <= nowMs;
          const nextAtMs = wasDue ? { nextCheckAtMs: nextCheckAtMs(incident, nowMs) } : {};
          return { facts: [], ...nextAtMs, outcome: false };
        }
        const { facts, lastCheck, incident: after } = follow(incident, found, hasRecovered, nowMs);
        return {
          facts,
          ...(lastCheck === null ? {} : { lastCheck }),
          nextCheckAtMs: isAskedFor
            ? nextCheckAfterTelling(after, [], keeping.nextCheckAtMs, nowMs)
            : nextCheckAtMs(after, nowMs),
          outcome: true,
        };
      },
    );
    if (appended === 'absent') return { kind: 'absent' };
    if (appended === 'told-before' || !appended.outcome) return { kind: 'not-due' };
    const { incident } = appended.kept;
    return { kind: 'checked', incident, facts: appended.appended, unread: unreadOf(incident, found.look) };
  }

  async function findOut(incident: Incident, requestId: string) {
    const [look, runs] = await Promise.all([lookFor(incident, requestId), runsFor(incident)]);
    return { look, runs };
  }

  function lookFor({ subjects, channelId }: Incident, requestId: string): Promise<Look> {
    // Who it is for is the incident, whoever has asked.
    const asker: Asker = { surface: 'schedule', userId: 'schedule', teamId: null, channelId };
    return lookAt(settings, { subjects, asker, requestId, waitsForLate: true });
  }

  /** Of the checks whose verdicts may be others' too. One that cannot be read tells nothing, and keeps nobody from the rest. */
  async function runsFor(incident: Incident): Promise<readonly FleetRun[]> {
    const checkIds = new Set([...incident.subjects, ...incident.others].map(({ checkId }) => checkId));
    const runs = [...checkIds]
      .filter((checkId) => codesToSpread(incident, checkId).length > 0)
      .map(async (checkId) => {
        try {
          return await settings.fleetRunOf(checkId);
        } catch (cause) {
          settings.onFailure('fleet', checkId, cause);
          return null;
        }
      });
    return (await Promise.all(runs)).filter((run) => run !== null);
  }

  function hasRecovered(...[checkId, before, after]: Parameters<HasRecovered>): boolean {
    return checks.get(checkId)?.following?.hasRecovered(before, after) ?? false;
  }
}
