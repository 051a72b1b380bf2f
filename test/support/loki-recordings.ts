import { z } from 'zod';
import type { LogWorld, StoredLine } from '../../src/sandbox/stand-ins/loki/world.ts';
import { entriesOf, streamsAnswer } from '../../src/sources/loki/answers.ts';
import recorded from '../fixtures/loki-recordings.json' with { type: 'json' };

const recording = z.object({
  name: z.string(),
  request: z.object({
    method: z.literal('GET'),
    path: z.string(),
    query: z.record(z.string(), z.union([z.string(), z.number().transform(String)])),
  }),
  status: z.number(),
  contentType: z.string(),
  body: z.unknown(),
});

/** What a real Loki answered (`test/fixtures/loki-recordings.md`). */
export type LokiRecording = z.infer<typeof recording>;

export const LOKI_RECORDINGS: readonly LokiRecording[] = z.array(recording).parse(recorded.answers);

export function recordingOf(name: string): LokiRecording {
  const found = LOKI_RECORDINGS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no recording is named "${name}"`);
  return found;
}

/** The recorded answer as it came over the wire. */
export function responseOf({ status, contentType, body }: LokiRecording): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, { status, headers: { 'Content-Type': contentType } });
}

const NS_PER_SECOND = 1_000_000_000n;
const FIRST_S = 1_750_795_200n;
const LAST_S = 1_753_360_294n;

/** What the recorded Loki held, as far as the recordings tell. */
export function recordedWorld(): LogWorld {
  const omega = (app: string): Record<string, string> => ({ app, env: 'omega' });
  const failures = entriesOf(streamsAnswer.parse(recordingOf('failures found, nasty names').body));
  const burstLabels = { app: 'burst', env: 'lab' };
  const burst = Array.from({ length: 12_000 }, (_, index): StoredLine => {
    const second = 1_752_516_300n + (index < 7_000 ? 0n : BigInt(index - 6_999));
    return {
      atNs: second * NS_PER_SECOND,
      labels: burstLabels,
      text: `Failed to make Portal links for: Burst ${index}`,
    };
  });
  return {
    regular: [
      {
        labels: omega('backend-sidekiq-worker'),
        fromNs: (FIRST_S + 311n) * NS_PER_SECOND,
        untilNs: (LAST_S + 1n) * NS_PER_SECOND,
        everyNs: 300n * NS_PER_SECOND,
        text: () => 'INFO jid=001efb class=VisitSyncJob elapsed=0.74 done',
      },
      {
        labels: omega('edge'),
        fromNs: (FIRST_S + 33n + 600n) * NS_PER_SECOND,
        untilNs: (LAST_S + 1n) * NS_PER_SECOND,
        everyNs: 600n * NS_PER_SECOND,
        text: () => 'GET /health 200 33ms',
      },
    ],
    lines: [
      {
        atNs: (FIRST_S + 18n) * NS_PER_SECOND,
        labels: omega('edge'),
        text: 'GET /health 200 38ms',
      },
      ...failures.map(({ atNs, text }) => ({
        atNs,
        labels: { app: 'backend-sidekiq-worker', env: 'lab' },
        text,
      })),
      ...burst,
    ],
    nowMs: () => Number(LAST_S) * 1_000,
  };
}
