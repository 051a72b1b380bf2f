import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { ReadingSummary } from '../diagnosis/reading.ts';
import { SECOND_MS } from '../diagnosis/time.ts';
import { createReadWhenScraped, type ReadWhenScrapedSettings } from './read-when-scraped.ts';

/** From a cached row to a source that a digest waits for. */
const SOURCE_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8, 15, 30, 60, 180];

/** Which readings did not come in time, by the answer that tells so: no source has told of them. */
const LATE = { first: 'still-running', amended: 'given-up' } as const;

/** What the bot counts for Prometheus. No label holds the id of a subject or of a person, and none a text from outside. */
export interface Metrics {
  /** What came of a check. The first answer counts; of both, the sources that did not answer in time. */
  checked(diagnoses: readonly Diagnosis[], answer: keyof typeof LATE): void;
  /** A source has answered, in whatever way. */
  sourceAnswered(reading: ReadingSummary): void;
  /** @param code Slack's own, or one for a request that was not answered; a word */
  slackFailed(method: string, code: string): void;
  /** @param outcome what became of a planned digest; a word */
  digestSettled(outcome: string): void;
  /** A fact was posted in the thread of its incident. @param kind a word */
  incidentPublished(kind: string): void;
  /** An incident was looked at again. @param outcome a word */
  incidentRechecked(outcome: string): void;
  /** A post was made again, because nobody knows whether it stands. */
  postRepeated(): void;
  /** Everything as of now, in Prometheus' text format. Never rejects: what cannot be read is left out, and said. */
  scrape(): Promise<Scraped>;
}

export interface Scraped {
  readonly contentType: string;
  readonly text: string;
}

export interface MetricsSettings extends Omit<ReadWhenScrapedSettings, 'registry'> {
  /** Of the bot. */
  readonly version: string;
  readonly checks: readonly { readonly id: string; readonly rulesVersion: number }[];
}

/** Makes the bot's metrics, in a registry of their own. */
export function createMetrics({ version, checks, ...read }: MetricsSettings): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const checked = new Counter({
    name: 'portal_check_checks_total',
    help: 'Subjects that were checked by hand, by the first answer.',
    labelNames: ['check', 'verdict', 'state', 'surface'],
    registers,
  });
  const sourceDuration = new Histogram({
    name: 'portal_check_source_duration_seconds',
    help: 'How long a source took to answer, whatever it answered.',
    labelNames: ['source'],
    buckets: SOURCE_SECONDS,
    registers,
  });
  const sourceProblems = new Counter({
    name: 'portal_check_source_problems_total',
    help: 'Answers of a source that failed, or were cut off (truncated), by what was wrong.',
    labelNames: ['source', 'status', 'problem'],
    registers,
  });
  const slackErrors = new Counter({
    name: 'portal_check_slack_errors_total',
    help: 'Requests that Slack refused or did not answer, each attempt, by method and code.',
    labelNames: ['method', 'code'],
    registers,
  });
  const digests = new Counter({
    name: 'portal_check_digests_total',
    help: 'Planned digests, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const incidentFacts = new Counter({
    name: 'portal_check_incident_facts_total',
    help: 'What was told in threads of incidents, by kind of fact.',
    labelNames: ['kind'],
    registers,
  });
  const incidentChecks = new Counter({
    name: 'portal_check_incident_checks_total',
    help: 'Looks at incidents by the clock, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const repeated = new Counter({
    name: 'portal_check_posts_repeated_total',
    help: 'Posts that were made again and marked so, because nobody knows whether they stand.',
    registers,
  });
  new Gauge({
    name: 'portal_check_build_info',
    help: 'Always 1; which version of the bot this is.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const rules = new Gauge({
    name: 'portal_check_rules_info',
    help: 'Always 1; which version of its rules each check goes by.',
    labelNames: ['check', 'version'],
    registers,
  });
  for (const { id, rulesVersion } of checks) rules.set({ check: id, version: rulesVersion }, 1);
  const readWhenScraped = createReadWhenScraped({ ...read, registry });

  const countProblem = ({ source, status, problem }: ReadingSummary): void => {
    if (problem !== null) sourceProblems.inc({ source, status, problem: problem.code });
  };

  return {
    checked(diagnoses, answer) {
      // All of one check rest on the same readings.
      const readings = diagnoses[0]?.readings ?? [];
      for (const reading of readings) if (reading.problem?.code === LATE[answer]) countProblem(reading);
      if (answer !== 'first') return;
      for (const { checkId, verdict, asker } of diagnoses) {
        checked.inc({ check: checkId, verdict: verdict.code, state: verdict.state, surface: asker.surface });
      }
    },
    sourceAnswered(reading) {
      if (reading.status === 'not-configured') return;
      sourceDuration.observe({ source: reading.source }, reading.elapsedMs / SECOND_MS);
      countProblem(reading);
    },
    slackFailed: (method, code) => slackErrors.inc({ method, code }),
    digestSettled: (outcome) => digests.inc({ outcome }),
    incidentPublished: (kind) => incidentFacts.inc({ kind }),
    incidentRechecked: (outcome) => incidentChecks.inc({ outcome }),
    postRepeated: () => repeated.inc(),
    async scrape() {
      await readWhenScraped();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
