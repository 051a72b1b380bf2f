import type { Fact, FactKind } from './fact.ts';
import { isOf, type FactOf } from './fact-search.ts';
import type { TimelineEntry } from './postmortem.ts';

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
  'note',
  'event',
  'channel-closed',
  'channel-back',
]);

/**
 * What happened when, oldest first: facts as they are to be read, with all corrections applied, and without those that were withdrawn. What
 * happened at once stands in the order in which it was told.
 */
export function timelineOf(facts: readonly Fact[]): readonly TimelineEntry[] {
  const withdrawn = new Set(facts.filter(isOf('withdrawn')).map(({ body }) => body.seqOfWrong));
  const corrections = Map.groupBy(facts.filter(isOf('corrected')), ({ body }) => body.seqOfWrong);
  return facts
    .filter(({ seq, body }) => TOLD.has(body.kind) && !withdrawn.has(seq))
    .map((fact) => corrected(fact, corrections.get(fact.seq) ?? []))
    .sort((a, b) => a.atMs - b.atMs || a.seq - b.seq);
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
