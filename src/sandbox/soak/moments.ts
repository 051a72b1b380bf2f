import { POSTING_STEPS, type PostingStep } from '../../slack/post-once.ts';
import { drawInt, drawOf } from '../fleet/draw.ts';
import { EVENT_KINDS, type EventKind } from '../replicas/incident-rehearsal.ts';
import { FAULT_KINDS, type Fault } from '../stand-ins/slack/faults.ts';

/** What happens at one moment. */
export type Happening =
  /** Digests fall due. */
  | { readonly kind: 'order'; readonly digests: number }
  | { readonly kind: 'open-incident' }
  /** Something happens in an incident. @see incident the how manieth of those that there are then */
  | { readonly kind: 'incident-event'; readonly incident: number; readonly event: EventKind }
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

/** What is disturbed: digests by the clock, or incidents. */
export type Work = 'digests' | 'incidents';

/** The calls that each of them makes. */
const METHODS = {
  digests: ['chat.postMessage', 'conversations.history', 'conversations.info'],
  incidents: [
    'chat.postMessage',
    'chat.update',
    'conversations.replies',
    'conversations.info',
    'files.completeUploadExternal',
  ],
} as const;

const TROUBLES = ['kill', 'join-to-die', 'restart-postgres', 'slack-fails'] as const;

/** Half of all that happens is what the rest is to disturb. */
const KINDS = {
  digests: ['order', 'order', 'order', 'order', ...TROUBLES],
  incidents: [
    'open-incident',
    ...(['incident-event', 'incident-event', 'incident-event', 'incident-event'] as const),
    ...TROUBLES,
  ],
} as const;

/** Moments without end, the same for the same seed. */
export function* momentsOf(seed: number, work: Work): Generator<Moment, never> {
  for (let index = 0; ; index += 1) {
    const purpose = (what: string): string => `${index} ${what}`;
    const afterMs = drawInt(seed, purpose('after'), 50, 2_000);
    yield { afterMs, happening: happeningOf(seed, work, purpose) };
  }
}

function happeningOf(seed: number, work: Work, purpose: (what: string) => string): Happening {
  const kind = drawOf<Happening['kind']>(seed, purpose('kind'), KINDS[work]);
  switch (kind) {
    case 'open-incident':
      return { kind };
    case 'incident-event':
      return {
        kind,
        incident: drawInt(seed, purpose('incident'), 0, 9),
        event: drawOf(seed, purpose('event'), EVENT_KINDS),
      };
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
          method: drawOf<string>(seed, purpose('method'), METHODS[work]),
          kind: drawOf(seed, purpose('fault'), FAULT_KINDS),
          count: drawInt(seed, purpose('count'), 1, 4),
        },
      };
  }
}
