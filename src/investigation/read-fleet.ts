import { randomUUID } from 'node:crypto';
import type { Check } from '../checks/check.ts';
import type { Fleet, SubjectFacts } from '../checks/fleet.ts';
import type { SourceContract } from '../checks/questions.ts';
import type { Observation } from '../checks/subjects.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { summarise, type Reading, type ReadingSummary, type SourceId } from '../diagnosis/reading.ts';
import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import type { ReadFleet } from '../digests/digests.ts';
import type { FleetRun, RunFigures } from '../digests/fleet-run.ts';
import { requestContext } from '../request-context.ts';
import type { Clock, Sources } from '../sources/source.ts';
import { askPatiently } from './ask-patiently.ts';
import { coverageOf } from './coverage.ts';
import { createRunDiagnoses } from './fleet-diagnoses.ts';
import { readPages } from './fleet-pages.ts';
import { withSinceBefore } from './since-before.ts';

const DEFAULT_PAGE_SIZE = 2_000;
/** Nobody waits for it, and yet every run ends. */
const DEFAULT_PATIENCE_MS = 3 * MINUTE_MS;

/** What the sources overwrite, as a run saw it of one subject. */
export interface SubjectSeen {
  readonly subjectId: string;
  readonly seen: readonly Observation[];
}

/** What reading a fleet needs of the outside. Whatever keeps something rejects where the bot's own database fails: then so does the run. */
export interface ReadFleetSettings {
  readonly checks: ReadonlyMap<string, Check>;
  readonly sources: Sources;
  readonly clock: Clock;
  /** How many subjects are read at a time. */
  readonly pageSize?: number;
  /** When a source, or a page, is given up. */
  readonly patienceMs?: number;
  /** Keeps the facts of some subjects, while the run is made. Slices count from 0. */
  addFacts(runId: string, slice: number, facts: readonly SubjectFacts<unknown>[]): Promise<void>;
  keepRun(run: FleetRun): Promise<void>;
  /** The newest run of a check that is kept, as of before an instant, complete or not; null: there is none. */
  runBefore(checkId: string, beforeMs: EpochMs): Promise<FleetRun | null>;
  /** Ids of the subjects that are missing or partial by the newest diagnosis that is kept of them. */
  knownNotWell(checkId: string): Promise<readonly string[]>;
  keepDiagnoses(diagnoses: readonly Diagnosis[]): Promise<void>;
  /** Keeps the values of some subjects that differ from the last ones seen. */
  observe(checkId: string, subjects: readonly SubjectSeen[], seenAtMs: EpochMs): Promise<void>;
  /** Told what each source answered, without its data; of the database once for the list and once for each page. */
  onReading?(reading: ReadingSummary, requestId: string): void;
  /** Told of each run that was kept. */
  onRun?(run: FleetRun, figures: RunFigures): void;
}

/**
 * Makes the use case: read all subjects of a check, judge them by its rules, remember. A source that fails makes the run incomplete.
 * Rejects where the bot's own database fails, and for a check that has no fleet.
 */
export function createReadFleet(settings: ReadFleetSettings): ReadFleet {
  return async (request) => {
    const { checkId, requestId } = request;
    const check = settings.checks.get(checkId);
    if (check === undefined) throw new Error(`no check is called "${checkId}"`);
    const { fleet } = check;
    if (fleet === null) throw new Error(`the check "${checkId}" has no fleet`);
    return requestContext.run({ requestId, priority: 'scheduled' }, async () => {
      const ending = new AbortController();
      try {
        return await readFleet(settings, check, fleet, request, ending.signal);
      } finally {
        // Where the run has failed, nobody waits for the page that is on its way.
        ending.abort();
      }
    });
  };
}

async function readFleet(
  settings: ReadFleetSettings,
  check: Check,
  fleet: Fleet,
  { requestId, onProgress = () => {} }: Parameters<ReadFleet>[0],
  signal: AbortSignal,
): Promise<FleetRun> {
  const { clock, pageSize = DEFAULT_PAGE_SIZE, patienceMs = DEFAULT_PATIENCE_MS } = settings;
  const startedAtMs = performance.now();
  const asOfMs = clock();
  const runId = randomUUID();

  const ask: Ask = async (id, question) => {
    const reading = await askPatiently({ ...settings, patienceMs }, id, question, signal);
    if (reading.status !== 'not-configured') settings.onReading?.(summarise(reading), requestId);
    return reading;
  };

  const askFirst: Ask = async (id, question) => {
    const reading = await ask(id, question);
    if (question !== undefined) onProgress({ kind: 'answered', source: id, status: reading.status });
    return reading;
  };

  const [{ seen, summaries, sentry, loki }, knownNotWell] = await Promise.all([
    look(fleet, asOfMs, askFirst),
    settings.knownNotWell(check.id),
  ]);
  const of = seen.subjectIds.length;
  let subjectsRead = 0;
  onProgress({ kind: 'read', subjects: subjectsRead, of });
  const diagnoses = createRunDiagnoses({
    check,
    readings: { sentry, loki },
    asOfMs,
    requestId,
    knownNotWell,
    keep: (kept) => settings.keepDiagnoses(kept),
    askRows: (question) => ask('delivery', question),
  });
  const pages = await readPages(seen, pageSize, {
    ask: ({ question }) => ask('delivery', question),
    async take(slice, subjects, reading) {
      const judged = subjects.map(({ subjectId, facts }) => {
        const evaluation = check.evaluate(facts);
        const outcome = fleet.outcomeOf(subjectId, facts, evaluation.verdict);
        return { subjectId, facts, evaluation, outcome };
      });
      const observed = subjects.map(({ subjectId, facts }) => ({
        subjectId,
        seen: check.observe(facts),
      }));
      await Promise.all([
        settings.addFacts(runId, slice, subjects),
        settings.observe(check.id, observed, asOfMs),
        diagnoses.keepOf(judged, reading),
      ]);
      subjectsRead += subjects.length;
      onProgress({ kind: 'read', subjects: subjectsRead, of });
      return judged.map(({ outcome }) => outcome);
    },
  });
  // Where the list could not be read, nobody is known to be gone.
  const isListed = summaries.every(({ source, status }) => source !== 'delivery' || status === 'ok');
  const unreadIds = isListed ? pages.unreadIds : knownNotWell;
  await diagnoses.keepRest(unreadIds);
  const summary = seen.summarise();
  const outcomes = await withSinceBefore(
    pages.taken.toSorted((a, b) => (a.subjectId < b.subjectId ? -1 : 1)),
    asOfMs,
    (before, after) => fleet.hasRecovered(before, after),
    (beforeMs) => settings.runBefore(check.id, beforeMs),
  );
  const subjects = { read: outcomes.length, unread: pages.unreadIds.length };
  const run: FleetRun = {
    id: runId,
    checkId: check.id,
    asOfMs,
    madeAtMs: clock(),
    rulesVersion: check.rulesVersion,
    settingsKey: fleet.settingsKey,
    coverage: coverageOf(summaries, pages.readings, subjects, summary.canaries),
    ...summary,
    outcomes,
    requestId,
  };
  await settings.keepRun(run);
  settings.onRun?.(run, {
    pages: pages.readings.length,
    elapsedMs: Math.round(performance.now() - startedAtMs),
  });
  return run;
}

type Ask = <Id extends SourceId>(
  id: Id,
  question: SourceContract[Id]['question'] | undefined,
) => Promise<Reading<SourceContract[Id]['answer']>>;

/** Asks all sources at the same time. The list of subjects ends here: what is made of it is less. */
async function look(fleet: Fleet, asOfMs: EpochMs, ask: Ask) {
  const inquiry = fleet.ask({ asOfMs, nowMs: asOfMs });
  const { questions } = inquiry;
  const [sentry, loki, delivery] = await Promise.all([
    ask('sentry', questions.sentry),
    ask('loki', questions.loki),
    ask('delivery', questions.delivery),
  ]);
  const readings = [summarise(sentry), summarise(loki), summarise(delivery)];
  return {
    seen: inquiry.see({ sentry, loki, delivery }),
    // What is never asked is not lacking either.
    summaries: readings.filter(({ source }) => questions[source] !== undefined),
    sentry,
    loki,
  };
}
