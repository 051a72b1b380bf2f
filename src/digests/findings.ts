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
  const known = Map.groupBy(narrowed(past), keyOf);
  return narrowed(now).map((finding) => {
    const { formerKeys = [] } = finding;
    const keys = [finding, ...formerKeys.map((key) => ({ ...finding, key }))].map(keyOf);
    return {
      ...finding,
      isNew: !keys.some((key) => isCovered(finding, known.get(key) ?? [])),
      subjects: finding.subjectIds.flatMap((id) => outcomes.get(id) ?? []),
    };
  });
}

/** Whether those of one key had everybody whom it is about, and as much. */
function isCovered({ subjectIds, count = 0 }: FleetFinding, then: readonly FleetFinding[]): boolean {
  const idsThen = new Set(then.flatMap((each) => each.subjectIds));
  const countThen = then.reduce((sum, each) => sum + (each.count ?? 0), 0);
  return then.length > 0 && subjectIds.every((id) => idsThen.has(id)) && count <= countThen;
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
