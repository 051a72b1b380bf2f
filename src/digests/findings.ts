import type { FleetFinding, Outcome } from '../checks/fleet.ts';
import type { DigestFinding } from './digest.ts';
import type { FleetRun } from './fleet-run.ts';
import { compareTexts } from './outcomes.ts';

/**
 * What was found of those whom a digest is about: of everybody, or of somebody among them.
 * @param watched null: everybody
 */
export function findingsOf(
  run: FleetRun,
  baseline: FleetRun | null,
  watched: readonly Outcome[] | null,
): readonly DigestFinding[] {
  const ids = watched === null ? null : new Set(watched.map(({ subjectId }) => subjectId));
  const known = new Set(baseline?.findings.map(keyOf));
  return run.findings
    .filter(
      ({ subjectIds }) => ids === null || subjectIds.length === 0 || subjectIds.some((id) => ids.has(id)),
    )
    .map((finding) => ({ ...finding, isNew: !known.has(keyOf(finding)) }));
}

/** The same for the same code and figures, in whatever order they were kept. */
function keyOf({ code, params }: FleetFinding): string {
  return JSON.stringify([code, Object.entries(params).sort(([a], [b]) => compareTexts(a, b))]);
}
