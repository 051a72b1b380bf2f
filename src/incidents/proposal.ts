import type { BodyOf } from './fact.ts';
import { newestOf } from './fact-search.ts';
import type { Incident } from './incident.ts';
import type { Look } from './look.ts';
import { isUnderWay } from './status.ts';
import { isSameSubject } from './subject-key.ts';

/**
 * The proposal to resolve, once everybody is well at a planned run by what this very look saw. Made once for each time that it comes to that,
 * and only where somebody was not well before: what was never wrong proves nothing.
 */
export function proposalOf(incident: Incident, look: Look): BodyOf<'resolution-proposed'> | null {
  const { facts, subjects } = incident;
  const seen = look.checks.flatMap((check) => check.seen);
  const isSeenWell = subjects.every((subject) =>
    seen.some((each) => isSameSubject(each, subject) && each.standing.outcome.state === 'on-schedule'),
  );
  const hasAnybodyRecovered = facts.some(({ body }) => body.kind === 'verdict-changed' && body.isRecovery);
  const isDue =
    isUnderWay(incident) && subjects.length > 0 && subjects.every(({ isWell }) => isWell) && isSeenWell;
  if (!isDue || !hasAnybodyRecovered || wasProposed(facts)) return null;
  const keptRuns = subjects.flatMap(({ now }) => now.keptRunAtMs ?? []);
  return { kind: 'resolution-proposed', runAtMs: keptRuns.length === 0 ? null : Math.max(...keptRuns) };
}

/** Since a verdict changed, or somebody came in. Whoever has reopened after it knows more than the bot, and is not asked again. */
function wasProposed(facts: Incident['facts']): boolean {
  const newest = newestOf(facts, 'resolution-proposed', 'verdict-changed', 'subject-added');
  return newest?.body.kind === 'resolution-proposed';
}
