import type { FleetFinding, Outcome } from '../checks/fleet.ts';
import type { DigestFinding } from './digest.ts';
import { compareTexts } from './outcomes.ts';

/** What was found by a run, and whom a digest is about. */
export interface Found {
  readonly findings: readonly FleetFinding[];
  readonly watched: readonly Outcome[];
  /** No filter narrows the digest. */
  readonly isEverybody: boolean;
}

/** What was found of those whom a digest is about, and of the application as a whole. */
export function findingsOf(now: Found, past: Found): readonly DigestFinding[] {
  const outcomes = new Map(now.watched.map((outcome) => [outcome.subjectId, outcome]));
  const known = new Map<string, Set<string>>();
  for (const finding of narrowed(past)) {
    const ids = known.get(keyOf(finding)) ?? new Set();
    known.set(keyOf(finding), new Set([...ids, ...finding.subjectIds]));
  }
  return narrowed(now).map((finding) => {
    const wasKnownAs = (key: string): boolean => {
      const idsThen = known.get(key);
      return idsThen !== undefined && finding.subjectIds.every((id) => idsThen.has(id));
    };
    const { formerKeys = [] } = finding;
    return {
      ...finding,
      isNew: ![finding, ...formerKeys.map((key) => ({ ...finding, key }))].some((each) =>
        wasKnownAs(keyOf(each)),
      ),
      subjects: finding.subjectIds.flatMap((id) => outcomes.get(id) ?? []),
    };
  });
}

/** Whoever is not watched is not there. */
function narrowed({ findings, watched, isEverybody }: Found): readonly FleetFinding[] {
  if (isEverybody) return findings;
  const ids = new Set(watched.map(({ subjectId }) => subjectId));
  return findings.flatMap((finding) => {
    const subjectIds = finding.subjectIds.filter((id) => ids.has(id));
    const isOfInterest = finding.subjectIds.length === 0 || subjectIds.length > 0;
    return isOfInterest ? [{ ...finding, subjectIds }] : [];
  });
}

/** Params in whatever order they were kept. */
function keyOf({ code, params, key }: FleetFinding): string {
  const own = key ?? Object.entries(params).sort(([a], [b]) => compareTexts(a, b));
  return JSON.stringify([code, own]);
}
