import { POSTING_STEPS, type PostingStep } from '../../slack/post-once.ts';
import { drawInt, drawOf } from '../fleet/draw.ts';
import { FAULT_KINDS, type Fault } from '../stand-ins/slack/faults.ts';

/** What happens at one moment. */
export type Happening =
  /** Digests fall due. */
  | { readonly kind: 'order'; readonly digests: number }
  /** A replica is killed, whatever it does. @see replica the how manieth of those that live then */
  | { readonly kind: 'kill'; readonly replica: number }
  /** One more joins, which kills itself when it comes to a step. */
  | { readonly kind: 'join-to-die'; readonly step: PostingStep }
  | { readonly kind: 'restart-postgres' }
  | { readonly kind: 'slack-fails'; readonly fault: Fault };

export interface Moment {
  /** After the moment before. */
  readonly afterMs: number;
  readonly happening: Happening;
}

/** The calls that a digest by the clock makes. */
const METHODS = ['chat.postMessage', 'conversations.history', 'conversations.info'] as const;

/** Half of all that happens is what the rest is to disturb. */
const KINDS = [
  'order',
  'order',
  'order',
  'order',
  'kill',
  'join-to-die',
  'restart-postgres',
  'slack-fails',
] as const;

/** Moments without end, the same for the same seed. */
export function* momentsOf(seed: number): Generator<Moment, never> {
  for (let index = 0; ; index += 1) {
    const purpose = (what: string): string => `${index} ${what}`;
    const afterMs = drawInt(seed, purpose('after'), 50, 2_000);
    yield { afterMs, happening: happeningOf(seed, purpose) };
  }
}

function happeningOf(seed: number, purpose: (what: string) => string): Happening {
  const kind = drawOf(seed, purpose('kind'), KINDS);
  switch (kind) {
    case 'order':
      return { kind, digests: drawInt(seed, purpose('digests'), 1, 3) };
    case 'kill':
      return { kind, replica: drawInt(seed, purpose('replica'), 0, 9) };
    case 'join-to-die':
      return { kind, step: drawOf(seed, purpose('step'), POSTING_STEPS) };
    case 'restart-postgres':
      return { kind };
    case 'slack-fails':
      return {
        kind,
        fault: {
          method: drawOf(seed, purpose('method'), METHODS),
          kind: drawOf(seed, purpose('fault'), FAULT_KINDS),
          count: drawInt(seed, purpose('count'), 1, 4),
        },
      };
  }
}
