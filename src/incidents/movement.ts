import { DAY_MS, type EpochMs } from '../diagnosis/time.ts';
import { hasSameSubjects } from './blast-radius.ts';
import type { BodyOf, Fact } from './fact.ts';
import { isOf } from './fact-search.ts';
import type { Incident } from './incident.ts';

/** After so long without movement the bot asks once whether that is right. */
const STILL_MS = 7 * DAY_MS;

/**
 * When something moved last: people told something, a verdict changed, somebody failed again, others were found to have it, or a nudge was
 * given. By when the bot was told, not by when it was.
 */
export function movedAtMsOf(facts: readonly Fact[], openedAtMs: EpochMs): EpochMs {
  return movementsIn(facts).reduce(
    (latestMs, { recordedAtMs }) => Math.max(latestMs, recordedAtMs),
    openedAtMs,
  );
}

/** When to nudge, if nothing moves until then; null: not again, for nothing has moved since the last nudge, or it is closed. */
export function nudgeAtMsOf({
  facts,
  status,
  movedAtMs,
}: Pick<Incident, 'facts' | 'status' | 'movedAtMs'>): EpochMs | null {
  const wasNudged = movementsIn(facts).at(-1)?.body.kind === 'nudged';
  return status === 'closed' || wasNudged ? null : movedAtMs + STILL_MS;
}

function movementsIn(facts: readonly Fact[]): readonly Fact[] {
  const others = new Map<string, BodyOf<'others-seen'>['others']>();
  return facts.filter((fact) => {
    if (!isOf('others-seen')(fact)) return isMovement(fact);
    const { checkId, code, others: now } = fact.body;
    const verdict = JSON.stringify([checkId, code]);
    const before = others.get(verdict) ?? [];
    others.set(verdict, now);
    // The same people found by a better run are no news, nor is it that nobody has it any more.
    return now.length > 0 && !hasSameSubjects(before, now);
  });
}

function isMovement({ by, body }: Fact): boolean {
  return (
    by.kind === 'person' ||
    body.kind === 'verdict-changed' ||
    body.kind === 'still-not-well' ||
    body.kind === 'nudged'
  );
}
