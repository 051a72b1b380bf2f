import type { Logger } from 'pino';
import { readCaFile } from './ca-file.ts';
import { loadPortalLinks } from './check-files.ts';
import type { Check } from './checks/check.ts';
import type { PortalLinksSettings } from './checks/portal-links/settings.ts';
import { PORTAL_LINKS_VIEWS } from './checks/portal-links/delivery-rows.ts';
import type { Config, LokiConfig } from './config-types.ts';
import { assembleDigests, type AssembledDigests } from './digest-assembly.ts';
import type { ReadingSummary, SourceId } from './diagnosis/reading.ts';
import { createDirectory, type Directory } from './directory/directory.ts';
import {
  assembleIncidents,
  assembleOpenIncidents,
  assemblePostmortems,
  incidentTimeZone,
} from './incident-assembly.ts';
import type { NamedIncident } from './digests/digest-report.ts';
import type { Incidents } from './incidents/incidents.ts';
import type { WritePostmortem } from './incidents/write-postmortem.ts';
import { createInvestigate } from './investigation/investigate.ts';
import type { Investigate } from './investigation/investigation.ts';
import { JOB_PACE, type JobPace } from './jobs/digest-job.ts';
import { createPgBossQueue } from './jobs/pg-boss-queue.ts';
import type { Queue } from './jobs/queue.ts';
import { createDeliverySource, type DeliverySource } from './sources/delivery/delivery-source.ts';
import { createLokiSource, type LokiSource } from './sources/loki/loki-source.ts';
import { createNetwork } from './sources/network.ts';
import { createSentrySource } from './sources/sentry/sentry-source.ts';
import { requestContext } from './request-context.ts';
import type { Clock, Source } from './sources/source.ts';
import { openStore, type Store } from './store/store.ts';

/** A Loki that needs longer for one piece bears smaller ones better. */
const LOKI_REQUEST_MS = 15_000;

/** Slack wants an answer to typed letters, and to a submitted modal, within three seconds. */
const DIRECTORY_TIMEOUT_MS = 2_500;

/** Everything but Slack: what the bot and the terminal have in common. Built once from the configuration. */
export interface Assembly extends AssembledDigests {
  readonly checks: readonly [Check, ...Check[]];
  readonly portalLinks: PortalLinksSettings;
  readonly sources: {
    readonly sentry: Source<'sentry'> | null;
    readonly loki: LokiSource | null;
    readonly delivery: DeliverySource;
  };
  readonly store: Store;
  readonly queue: Queue;
  readonly investigate: Investigate;
  readonly incidents: Incidents;
  /** Those that the digests of a check name; null: they could not be read. */
  readonly openIncidentsOf: (checkId: string) => Promise<readonly NamedIncident[] | null>;
  readonly writePostmortem: WritePostmortem;
  readonly directory: Directory;
  /** PEM text of the private authority; null where there is none. */
  readonly caPem: string | null;
  close(): Promise<void>;
}

export interface AssemblyOptions {
  /** Beside `portal-links`. */
  readonly moreChecks?: readonly Check[];
  /** Told what each source answered, without its data. */
  readonly onReading?: (reading: ReadingSummary) => void;
  readonly jobPace?: JobPace;
}

export function assemble(
  config: Config,
  clock: Clock,
  log: Logger,
  { moreChecks = [], onReading = () => {}, jobPace = JOB_PACE }: AssemblyOptions = {},
): Assembly {
  const { check, settings: portalLinks } = loadPortalLinks({
    settingsFile: config.portalLinksFile,
    sqlFile: config.delivery.sqlFile,
  });
  const checks: readonly [Check, ...Check[]] = [check, ...moreChecks];
  const caPem = readCaFile(config.caFile);
  const network = createNetwork({
    caPem,
    proxyUrl: config.proxy?.url ?? null,
    noProxy: config.proxy?.noProxy ?? null,
  });
  const { sentry, lateAnswerMs, loki } = { ...config, ...config.answers };
  const sources = {
    sentry:
      sentry === null
        ? null
        : createSentrySource({
            ...sentry,
            baseUrl: sentry.url,
            watched: {
              exceptionTypes: [
                portalLinks.sentry.duplicateAttempt,
                portalLinks.sentry.noneVerified,
                portalLinks.sentry.upstreamError,
              ],
              messagePhrases: [portalLinks.sentry.unknownProviderMessage],
            },
            clock,
            network,
            onFailure: (error: unknown) => logFailure(log, 'sentry', error),
            requestTimeoutMs: lateAnswerMs,
          }),
    loki:
      loki === null
        ? null
        : createLokiSource({
            ...lokiAccess(loki),
            explore: loki.explore,
            selector: portalLinks.loki,
            clock,
            network,
            http: { onFailure: (error) => logFailure(log, 'loki', error) },
            // Shorter than the deadline: a query that times out is asked again in smaller pieces.
            requestTimeoutMs: Math.min(LOKI_REQUEST_MS, lateAnswerMs / 3),
          }),
    delivery: createDeliverySource({
      ...config.delivery,
      caPem,
      clock,
      onFailure: (error) => logFailure(log, 'delivery', error),
      views: config.delivery.sqlFile === null ? PORTAL_LINKS_VIEWS : [],
    }),
  };
  const store = openStore(
    { ...config.store, caPem },
    {
      onUnreadable: (what, cause) =>
        log.error(
          { err: cause, ...what },
          'a part of an incident was written by another version, and cannot be read: nothing behind it is told in its thread',
        ),
    },
  );
  const queue = createPgBossQueue({
    address: { ...config.store, caPem },
    kinds: [jobPace.digest, jobPace.incident],
    superviseSeconds: jobPace.superviseSeconds,
    log,
  });
  const sourceAnswered = (reading: ReadingSummary, requestId: string): void => {
    logReading(log, reading, requestId);
    onReading(reading);
  };
  const checksById = new Map(checks.map((each) => [each.id, each]));
  const investigate = createInvestigate({
    checks: checksById,
    sources,
    clock,
    firstAnswerMs: config.answers.firstAnswerMs,
    lateAnswerMs,
    recall: async (checkId, subjectId, beforeMs) =>
      (await store.diagnoses.newestBefore(checkId, subjectId, beforeMs))?.facts ?? null,
    async keep(diagnoses) {
      await store.diagnoses.keepAll(diagnoses);
      for (const diagnosis of diagnoses) {
        const found = checks.find(({ id }) => id === diagnosis.checkId)?.observe(diagnosis.facts) ?? [];
        await store.observations.record(diagnosis.checkId, diagnosis.subjectId, found, diagnosis.madeAtMs);
      }
    },
    onReading: sourceAnswered,
    onStoreFailure(doing, cause, requestId) {
      log.error(
        { err: cause, requestId, doing },
        'the bot’s own database failed: the answer is given without it',
      );
    },
  });
  const assembledDigests = assembleDigests({
    checks: checksById,
    sources,
    store,
    clock,
    log,
    onReading: sourceAnswered,
  });
  const incidents = assembleIncidents({
    checks: checksById,
    investigate,
    readFleet: assembledDigests.readFleet,
    store,
    timeZone: incidentTimeZone(config.incidents.timeZone, checks),
    clock,
    log,
  });
  return {
    checks,
    portalLinks,
    sources,
    store,
    queue,
    investigate,
    ...assembledDigests,
    incidents,
    openIncidentsOf: assembleOpenIncidents({ incidents, log }),
    writePostmortem: assemblePostmortems({ checks: checksById, store, clock }),
    directory: createDirectory({ delivery: sources.delivery, clock, timeoutMs: DIRECTORY_TIMEOUT_MS }),
    caPem,
    async close() {
      await Promise.all([sources.sentry?.close(), sources.loki?.close(), sources.delivery.close()]);
      network.close();
      await queue.stop(0);
      await store.close();
    },
  };
}

function logReading(
  log: Logger,
  { source, status, problem, elapsedMs }: ReadingSummary,
  requestId: string,
): void {
  const level = status === 'failed' || status === 'truncated' ? 'warn' : 'info';
  log[level]({ requestId, source, status, problem, elapsedMs }, 'a source has answered');
}

/** What the other side said stands in the log only, under the request that it belongs to. */
function logFailure(log: Logger, source: SourceId, error: unknown): void {
  log.warn({ ...requestContext.getStore(), source, err: error }, 'a source failed');
}

function lokiAccess({ access }: LokiConfig) {
  if (access.kind === 'grafana') {
    const { url, dataSourceUid, token } = access;
    return {
      address: { kind: 'grafana', url, dataSourceUid },
      credentials: { kind: 'bearer', token },
      tenant: null,
    } as const;
  }
  const { url, auth, tenant } = access;
  const credentials =
    auth.kind === 'basic' ? { kind: 'basic' as const, user: auth.username, password: auth.password } : auth;
  return { address: { kind: 'direct' as const, url }, credentials, tenant };
}
