import type { BodyOf, Fact } from './fact.ts';
import type { Incident } from './incident.ts';
import { besidesSaid } from './others-said.ts';
import { ofSameLook } from './same-look.ts';
import { nounOf, type IncidentTelling } from './telling.ts';
import { toldAtOnce } from './told-at-once.ts';

/** That nobody else has any of several verdicts which one look saw; null: it saw that of one alone, or somebody has it. */
export function nobodyElseSaid(
  fact: Pick<Fact, 'seq'> & { readonly body: BodyOf<'others-seen'> },
  { facts }: Pick<Incident, 'facts'>,
  telling: IncidentTelling,
): string | null {
  const nobody = toldAtOnce(fact, facts).flatMap(({ body }) => (body.kind === 'others-seen' ? body : []));
  if (nobody.length < 2) return null;
  const byCheck = new Map(nobody.map(({ checkId, ofSubjects }) => [checkId, ofSubjects ?? 0]));
  const of = [...byCheck.values()].reduce((sum, count) => sum + count, 0);
  const isRest = nobody.length < ofSameLook(fact, { facts }, 'others-seen').length;
  return telling.words.noOthersAtAll(of, nounOf(nobody, telling), besidesSaid(nobody, telling), isRest);
}
