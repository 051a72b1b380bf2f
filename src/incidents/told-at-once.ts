import type { Fact, FactBody } from './fact.ts';
import { ofSameLook } from './same-look.ts';

type Told = Pick<Fact, 'seq' | 'body'>;

/**
 * The facts of one look that are told in one sentence, by the first of them: that nobody else has several verdicts, and that several sources fail
 * alike. Of any other fact it is this one alone.
 */
export function toldAtOnce(fact: Told, facts: readonly Fact[]): readonly Told[] {
  const { body } = fact;
  if (isNobodyElse(body)) {
    return ofSameLook(fact, { facts }, 'others-seen').filter((each) => isNobodyElse(each.body));
  }
  if (body.kind !== 'source-failed') return [fact];
  return ofSameLook(fact, { facts }, 'source-failed').filter((each) => each.body.status === body.status);
}

/** Whether another fact tells this one as well. */
export function isToldWithAnother(fact: Told, facts: readonly Fact[]): boolean {
  return toldAtOnce(fact, facts)[0]?.seq !== fact.seq;
}

/** By a run that was complete. */
function isNobodyElse(body: FactBody): boolean {
  return body.kind === 'others-seen' && body.others.length === 0 && body.ofSubjects !== null;
}
