import { isNotWell } from '../diagnosis/verdict.ts';
import type { BodyOf, Fact } from './fact.ts';
import type { Incident } from './incident.ts';
import type { Look } from './look.ts';
import { isUnderWay, keepsOpen, isSwitchedOff } from './status.ts';
import { isSameSubject } from './subject-key.ts';

/**
 * The proposal to resolve, once by what this very look saw everybody is well at a planned run, or not expected to be any more. Made once for
 * each time that it comes to that, and only where it was otherwise before: what was never wrong proves nothing.
 */
export function proposalOf(incident: Incident, look: Look): BodyOf<'resolution-proposed'> | null {
  const { facts, subjects } = incident;
  const seen = look.checks.flatMap((check) => check.seen);
  const isSeenSo = subjects.every((subject) =>
    seen.some(
      (each) => isSameSubject(each, subject) && each.standing.outcome.state === subject.now.outcome.state,
    ),
  );
  const isDue = isUnderWay(incident) && subjects.length > 0 && !subjects.some(keepsOpen) && isSeenSo;
  const wasOtherwise =
    facts.some(({ body }) => body.kind === 'verdict-changed' && body.isRecovery) ||
    subjects.some((subject) => isSwitchedOff(subject) && !isSwitchedOff({ now: subject.first }));
  if (!isDue || !wasOtherwise || isProposalStanding(facts)) return null;
  const keptRuns = subjects.flatMap(({ isWell, now }) => (isWell ? (now.keptRunAtMs ?? []) : []));
  return { kind: 'resolution-proposed', runAtMs: keptRuns.length === 0 ? null : Math.max(...keptRuns) };
}

/**
 * Whether it was proposed, and what that says holds: nobody came in, recovered or failed since, nor is anybody expected anew. That nobody knew in
 * between changes nothing of it.
 * @param undoing a further kind of fact that ends it. Left out: whoever has reopened after a proposal knows more than the bot, and is not asked again
 */
export function isProposalStanding(facts: readonly Fact[], undoing?: 'reopened'): boolean {
  const newest = facts.findLast(
    ({ body }) =>
      body.kind === 'resolution-proposed' ||
      body.kind === 'subject-added' ||
      body.kind === undoing ||
      (body.kind === 'verdict-changed' && undoesProposal(body)),
  );
  return newest?.body.kind === 'resolution-proposed';
}

function undoesProposal({ isRecovery, before, standing }: BodyOf<'verdict-changed'>): boolean {
  return isRecovery || isNotWell(standing.outcome) || before.outcome.state === 'not-expected';
}
