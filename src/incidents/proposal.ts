import type { EpochMs } from '../diagnosis/time.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import type { BodyOf, Fact, SubjectRef } from './fact.ts';
import type { Incident } from './incident.ts';
import type { Look } from './look.ts';
import { isUnderWay, keepsOpen, isSwitchedOff } from './status.ts';
import { isSameSubject } from './subject-key.ts';
import { standingFactsOf, subjectsOf } from './subjects-of.ts';

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
  if (!isDue || !wasOtherwise || isProposalStanding(facts) || isReopenedWell(facts)) return null;
  const provedAtMs = subjects.flatMap((subject) =>
    subject.isWell ? (runProving(facts, subject) ?? []) : [],
  );
  return { kind: 'resolution-proposed', runAtMs: provedAtMs.length === 0 ? null : Math.max(...provedAtMs) };
}

/** The planned run that somebody is well since; null: they were well all along, or nobody knows. */
function runProving(facts: readonly Fact[], subject: SubjectRef): EpochMs | null {
  const recovery = standingFactsOf(facts, subject).findLast(
    ({ body }) => body.kind === 'verdict-changed' && body.isRecovery,
  );
  return recovery?.body.standing.keptRunAtMs ?? null;
}

/**
 * Whether it was proposed, and what that says holds: nobody came in, recovered or failed since, nor is anybody expected anew. That nobody knew in
 * between changes nothing of it.
 * @param undoing a further kind of fact that ends it. Left out: whoever has reopened after a proposal knows more than the bot, and is not asked again
 */
export function isProposalStanding(facts: readonly Fact[], undoing?: 'reopened'): boolean {
  const newest = facts.findLast(
    (fact) => fact.body.kind === 'resolution-proposed' || fact.body.kind === undoing || undoesProposal(fact),
  );
  return newest?.body.kind === 'resolution-proposed';
}

/** Whoever has reopened it when there was nobody to wait for knows more than the bot, too, and is not asked before somebody has moved. */
function isReopenedWell(facts: readonly Fact[]): boolean {
  const index = facts.findLastIndex(({ body }) => body.kind === 'reopened');
  if (index < 0 || facts.slice(index).some(undoesProposal)) return false;
  const subjects = subjectsOf(facts.slice(0, index), null).filter(({ removedAtMs }) => removedAtMs === null);
  return subjects.length > 0 && !subjects.some(keepsOpen);
}

function undoesProposal({ body }: Fact): boolean {
  if (body.kind !== 'verdict-changed') return body.kind === 'subject-added';
  const { isRecovery, before, standing } = body;
  return isRecovery || isNotWell(standing.outcome) || before.outcome.state === 'not-expected';
}
