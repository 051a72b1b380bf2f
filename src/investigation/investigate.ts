import { randomUUID } from 'node:crypto';
import type { Check, CheckRequest, Readings } from '../checks/check.ts';
import type { Questions, SourceContract } from '../checks/questions.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import {
  SOURCE_IDS,
  summarise,
  type Reading,
  type ReadingSummary,
  type SourceId,
} from '../diagnosis/reading.ts';
import { HOUR_MS, type EpochMs } from '../diagnosis/time.ts';
import { requestContext } from '../request-context.ts';
import type { Clock, Source, Sources } from '../sources/source.ts';
import type { Investigate, Investigation, InvestigationRequest, Progress } from './investigation.ts';
import { notConfigured, notInTime } from './unanswered.ts';

/** An answer does not wait longer than this for being remembered. */
const STORE_PATIENCE_MS = 2_000;
const NOT_IN_TIME = 'the bot’s own database did not answer in time';

/** What an investigation needs of the outside. */
export interface InvestigationSettings {
  readonly checks: ReadonlyMap<string, Check>;
  readonly sources: Sources;
  readonly clock: Clock;
  /** When the first answer is due: what has not come by then is `failed: still running`. */
  readonly firstAnswerMs: number;
  /** When a late source is given up. */
  readonly lateAnswerMs: number;
  /** Facts of the subject from the newest diagnosis kept before an instant; null where there is none. */
  recall(checkId: string, subjectId: string, beforeMs: EpochMs): Promise<unknown>;
  /** Keeps diagnoses, made first or anew. Throws when they could not be kept. */
  keep(diagnoses: readonly Diagnosis[]): Promise<void>;
  /** Told what each source answered, without its data. */
  onReading?(reading: ReadingSummary, requestId: string): void;
  /** Told when the bot's own database fails: the answer is given nevertheless. */
  onStoreFailure(doing: 'recall' | 'keep', cause: unknown, requestId: string): void;
}

/** One source being asked. */
interface Asking<Id extends SourceId = SourceId> {
  readonly source: Id;
  /** The newest that is known of it. */
  reading: Reading<SourceContract[Id]['answer']> | null;
  done: Promise<void>;
}

/** Makes the use case: ask all sources at once, evaluate, remember. */
export function createInvestigate(settings: InvestigationSettings): Investigate {
  return (request, onProgress) => {
    const check = settings.checks.get(request.checkId);
    if (check === undefined) throw new Error(`no check is called "${request.checkId}"`);
    return investigate(settings, check, request, onProgress ?? (() => {}));
  };
}

function investigate(
  settings: InvestigationSettings,
  check: Check,
  request: InvestigationRequest,
  onProgress: (progress: Progress) => void,
): Investigation {
  const nowMs = settings.clock();
  const checkRequest: CheckRequest = {
    subjectIds: request.subjectIds,
    asOfMs: request.asOfMs ?? nowMs,
    nowMs,
    windowMs: request.windowMs,
  };
  const inquiry = check.ask(checkRequest);
  const giveUp = new AbortController();
  const askings = SOURCE_IDS.filter(
    (id) => inquiry.questions[id] !== undefined && settings.sources[id] !== null,
  ).map((id) =>
    requestContext.run({ requestId: request.requestId }, () =>
      startAsking(id, settings.sources, inquiry.questions, giveUp.signal, (reading) => {
        settings.onReading?.(summarise(reading), request.requestId);
        onProgress(progress());
      }),
    ),
  );
  const earlier = recallEarlier(settings, check, request, checkRequest);
  const allDone = Promise.all(askings.map(({ done }) => done));

  const first = (async () => {
    await withinMs(allDone, settings.firstAnswerMs);
    return conclude(settings.firstAnswerMs, 'still-running');
  })();
  const amended = (async () => {
    await first;
    const late = askings.filter(({ reading }) => reading === null);
    if (late.length === 0) return null;
    await withinMs(allDone, settings.lateAnswerMs - settings.firstAnswerMs);
    giveUp.abort(new Error(`given up after ${settings.lateAnswerMs} ms`));
    // Also when it failed or was given up: the message must not go on saying that something is still running.
    return conclude(settings.lateAnswerMs, 'given-up');
  })();
  // Whoever does not wait for the amendment must not be brought down by it.
  amended.catch(() => {});
  return { first, amended, progress };

  function progress(): Progress {
    return askings.map(({ source, reading }) => ({ source, status: reading?.status ?? 'asking' }));
  }

  async function conclude(
    deadlineMs: number,
    lateAs: 'still-running' | 'given-up',
  ): Promise<readonly Diagnosis[]> {
    const readings = readingsOf(askings, inquiry.questions, settings.clock(), deadlineMs, lateAs);
    const madeAtMs = settings.clock();
    const seen = inquiry.see(readings);
    const kept = await earlier;
    const summaries = SOURCE_IDS.map((id) => summarise(readings[id]));
    const diagnoses = request.subjectIds.map((subjectId): Diagnosis => {
      const facts = seen.factsOf(subjectId, kept.get(subjectId) ?? null);
      return {
        id: randomUUID(),
        checkId: check.id,
        subjectId,
        asOfMs: checkRequest.asOfMs,
        madeAtMs,
        rulesVersion: check.rulesVersion,
        ...check.evaluate(facts),
        readings: summaries,
        facts,
        asker: request.asker,
        requestId: request.requestId,
      };
    });
    try {
      if (!(await withinMs(settings.keep(diagnoses), STORE_PATIENCE_MS))) throw new Error(NOT_IN_TIME);
    } catch (cause) {
      settings.onStoreFailure('keep', cause, request.requestId);
    }
    return diagnoses;
  }
}

function startAsking<Id extends SourceId>(
  id: Id,
  sources: Sources,
  questions: Questions,
  signal: AbortSignal,
  onAnswer: (reading: Reading<unknown>) => void,
): Asking<Id> {
  const ask = async () => {
    const source: Source<Id> | null = sources[id];
    const question: SourceContract[Id]['question'] | undefined = questions[id];
    if (source === null || question === undefined) throw new Error(`source ${id} is not to be asked`);
    const reading = await source.ask(question, signal);
    // What comes after giving up is the echo of our own abort.
    if (signal.aborted) return;
    asking.reading = reading;
    onAnswer(reading);
  };
  const asking: Asking<Id> = {
    source: id,
    reading: null,
    done: Promise.resolve(),
  };
  asking.done = ask();
  return asking;
}

/** A source that has not answered is a failed reading; one that was not asked is not configured. */
function readingsOf(
  askings: readonly Asking[],
  questions: Questions,
  readAtMs: EpochMs,
  deadlineMs: number,
  lateAs: 'still-running' | 'given-up',
): Readings {
  return { sentry: readingOf('sentry'), loki: readingOf('loki'), delivery: readingOf('delivery') };

  function readingOf<Id extends SourceId>(id: Id): Reading<SourceContract[Id]['answer']> {
    const asking = askings.find((candidate): candidate is Asking<Id> => candidate.source === id);
    if (asking?.reading) return asking.reading;
    const unanswered = { source: id, window: questions[id]?.window ?? null, readAtMs };
    return asking === undefined ? notConfigured(unanswered) : notInTime(unanswered, lateAs, deadlineMs);
  }
}

/** Today's rows do not tell how things were at an as-of further back than an hour: kept diagnoses may. */
async function recallEarlier(
  settings: InvestigationSettings,
  check: Check,
  request: InvestigationRequest,
  { asOfMs, nowMs }: CheckRequest,
): Promise<ReadonlyMap<string, unknown>> {
  const recalled = new Map<string, unknown>();
  if (nowMs - asOfMs <= HOUR_MS) return recalled;
  const recalling = Promise.all(
    request.subjectIds.map(async (id) => {
      const kept = await settings.recall(request.checkId, id, asOfMs);
      if (kept !== null) recalled.set(id, check.parseFacts(kept));
    }),
  );
  try {
    // What is not recalled in time is unknown in the facts, and said so there: never taken for "none".
    if (!(await withinMs(recalling, settings.firstAnswerMs))) throw new Error(NOT_IN_TIME);
  } catch (cause) {
    settings.onStoreFailure('recall', cause, request.requestId);
  }
  return recalled;
}

/**
 * Waits for a promise, but not longer than this. Real time: a deadline is about waiting, not about the clock that is asked.
 * @returns whether it was there in time; rejects when the promise does
 */
async function withinMs(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const { promise: over, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([promise.then(() => true as const), over]);
  } finally {
    clearTimeout(timer);
  }
}
