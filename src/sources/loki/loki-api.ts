import { SourceError } from '../../errors.ts';
import type { EpochMs } from '../../diagnosis/time.ts';
import { createHttpClient, type HttpClient, type HttpClientSettings, type Query } from '../http.ts';
import type { Network } from '../network.ts';
import { buildInfoAnswer, countsOf, entriesOf, streamsAnswer, vectorAnswer, type Entry } from './answers.ts';
import type { LokiConnection } from './connection.ts';
import { asLokiError, entriesLimitOf } from './loki-problems.ts';
import { nsOf, type NsWindow } from './nanoseconds.ts';
import type { Order } from './pieces.ts';

/** The few calls of Loki's HTTP API that the bot makes. All of them reject with a `SourceError`. */
export interface LokiApi {
  /**
   * The lines of a log query, of all streams together and in no order.
   * `isCut`: there may be more than the server gives in one answer; those at the asked end are there.
   */
  lines(
    logql: string,
    window: NsWindow,
    options: { readonly maxLines: number; readonly order: Order },
    signal: AbortSignal,
  ): Promise<{ readonly entries: readonly Entry[]; readonly isCut: boolean }>;
  /** The result of a counting query at an instant, by the value of a label. */
  counts(
    logql: string,
    atMs: EpochMs,
    label: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, number>>;
  /** Loki's version; null where the build does not say, or a gateway hides it. */
  version(signal: AbortSignal): Promise<string | null>;
  close(): void;
}

export interface LokiApiSettings {
  readonly connection: LokiConnection;
  readonly network: Network;
  readonly requestTimeoutMs: number;
  readonly http?: HttpOverrides;
}

/** What differs from the HTTP client's own defaults. */
export type HttpOverrides = Partial<
  Pick<HttpClientSettings, 'backoffMs' | 'maxBodyBytes' | 'maxConcurrentRequests' | 'onFailure' | 'retries'>
>;

/** Builds the API of one Loki; sends nothing yet. */
export function createLokiApi({ connection, network, requestTimeoutMs, http }: LokiApiSettings): LokiApi {
  const { baseUrl, headers, settingNames } = connection;
  const client: HttpClient = createHttpClient({
    source: 'loki',
    baseUrl,
    baseUrlSetting: settingNames.address,
    tokenSetting: settingNames.token,
    headers,
    network,
    requestTimeoutMs,
    // A query that took too long would do so again: shorter ones are asked instead.
    retriesTimeouts: false,
    ...http,
  });
  let serverMaxLines = Number.POSITIVE_INFINITY;

  const getJson: HttpClient['getJson'] = async (path, query, schema, signal) => {
    try {
      return await client.getJson(path, query, schema, signal);
    } catch (error) {
      throw asLokiError(error, connection);
    }
  };

  const lines: LokiApi['lines'] = async (logql, window, options, signal) => {
    const limit = Math.min(options.maxLines, serverMaxLines);
    const query: Query = [
      ['query', logql],
      ['start', String(window.fromNs)],
      ['end', String(window.untilNs)],
      ['limit', String(limit)],
      ['direction', options.order === 'oldest-first' ? 'forward' : 'backward'],
    ];
    try {
      const { data } = await getJson('/loki/api/v1/query_range', query, streamsAnswer, signal);
      const entries = entriesOf(data);
      return { entries, isCut: entries.length >= limit };
    } catch (error) {
      const allowed = entriesLimitOf(error);
      if (allowed === null || allowed < 1 || allowed >= limit) throw error;
      serverMaxLines = allowed;
      return lines(logql, window, options, signal);
    }
  };

  return {
    lines,
    async counts(logql, atMs, label, signal) {
      const query: Query = [
        ['query', logql],
        ['time', String(nsOf(atMs))],
      ];
      const { data } = await getJson('/loki/api/v1/query', query, vectorAnswer, signal);
      return countsOf(data, label);
    },
    async version(signal) {
      try {
        const { data } = await getJson('/loki/api/v1/status/buildinfo', [], buildInfoAnswer, signal);
        return data.version === '' ? null : data.version;
      } catch (error) {
        if (error instanceof SourceError && error.problem.code === 'not-found') return null;
        throw error;
      }
    },
    close() {
      client.close();
    },
  };
}
