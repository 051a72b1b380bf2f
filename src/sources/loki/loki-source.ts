import type { LinesAnswer, LinesQuestion, LogSelector } from '../../checks/questions.ts';
import type { Reading, ReadingMeta } from '../../diagnosis/reading.ts';
import { DAY_MS, type EpochMs, type Window } from '../../diagnosis/time.ts';
import { problemOf } from '../http-problems.ts';
import type { Network } from '../network.ts';
import type { Clock, Source } from '../source.ts';
import { askEverything } from './ask-everything.ts';
import { connectionOf, type LokiAddress, type LokiCredentials, type LokiSettingNames } from './connection.ts';
import { countPhrase, examineLoki, type PhraseCount } from './examine.ts';
import { exploreLink, type ExploreSettings } from './explore-link.ts';
import { linesWith } from './logql.ts';
import { createLokiApi, type HttpOverrides } from './loki-api.ts';
import { nsOf } from './nanoseconds.ts';
import { budgetOf } from './pieces.ts';
import type { ReadingLimits } from './read-lines.ts';

export interface LokiSourceSettings {
  readonly address: LokiAddress;
  readonly credentials: LokiCredentials;
  /** Sent as `X-Scope-OrgID`; null where Loki has one tenant only, or Grafana's data source names it. */
  readonly tenant: string | null;
  /** Where people look at lines; null where there is no Grafana. */
  readonly explore: ExploreSettings | null;
  /** The streams that `examine` and `countPhrase` look at. */
  readonly selector: LogSelector;
  readonly network: Network;
  readonly clock: Clock;
  readonly requestTimeoutMs: number;
  /** Which environment variables problems name; by default `LOKI_…` or `GRAFANA_…`. */
  readonly settingNames?: LokiSettingNames;
  /** The server's `max_entries_limit_per_query`. */
  readonly maxLineCount?: number;
  /** Not longer than the server's `max_query_length`, 30d1h by default. */
  readonly maxPieceMs?: number;
  /** How many log queries one question may cost at most. */
  readonly maxLogQueries?: number;
  /** How many characters of failure lines are kept at most, of the newest slot and of all before it. */
  readonly maxCharacters?: number;
  readonly http?: HttpOverrides;
}

export interface LokiSource extends Source<'loki'> {
  /** For `doctor`: is the phrase still written like this? Rejects with a `SourceError`. */
  countPhrase(phrase: string, window: Window, signal: AbortSignal): Promise<PhraseCount>;
}

const DEFAULT_MAX_LINE_COUNT = 5_000;
const DEFAULT_MAX_PIECE_MS = 30 * DAY_MS;
const DEFAULT_MAX_LOG_QUERIES = 64;
/** Some hundred thousand failure lines, or a few thousand with their stacks. */
const DEFAULT_MAX_CHARACTERS = 32 * 1_024 * 1_024;

/** Builds the source; sends nothing yet. */
export function createLokiSource(settings: LokiSourceSettings): LokiSource {
  const { address, credentials, tenant, settingNames, clock, explore, selector } = settings;
  const api = createLokiApi({
    ...settings,
    connection: connectionOf(address, credentials, tenant, settingNames),
  });
  /** Made anew for each question, for the budget is used up. */
  const limitsOf = (): ReadingLimits => ({
    maxPieceNs: nsOf(settings.maxPieceMs ?? DEFAULT_MAX_PIECE_MS),
    maxLineCount: settings.maxLineCount ?? DEFAULT_MAX_LINE_COUNT,
    budget: budgetOf(settings.maxLogQueries ?? DEFAULT_MAX_LOG_QUERIES),
    maxCharacters: settings.maxCharacters ?? DEFAULT_MAX_CHARACTERS,
  });

  async function ask(question: LinesQuestion, signal: AbortSignal): Promise<Reading<LinesAnswer>> {
    const startedAtMs = performance.now();
    const query = linesWith(question.selector, question.phrases);
    const metaOf = (reachFromMs: EpochMs | null, freshUntilMs: EpochMs | null): ReadingMeta => ({
      source: 'loki',
      window: question.window,
      readAtMs: clock(),
      reachFromMs,
      freshUntilMs,
      query,
      link: explore === null ? null : exploreLink(explore, query, question.window),
      elapsedMs: Math.round(performance.now() - startedAtMs),
    });
    const ending = new AbortController();
    try {
      const all = AbortSignal.any([signal, ending.signal]);
      const { data, reachFromMs, problem } = await askEverything(api, question, limitsOf(), all);
      const meta = metaOf(reachFromMs, newestOf(data.apps));
      return problem === null
        ? { ...meta, status: 'ok', data }
        : { ...meta, status: 'truncated', problem, data };
    } catch (error) {
      const meta = metaOf(null, null);
      const problem = signal.aborted
        ? ({ code: 'still-running', params: { afterMs: meta.elapsedMs } } as const)
        : problemOf(error);
      return { ...meta, status: 'failed', problem };
    } finally {
      // Where the lines failed, nobody waits for the rest.
      ending.abort();
    }
  }

  return {
    id: 'loki',
    ask,
    examine: (signal) => examineLoki(api, selector, clock(), limitsOf(), signal),
    countPhrase: (phrase, window, signal) => countPhrase(api, selector, phrase, window, limitsOf(), signal),
    async close() {
      api.close();
    },
  };
}

function newestOf(apps: LinesAnswer['apps']): EpochMs | null {
  const instants = apps.flatMap(({ newestLineAtMs }) => newestLineAtMs ?? []);
  return instants.length === 0 ? null : Math.max(...instants);
}
