import type { EpochMs } from '../diagnosis/time.ts';
import { unchanged, type Decided } from './decided.ts';
import type { ClockMark, Fact } from './fact.ts';
import { isOf } from './fact-search.ts';
import type { Incident } from './incident.ts';
import type { TimelineEntry } from './postmortem.ts';
import { timelineOf } from './timeline.ts';

/** What a note or an event should have said, and when it was; null: as it stands. */
export interface Right {
  readonly text: string | null;
  readonly atMs: EpochMs | null;
  /** Which clock it moves by what it should have said; null: none; left out: as it stands. */
  readonly mark?: ClockMark | null;
}

/** Only what people have told of can be wrong, only what still stands, and only where it says otherwise than it does by now. */
export function decideCorrection({ facts }: Incident, seqOfWrong: number, right: Right): Decided {
  const standing = timelineOf(facts).find(({ seq }) => seq === seqOfWrong);
  if (!isTold(facts, seqOfWrong) || standing === undefined) {
    return unchanged({ code: 'no-such-fact', seq: seqOfWrong });
  }
  const { text, atMs: rightAtMs, mark } = right;
  const body = {
    kind: 'corrected',
    seqOfWrong,
    text,
    rightAtMs,
    ...(mark === undefined ? {} : { mark }),
  } as const;
  if (isCorrectedBy(standing, right)) return [body];
  const last = facts.findLast((fact) => isOf('corrected')(fact) && fact.body.seqOfWrong === seqOfWrong);
  const told = facts.find(({ seq }) => seq === seqOfWrong);
  return unchanged({ code: 'already-so', fact: last ?? told ?? null });
}

export function decideWithdrawal({ facts }: Incident, seqOfWrong: number): Decided {
  if (!isTold(facts, seqOfWrong)) return unchanged({ code: 'no-such-fact', seq: seqOfWrong });
  const fact = withdrawalOf(facts, seqOfWrong);
  return fact === undefined ? [{ kind: 'withdrawn', seqOfWrong }] : unchanged({ code: 'already-so', fact });
}

function isTold(facts: readonly Fact[], seq: number): boolean {
  return facts.filter(isOf('note', 'event')).some((fact) => fact.seq === seq);
}

function withdrawalOf(facts: readonly Fact[], seq: number): Fact | undefined {
  return facts.filter(isOf('withdrawn')).find(({ body }) => body.seqOfWrong === seq);
}

/** A note moves no clock, whatever it says; and whoever may move none takes no mark away by saying the same again. */
function isCorrectedBy({ body, atMs, mark }: TimelineEntry, right: Right): boolean {
  if (body.kind !== 'note' && body.kind !== 'event') return false;
  const isTextOther = right.text !== null && right.text !== body.text;
  const isTimeOther = right.atMs !== null && right.atMs !== atMs;
  const isMarkOther = body.kind === 'event' && (right.mark ?? mark) !== mark;
  return isTextOther || isTimeOther || isMarkOther;
}
