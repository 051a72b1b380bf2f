import type { Fact, FactKind } from './fact.ts';
import { isOf, type FactOf } from './fact-search.ts';
import type { TimelineEntry } from './postmortem.ts';
import { isToldWithAnother } from './told-at-once.ts';

/** What people want to read of an incident afterwards. The rest is how it was kept. */
const TOLD: ReadonlySet<FactKind> = new Set([
  'opened',
  'subject-added',
  'subject-removed',
  'verdict-changed',
  'source-failed',
  'source-back',
  'others-seen',
  'lead-taken',
  'status-changed',
  'reopened',
  'severity-changed',
  'resolution-proposed',
  'still-not-well',
  'note',
  'event',
  'channel-closed',
  'channel-back',
  'unreadable',
]);

/**
 * What happened when, oldest first: facts as they are to be read, with all corrections applied, and without those that were withdrawn. What
 * happened at once stands in the order in which it was told.
 */
export function timelineOf(facts: readonly Fact[]): readonly TimelineEntry[] {
  return wholeTimelineOf(facts).filter(({ withdrawn }) => withdrawn === undefined);
}

/** The same with those that were withdrawn, and by whom: nothing that was told is lost to whoever looks for it. */
export function wholeTimelineOf(facts: readonly Fact[]): readonly TimelineEntry[] {
  const withdrawals = new Map(facts.filter(isOf('withdrawn')).map((fact) => [fact.body.seqOfWrong, fact]));
  const corrections = Map.groupBy(facts.filter(isOf('corrected')), ({ body }) => body.seqOfWrong);
  return facts
    .filter((fact) => TOLD.has(fact.body.kind) && !isToldWithAnother(fact, facts))
    .map((fact) => corrected(fact, corrections.get(fact.seq) ?? []))
    .map((entry) => afterWithdrawal(entry, withdrawals.get(entry.seq)))
    .toSorted((a, b) => a.atMs - b.atMs || a.seq - b.seq);
}

function afterWithdrawal(was: TimelineEntry, withdrawal: FactOf<'withdrawn'> | undefined): TimelineEntry {
  if (withdrawal === undefined) return was;
  const { by, recordedAtMs } = withdrawal;
  return { ...was, withdrawn: { by, recordedAtMs } };
}

function corrected(fact: Fact, corrections: readonly FactOf<'corrected'>[]): TimelineEntry {
  const { seq, by, body } = fact;
  const entry: TimelineEntry = {
    seq,
    atMs: fact.atMs,
    by,
    body,
    mark: body.kind === 'event' ? body.mark : null,
    corrections: [],
  };
  if (body.kind !== 'note' && body.kind !== 'event') return entry;
  return corrections.reduce(afterCorrection, entry);
}

function afterCorrection(was: TimelineEntry, { by, recordedAtMs, body }: FactOf<'corrected'>): TimelineEntry {
  if (was.body.kind !== 'note' && was.body.kind !== 'event') return was;
  const text = body.text ?? was.body.text;
  const mark = body.mark === undefined ? was.mark : body.mark;
  const wasText = body.text === null ? null : was.body.text;
  return {
    ...was,
    atMs: body.rightAtMs ?? was.atMs,
    ...(was.body.kind === 'note'
      ? { body: { ...was.body, text } }
      : { body: { ...was.body, text, mark }, mark }),
    corrections: [...was.corrections, { by, recordedAtMs, wasText, wasAtMs: was.atMs }],
  };
}
