import type { EpochMs } from '../diagnosis/time.ts';
import { unchanged, type Decided } from './decided.ts';
import type { ClockMark, Fact } from './fact.ts';
import { isOf } from './fact-search.ts';
import type { Incident } from './incident.ts';

/** What a note or an event should have said, and when it was; null: as it stands. */
export interface Right {
  readonly text: string | null;
  readonly atMs: EpochMs | null;
  /** Which clock it moves by what it should have said; null: none; left out: as it stands. */
  readonly mark?: ClockMark | null;
}

/** Only what people have told of can be wrong, and only what still stands. */
export function decideCorrection({ facts }: Incident, seqOfWrong: number, right: Right): Decided {
  if (!isTold(facts, seqOfWrong) || withdrawalOf(facts, seqOfWrong) !== undefined) {
    return unchanged({ code: 'no-such-fact', seq: seqOfWrong });
  }
  const last = facts.findLast((fact) => isOf('corrected')(fact) && fact.body.seqOfWrong === seqOfWrong);
  const { text, atMs: rightAtMs, mark } = right;
  const body = {
    kind: 'corrected',
    seqOfWrong,
    text,
    rightAtMs,
    ...(mark === undefined ? {} : { mark }),
  } as const;
  const isSo =
    last?.body.kind === 'corrected' && last.body.text === body.text && last.body.rightAtMs === body.rightAtMs;
  return isSo ? unchanged({ code: 'already-so', fact: last }) : [body];
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
