import type { Outcome } from '../checks/fleet.ts';
import { isoOf } from '../diagnosis/time.ts';
import { csvRow } from '../words/csv.ts';
import type { Digest } from './digest.ts';
import type { FleetRun } from './fleet-run.ts';
import { compareTexts, matches } from './outcomes.ts';
import { standingsOf } from './standings.ts';

const COLUMNS = [
  'id',
  'name',
  'kind',
  'state',
  'verdict',
  'confidence',
  'since',
  'standing',
  'muted until',
  'muted by',
  'muted why',
  'traits',
];

/**
 * Everybody that a digest is about, as CSV with a header: those of its run in the order of their ids, then those that it lacks. For programs as
 * well: codes and instants stand in it, the same in every language.
 *
 * `standing` is the list that somebody stands in (`new`, `worse`, `still` …), and empty for who is in none. An instant of `since` that the data begin
 * with has `<=` before it. Who was not read, or is gone, has no state.
 */
export function csvOf(digest: Digest, run: FleetRun): string {
  const standings = standingsOf(digest);
  const muted = new Map(digest.muted.map((each) => [each.outcome.subjectId, each.mute]));
  const ids = new Set(run.outcomes.map(({ subjectId }) => subjectId));
  const seen = run.outcomes.filter((outcome) => matches(outcome, digest.filter));
  const unseen = [
    ...[...digest.dropped, ...digest.withdrawn, ...digest.unclear].map(({ before }) => before),
    ...digest.muted.map(({ outcome }) => outcome),
  ].filter(({ subjectId }) => !ids.has(subjectId));
  const rowOf = (outcome: Outcome, verdict: readonly string[]) => {
    const mute = muted.get(outcome.subjectId);
    return csvRow([
      outcome.subjectId,
      outcome.name,
      outcome.kind ?? '',
      ...verdict,
      sinceOf(outcome),
      standings.get(outcome.subjectId)?.standing ?? '',
      mute === undefined ? '' : isoOf(mute.untilMs),
      mute?.byUserId ?? '',
      mute?.why ?? '',
      traitsOf(outcome),
    ]);
  };
  return [
    csvRow(COLUMNS),
    ...seen.map((outcome) => rowOf(outcome, [outcome.state, outcome.code, outcome.confidence])),
    ...unseen.map((outcome) => rowOf(outcome, ['', '', ''])),
  ].join('');
}

function sinceOf({ since }: Outcome): string {
  return since === null ? '' : `${since.isAtLeast ? '<=' : ''}${isoOf(since.atMs)}`;
}

/** "cadence=weekly; kind=Clinic", by the alphabet */
function traitsOf({ traits }: Outcome): string {
  return Object.entries(traits)
    .sort(([a], [b]) => compareTexts(a, b))
    .flatMap(([trait, value]) =>
      value === null ? [] : [`${trait}=${typeof value === 'number' ? isoOf(value) : value}`],
    )
    .join('; ');
}
