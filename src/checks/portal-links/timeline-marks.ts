import type { EpochMs, Window } from '../../diagnosis/time.ts';
import type { TimelineMark } from '../timeline.ts';
import { isOffSchedule, isOnSchedule, type SlotStatus } from './ledger.ts';
import type { Scene, StampLook } from './timeline-sight.ts';

type Look = Pick<TimelineMark, 'tone' | 'shape'>;

const SLOT_LOOKS: Readonly<Record<SlotStatus, Look>> = {
  kept: { tone: 'good', shape: 'disc' },
  missed: { tone: 'bad', shape: 'cross' },
  failing: { tone: 'bad', shape: 'crossed-ring' },
  pending: { tone: 'open', shape: 'ring' },
  excused: { tone: 'neutral', shape: 'dash' },
};

/** Each slot of the ledger, at the instant it is planned for. A window opens before that: an open slot may lie just after as-of. */
export function runMarks({ view, words, isLinkDue }: Scene): readonly TimelineMark[] {
  return view.ledger.map(({ atMs, closesAtMs, status }) => {
    if (status === 'kept') return { atMs, meaning: words.slots.kept, ...SLOT_LOOKS.kept };
    const isOpen = status === 'pending' || status === 'failing';
    if (isOpen && closesAtMs <= view.facts.asOfMs) {
      return { atMs, meaning: words.slotNotSeen, ...SLOT_LOOKS.pending };
    }
    if (!isLinkDue && !isOpen) return { atMs, meaning: words.slotWithoutLink, ...SLOT_LOOKS.excused };
    return { atMs, meaning: words.slots[status], ...SLOT_LOOKS[status] };
  });
}

export function linkMarks({ view, words, axis }: Scene): readonly TimelineMark[] {
  const meaningOf = (atMs: EpochMs): Omit<TimelineMark, 'atMs'> => {
    if (isOnSchedule(view.ledger, atMs)) return { meaning: words.onSchedule, tone: 'good', shape: 'diamond' };
    const meaning = isOffSchedule(view.ledger, atMs) ? words.offSchedule : words.link;
    return { meaning, tone: 'neutral', shape: 'hollow-diamond' };
  };
  const linkAtMs = view.provider?.linkAtMs ?? [];
  return within(axis, [...new Set(linkAtMs)]).map((atMs) => ({ atMs, ...meaningOf(atMs) }));
}

/** Each stamp that was ever seen, once. */
export function stampMarks({ words, axis }: Scene, looks: readonly StampLook[]): readonly TimelineMark[] {
  const stamps = new Set(looks.flatMap(({ stampAtMs }) => (stampAtMs === null ? [] : [stampAtMs])));
  return within(axis, [...stamps]).map((atMs) => ({
    atMs,
    meaning: words.stampMoved,
    tone: 'neutral',
    shape: 'arrow',
  }));
}

/** The events that carry the provider's id. */
export function sentryMarks({ view, words, axis }: Scene): readonly TimelineMark[] {
  const named = view.facts.sentry?.named ?? [];
  return within(
    axis,
    named.map(({ atMs }) => atMs),
  ).map((atMs) => ({ atMs, meaning: words.event, tone: 'bad', shape: 'triangle' }));
}

/** Failure lines that are this provider's, and those that fit it among others. */
export function lokiMarks({ view, words, axis }: Scene): readonly TimelineMark[] {
  const lines = view.facts.loki?.lines ?? [];
  const at = (whose: 'subject' | 'shared-with-subject') =>
    within(
      axis,
      lines.filter(({ belongs }) => belongs === whose).map(({ atMs }) => atMs),
    );
  return [
    ...at('subject').map((atMs) => ({ atMs, meaning: words.line, tone: 'bad', shape: 'square' }) as const),
    ...at('shared-with-subject').map(
      (atMs) => ({ atMs, meaning: words.sharedLine, tone: 'neutral', shape: 'hollow-square' }) as const,
    ),
  ].sort((a, b) => a.atMs - b.atMs);
}

/** The instants from the axis' begin to as-of, both included, oldest first. */
function within({ fromMs, untilMs }: Window, instants: readonly EpochMs[]): readonly EpochMs[] {
  return instants.filter((atMs) => atMs >= fromMs && atMs <= untilMs).sort((a, b) => a - b);
}
