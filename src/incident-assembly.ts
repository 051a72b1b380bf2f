import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Check } from './checks/check.ts';
import type { ReadFleet } from './digests/digests.ts';
import { createIncidents } from './incidents/create-incidents.ts';
import type { Incidents } from './incidents/incidents.ts';
import { namedInDigests } from './incidents/named-in-digests.ts';
import { createNewestRun } from './incidents/newest-run.ts';
import { createWritePostmortem, type WritePostmortem } from './incidents/write-postmortem.ts';
import type { Investigate } from './investigation/investigation.ts';
import { requestContext } from './request-context.ts';
import type { Clock } from './sources/source.ts';
import { keepableText } from './store/free-text.ts';
import type { Store } from './store/store.ts';

export interface IncidentAssemblySettings {
  readonly checks: ReadonlyMap<string, Check>;
  readonly investigate: Investigate;
  readonly readFleet: ReadFleet;
  readonly store: Store;
  /** IANA name: of incidents in which nobody is named, or whose check has no schedule of its own. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The zone of incidents in which nobody is named, or whose check has no schedule of its own.
 * @param configured IANA name; null: that of the first check with a schedule
 */
export function incidentTimeZone(
  configured: string | null,
  checks: readonly Pick<Check, 'following'>[],
): string {
  const planned = checks.flatMap(({ following }) => following?.timeZone ?? []);
  return configured ?? planned[0] ?? 'UTC';
}

/** Puts the use case of incidents together: subjects are checked as for anybody, and everything is remembered in the bot's own database. */
export function assembleIncidents(settings: IncidentAssemblySettings): Incidents {
  const { checks, investigate, readFleet, store, timeZone, clock, log } = settings;
  return createIncidents({
    checks,
    investigate,
    memory: store.incidents,
    fleetRunOf: createNewestRun({
      checks,
      runs: store.fleetRuns,
      readFleet,
      clock,
      newRequestId: () => requestContext.getStore()?.requestId ?? randomUUID().slice(0, 8),
    }),
    firstNotWellAtMs: ({ checkId, subjectId }) => store.diagnoses.firstNotWellAtMs(checkId, subjectId),
    keepable: (text, mostCharacters) => keepableText(text, mostCharacters) ?? '',
    asScheduled: (requestId, work) => requestContext.run({ requestId, priority: 'scheduled' }, work),
    onFailure: (doing, checkId, cause) =>
      log.error(
        { err: cause, doing, checkId, ...requestContext.getStore() },
        'an incident could not be looked at in full: it goes on with what it remembers',
      ),
    timeZone,
    clock,
  });
}

/** Makes what tells which open incidents the digests of a check name. null: they could not be read, as the log says. */
export function assembleOpenIncidents({
  incidents,
  log,
}: {
  readonly incidents: Pick<Incidents, 'list'>;
  readonly log: Pick<Logger, 'error'>;
}): (checkId: string) => ReturnType<typeof namedInDigests> {
  return (checkId) =>
    namedInDigests(incidents, checkId, (cause) =>
      log.error(
        { err: cause, checkId, ...requestContext.getStore() },
        'a digest does not name the open incidents: they could not be read',
      ),
    );
}

/** Puts the writing of postmortems together: from the incident, and from the diagnoses that are still kept. */
export function assemblePostmortems({
  checks,
  store,
  clock,
}: Pick<IncidentAssemblySettings, 'checks' | 'store' | 'clock'>): WritePostmortem {
  return createWritePostmortem({
    checks: [...checks.values()],
    async findDiagnosis(id) {
      const kept = await store.diagnoses.find(id);
      const check = kept === null ? undefined : checks.get(kept.checkId);
      return kept === null || check === undefined ? null : { ...kept, facts: check.parseFacts(kept.facts) };
    },
    clock,
  });
}
