import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { assemble } from '../../assembly.ts';
import { readConfig, secretsIn } from '../../config.ts';
import type { SubjectSeen } from '../../incidents/fact.ts';
import type { Incident } from '../../incidents/incident.ts';
import type { Incidents, Recorded, Told } from '../../incidents/incidents.ts';
import { incidentTellingOf } from '../../incidents/telling.ts';
import { timelineOf } from '../../incidents/timeline.ts';
import { createLog } from '../../log.ts';
import { createScrub } from '../../scrubbing.ts';
import { CASE_001_PROVIDERS } from '../case-001/providers.ts';
import { complaintsAboutIncident } from './incident-standing.ts';
import type { Rehearsal } from './rehearsal.ts';
import { readStanding } from './standing.ts';

const POLL_MS = 100;
/** However much goes wrong: what is not shown by then is lost. */
const PATIENCE_MS = 120_000;

const USER_ID = 'U0ONCALL';
const CHANNEL_ID = 'C0INCIDENTS';

/** What happens in an incident: people do something, the bot looks again, or somebody deletes the root message. */
export const EVENT_KINDS = [
  'lead',
  'note',
  'event',
  'severity',
  'mitigated',
  'resolved',
  'closed',
  'reopened',
  'correct',
  'withdraw',
  'add',
  'remove',
  'recheck',
  'delete-root',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Incidents that several replicas keep true, while people act in them. */
export interface IncidentRehearsal {
  /** Opens one about a provider of case 001. */
  open(): Promise<Incident>;
  /** Lets something happen in it, and does not give up until the database has taken it. */
  happen(incidentId: string, kind: EventKind): Promise<void>;
  /** Archives the channel of all of them, or takes it out of the archive. */
  archive(isArchived: boolean): Promise<void>;
  /** Waits until Slack shows all of each of them, and none is due. Rejects where that takes for ever. */
  settled(incidentIds: readonly string[]): Promise<void>;
  /** Where what is stored of them and what stands in Slack disagree; empty: nowhere. */
  complaints(incidentIds: readonly string[]): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** A rehearsal with the use case of incidents, as one more replica has it. It posts nothing itself. */
export function rehearseIncidents(rehearsal: Rehearsal): IncidentRehearsal {
  const { sandbox, store, now, mayReadHistory } = rehearsal;
  const environment = { ...sandbox.environment, LOG_LEVEL: 'fatal' };
  const config = readConfig(environment, 'terminal');
  const log = createLog(config.logLevel, createScrub(secretsIn(environment)));
  const assembly = assemble(config, now, log);
  const { incidents } = assembly;
  const newTelling = (): Told => ({ key: randomUUID(), userId: USER_ID, atMs: null });

  return {
    async open() {
      const [{ id: subjectId }] = CASE_001_PROVIDERS;
      const key = randomUUID();
      const subjects = await persistently(() => lookAt(subjectId, key));
      return persistently(() =>
        incidents.open({
          key,
          title: `rehearsal ${key}`,
          severity: 'P3',
          summary: '',
          reportedAtMs: now(),
          reportedBy: null,
          subjects,
          origin: { kind: 'command' },
          channelId: CHANNEL_ID,
          locale: 'en',
          userId: USER_ID,
        }),
      );
    },

    async happen(incidentId, kind) {
      if (kind === 'delete-root') return deleteRoot(incidentId);
      if (kind === 'recheck') return recheckNow(incidentId);
      const told = newTelling();
      if (kind === 'add') return addNext(incidentId, told);
      await persistently(() => tell(incidents, incidentId, kind, told));
    },

    archive: (isArchived) => doInSlack('archive', { isArchived }),

    async settled(incidentIds) {
      const giveUpAtMs = performance.now() + PATIENCE_MS;
      while (!(await isSettled(incidentIds))) {
        if (performance.now() > giveUpAtMs) throw new Error('Slack is not up to date with every incident');
        await pause(POLL_MS);
      }
    },

    async complaints(incidentIds) {
      const standing = (await readStanding(sandbox.standIns.slack)).filter(({ key }) =>
        key.startsWith('incident'),
      );
      const kept = await Promise.all(incidentIds.map((id) => store.incidents.find(id)));
      return kept.flatMap((one) => {
        if (one === null) return ['an incident is lost'];
        const { incident } = one;
        const telling = incidentTellingOf(assembly.checks, incident, incident.locale);
        return complaintsAboutIncident(one, standing, { telling, mayReadHistory });
      });
    },

    stop: () => assembly.close(),
  };

  /** With a diagnosis to draw a picture from: without one the thread would say that it is left out, a quarter of an hour later. */
  async function lookAt(subjectId: string, requestId: string): Promise<readonly SubjectSeen[]> {
    const subjects = await incidents.look([{ checkId: 'portal-links', subjectId }], {
      requestId,
      userId: USER_ID,
    });
    for (const { diagnosisId, standing } of subjects) {
      const isKept = diagnosisId !== null && (await store.diagnoses.find(diagnosisId)) !== null;
      if (!isKept || standing.outcome.state === 'unknown')
        throw new Error('it could not be looked at in full');
    }
    return subjects;
  }

  /** The next provider of case 001 who was never in it. */
  async function addNext(incidentId: string, told: Told): Promise<void> {
    const incident = await persistently(() => incidents.find(incidentId));
    const next = CASE_001_PROVIDERS.find(
      ({ id }) => incident?.everSubjects.some(({ subjectId }) => subjectId === id) === false,
    );
    if (next === undefined) return;
    const seen = await persistently(() => lookAt(next.id, told.key));
    await persistently(() => incidents.addSubjects(incidentId, seen, 'by-hand', told));
  }

  /** While the database restarts, nobody knows. */
  async function isSettled(incidentIds: readonly string[]): Promise<boolean> {
    try {
      const [unpublished, due] = [await store.incidents.unpublished(), await store.incidents.dueAt(now())];
      const unsettled = new Set([...unpublished, ...due.map(({ id }) => id)]);
      return incidentIds.every((id) => !unsettled.has(id));
    } catch {
      return false;
    }
  }

  async function recheckNow(incidentId: string): Promise<void> {
    const key = randomUUID();
    await persistently(() =>
      store.incidents.append(incidentId, key, now(), ({ incident }) => ({
        facts: [],
        ...(incident.status === 'closed' ? {} : { nextCheckAtMs: now() }),
        outcome: null,
      })),
    );
  }

  async function deleteRoot(incidentId: string): Promise<void> {
    const kept = await persistently(() => store.incidents.find(incidentId));
    const root = kept?.keeping.root ?? null;
    // One that took another one's place is not replaced itself for a while.
    if (root === null || root.count > 1) return;
    await doInSlack('delete', { ts: root.ts });
  }

  /** What somebody does in the channel. */
  async function doInSlack(deed: 'delete' | 'archive', what: object): Promise<void> {
    await fetch(`${sandbox.standIns.slack}/__client/${deed}`, {
      method: 'POST',
      body: JSON.stringify({ user: USER_ID, channel: CHANNEL_ID, ...what }),
    });
  }
}

function tell(
  incidents: Incidents,
  incidentId: string,
  kind: Exclude<EventKind, 'add' | 'recheck' | 'delete-root'>,
  told: Told,
): Promise<Recorded> {
  switch (kind) {
    case 'lead':
      return incidents.takeLead(incidentId, told);
    case 'note':
      return incidents.note(incidentId, `note ${told.key}`, told);
    case 'event':
      return incidents.event(incidentId, `event ${told.key}`, null, told);
    case 'severity':
      return changeSeverity(incidents, incidentId, told);
    case 'correct':
      return correctNewest(incidents, incidentId, told);
    case 'withdraw':
      return withdrawNewest(incidents, incidentId, told);
    case 'remove':
      return removeNewest(incidents, incidentId, told);
    case 'closed':
      return resolveAndClose(incidents, incidentId, told);
    case 'mitigated':
    case 'resolved':
    case 'reopened':
      return incidents.changeStatus(incidentId, kind, told);
  }
}

/** Always to another one. */
async function changeSeverity(incidents: Incidents, incidentId: string, told: Told): Promise<Recorded> {
  const incident = await incidents.find(incidentId);
  return incidents.changeSeverity(incidentId, incident?.severity === 'P1' ? 'P2' : 'P1', told);
}

/** Only what is resolved can be closed. */
async function resolveAndClose(incidents: Incidents, incidentId: string, told: Told): Promise<Recorded> {
  await incidents.changeStatus(incidentId, 'resolved', { ...told, key: `${told.key}:resolved` });
  return incidents.changeStatus(incidentId, 'closed', told);
}

async function correctNewest(incidents: Incidents, incidentId: string, told: Told): Promise<Recorded> {
  const right = { text: `right ${told.key}`, atMs: null };
  return incidents.correct(incidentId, await newestTold(incidents, incidentId), right, told);
}

async function withdrawNewest(incidents: Incidents, incidentId: string, told: Told): Promise<Recorded> {
  return incidents.withdraw(incidentId, await newestTold(incidents, incidentId), told);
}

/** The number of the newest note or event that stands; 0: there is none. */
async function newestTold(incidents: Incidents, incidentId: string): Promise<number> {
  const incident = await incidents.find(incidentId);
  const standing = timelineOf(incident?.facts ?? []);
  return standing.findLast(({ body }) => body.kind === 'note' || body.kind === 'event')?.seq ?? 0;
}

/** Whoever came in last. */
async function removeNewest(incidents: Incidents, incidentId: string, told: Told): Promise<Recorded> {
  const newest = (await incidents.find(incidentId))?.subjects.at(-1);
  return incidents.removeSubject(incidentId, newest ?? { checkId: 'portal-links', subjectId: '' }, told);
}

/** The same again until the database is back: what is told twice is recorded once. */
async function persistently<Result>(act: () => Promise<Result>): Promise<Result> {
  const giveUpAtMs = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() > giveUpAtMs) throw error;
      await pause(POLL_MS);
    }
  }
}
