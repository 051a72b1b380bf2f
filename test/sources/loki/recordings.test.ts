import { http } from 'msw';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SourceError } from '../../../src/errors.ts';
import { countsOf, entriesOf, streamsAnswer, vectorAnswer } from '../../../src/sources/loki/answers.ts';
import { connectionOf } from '../../../src/sources/loki/connection.ts';
import { createLokiApi, type LokiApi } from '../../../src/sources/loki/loki-api.ts';
import { createNetwork } from '../../../src/sources/network.ts';
import { LOKI_RECORDINGS, recordingOf, responseOf } from '../../support/loki-recordings.ts';
import { network } from '../../support/network.ts';

const WINDOW = { fromNs: 1_750_795_200_000_000_000n, untilNs: 1_753_360_294_000_000_000n };
const signal = new AbortController().signal;

/** A Loki that answers everything with one recording. */
function apiAnswering(name: string): LokiApi {
  network.use(http.all('http://loki.test/*', () => responseOf(recordingOf(name))));
  const agents = createNetwork({ caPem: null, proxyUrl: null, noProxy: null });
  const connection = connectionOf({ kind: 'direct', url: 'http://loki.test' }, { kind: 'none' }, null);
  const api = createLokiApi({
    connection,
    network: agents,
    requestTimeoutMs: 10_000,
    http: { backoffMs: 1 },
  });
  onTestFinished(() => {
    api.close();
    agents.close();
  });
  return api;
}

const readLines = async (api: LokiApi): Promise<unknown> => {
  const { entries } = await api.lines(
    '{app="x"}',
    WINDOW,
    { maxLines: 5_000, order: 'oldest-first' },
    signal,
  );
  return entries.map(({ text }) => text);
};
const readCounts = async (api: LokiApi): Promise<unknown> =>
  Object.fromEntries(await api.counts('sum(x)', 1_753_128_000_000, 'app', signal));
const readVersion = (api: LokiApi): Promise<unknown> => api.version(signal);

const FAILURES = [
  String.raw`{"level": "error", "msg": "Failed to make Portal links for: Caf\u00e9 & S\u00f6hne \"North\"", "provider": "x"}`,
  'Portal email send failed to Alder Du at alder@duke.example',
  `Portal email send failed to Dr. Ana "Nita" O'Neil at ana@duke.example`,
  'Portal email send failed to José Ñandú at jose@clinica.example',
  'Failed to make Portal links for: PAM Health (PAM) Denver',
  'Failed to make Portal links for: PAM Health (PAM)',
  'Failed to make Portal links for: Clinic `back` |= "tick" \\ {x}',
  'Failed to make Portal links for: Two\nLines Clinic',
  'Portal email send failed to Meet me at noon at noon@duke.example',
];
const [jsonFailure, ...plainFailures] = FAILURES;

/** What the bot makes of each recording. */
const READ_RIGHTLY: readonly {
  recording: string;
  read: (api: LokiApi) => Promise<unknown>;
  as: unknown;
}[] = [
  { recording: 'buildinfo', read: readVersion, as: null },
  { recording: 'failures, none in 29.7 days', read: readLines, as: [] },
  { recording: 'failures found, nasty names', read: readLines, as: FAILURES },
  { recording: 'two needles with or', read: readLines, as: [jsonFailure, ...plainFailures.toReversed()] },
  {
    recording: 'needle with quotes, escaped as JSON string',
    read: readLines,
    as: ['Failed to make Portal links for: Clinic `back` |= "tick" \\ {x}'],
  },
  {
    recording: 'needle with newline',
    read: readLines,
    as: ['Failed to make Portal links for: Two\nLines Clinic'],
  },
  {
    recording: 'limit reached exactly',
    read: readLines,
    as: ['Failed to make Portal links for: Burst 2573', 'Failed to make Portal links for: Burst 3085'],
  },
  { recording: 'milliseconds taken for nanoseconds', read: readLines, as: [] },
  { recording: 'no such stream', read: readLines, as: [] },
  { recording: 'before retention', read: readLines, as: [] },
  {
    recording: 'one line in a slot window',
    read: readLines,
    as: ['INFO jid=001efb class=VisitSyncJob elapsed=0.74 done'],
  },
  { recording: 'first line in reach', read: readLines, as: ['GET /health 200 38ms'] },
  { recording: 'newest line', read: readLines, as: ['GET /health 200 33ms'] },
  {
    recording: 'liveness by app in a slot window',
    read: readCounts,
    as: { 'backend-sidekiq-worker': 26, edge: 13 },
  },
  { recording: 'liveness, window without data', read: readCounts, as: {} },
  // Its groups have no label of this name.
  { recording: 'names by regexp parser', read: readCounts, as: { '': 4 } },
];

/** What the bot makes of each recorded refusal, and of answers to questions that it never asks. */
const REFUSALS: readonly {
  recording: string;
  read: (api: LokiApi) => Promise<unknown>;
  code: string;
  params?: Record<string, unknown>;
}[] = [
  {
    recording: 'needle unescaped: parse error',
    read: readLines,
    code: 'bad-request',
    params: { status: 400 },
  },
  { recording: 'regex invalid', read: readLines, code: 'bad-request' },
  { recording: 'empty matcher only', read: readLines, code: 'bad-request' },
  { recording: 'limit above the server maximum', read: readLines, code: 'bad-request' },
  { recording: 'window longer than 721h', read: readLines, code: 'bad-request' },
  { recording: 'end before start', read: readLines, code: 'bad-request' },
  { recording: 'log query as instant query', read: readCounts, code: 'bad-request' },
  { recording: 'too many series', read: readCounts, code: 'bad-request' },
  { recording: 'unknown path', read: readLines, code: 'not-found', params: { setting: 'LOKI_URL' } },
  {
    recording: 'multi-tenant server, no X-Scope-OrgID',
    read: readLines,
    code: 'unauthorized',
    params: { setting: 'LOKI_TENANT', status: 401 },
  },
  {
    recording: 'counts by day, matrix',
    read: readLines,
    code: 'wrong-shape',
    params: { path: 'data.resultType', expected: '"streams"' },
  },
  { recording: 'series', read: readLines, code: 'wrong-shape', params: { path: 'data', expected: 'object' } },
  { recording: 'label values', read: readCounts, code: 'wrong-shape', params: { path: 'data' } },
  { recording: 'index stats', read: readLines, code: 'wrong-shape', params: { path: 'data' } },
  {
    recording: 'index volume',
    read: readLines,
    code: 'wrong-shape',
    params: { path: 'data.resultType', expected: '"streams"' },
  },
];

describe('every recorded answer is read rightly', () => {
  test.each(READ_RIGHTLY)('$recording', async ({ recording, read, as }) => {
    expect(await read(apiAnswering(recording))).toEqual(as);
  });
});

describe('every recorded refusal becomes the right problem', () => {
  test.each(REFUSALS)('$recording: $code', async ({ recording, read, code, params = {} }) => {
    const thrown: unknown = await read(apiAnswering(recording)).catch((error: unknown) => error);

    expect(thrown).toBeInstanceOf(SourceError);
    expect(thrown).toMatchObject({ problem: { code, params: { address: 'http://loki.test', ...params } } });
  });
});

test('no recording is left out', () => {
  const covered = [...READ_RIGHTLY, ...REFUSALS].map(({ recording }) => recording);

  expect(covered.toSorted()).toEqual(LOKI_RECORDINGS.map(({ name }) => name).toSorted());
});

test('instants keep their nanoseconds', () => {
  const [entry] = entriesOf(
    streamsAnswer.parse({
      data: {
        resultType: 'streams',
        result: [{ stream: { app: 'edge' }, values: [['1763535604123456789', 'a line', { trace: 'x' }]] }],
      },
    }),
  );

  expect(entry?.atNs).toBe(1_763_535_604_123_456_789n);
});

test('a count is a whole number, whatever else a server says', () => {
  const answer = { data: { resultType: 'vector', result: [{ metric: { app: 'edge' }, value: [1, 'NaN'] }] } };

  expect(vectorAnswer.safeParse(answer).success).toBe(false);
  expect(countsOf({ data: { resultType: 'vector', result: [] } }, 'app').size).toBe(0);
});
