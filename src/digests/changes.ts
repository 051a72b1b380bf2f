import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Changed, Digest } from './digest.ts';
import { idsIn, isSameAs, outagesOf, type OutageOf } from './outages.ts';
import { compareOldestFirst, compareWorstFirst, isNotWell } from './outcomes.ts';

/** The lists of a digest, before anybody is left out for being muted. */
export type Changes = Pick<
  Digest,
  | 'fresh'
  | 'worse'
  | 'recovered'
  | 'dropped'
  | 'withdrawn'
  | 'still'
  | 'unmuted'
  | 'unclear'
  | 'outages'
  | 'endedOutages'
>;

/** What is compared, and how. */
export interface Sides {
  /** Those that the filter asks for. */
  readonly now: readonly Outcome[];
  readonly past: readonly Outcome[];
  /** Everybody now, whether the filter asks for them or not. */
  readonly allNow: readonly Outcome[];
  readonly isComplete: boolean;
  /** Of mutes whose time was up in between. */
  readonly unmutedIds: ReadonlySet<string>;
  readonly outageOf: OutageOf;
  /** As `Fleet.hasRecovered`. */
  readonly hasRecovered: (before: Outcome, after: Outcome) => boolean;
  /** Of one of the past: as of which incomplete digest it was seen so; null: as of the last complete one. */
  readonly seenAtMs: (before: Outcome) => EpochMs | null;
}

/** Whoever is not well, or was not, each in one list. */
export function changesBetween(sides: Sides): Changes {
  const outages = outagesOf(sides.now, sides.outageOf);
  const outagesThen = outagesOf(sides.past, sides.outageOf);
  const gone = goneOf(sides);
  const recoveredIds = new Set(gone.recovered.map(({ before }) => before.subjectId));
  // Where nobody has recovered, an outage has only got another name.
  const endedOutages = outagesThen.filter(
    (past) =>
      !outages.some(isSameAs(past)) && past.outcomes.some(({ subjectId }) => recoveredIds.has(subjectId)),
  );
  const recoveredIn = (ids: ReadonlySet<string>, isWanted: boolean) =>
    gone.recovered.filter(({ before }) => ids.has(before.subjectId) === isWanted);
  return {
    ...presentOf(sides, idsIn(outages), idsIn(outagesThen)),
    ...gone,
    withdrawn: withdrawnOf(sides),
    recovered: recoveredIn(idsIn(endedOutages), false),
    outages: outages.map((outage) => ({ ...outage, isNew: !outagesThen.some(isSameAs(outage)) })),
    endedOutages: endedOutages.map((past) => ({
      ...past,
      ...seenAt(latestOf(past.outcomes.map(sides.seenAtMs))),
      recovered: recoveredIn(idsIn([past]), true),
    })),
  };
}

/** Who is not well now, and in no outage. */
function presentOf(
  { now, past, unmutedIds }: Sides,
  inOutage: ReadonlySet<string>,
  wereInOutage: ReadonlySet<string>,
): Pick<Changes, 'fresh' | 'worse' | 'still' | 'unmuted'> {
  const notWellThen = byId(past.filter(isNotWell));
  const fresh: Outcome[] = [];
  const worse: (Changed & { readonly after: Outcome })[] = [];
  const still: Outcome[] = [];
  const unmuted: Outcome[] = [];
  for (const after of now.filter(isNotWell)) {
    if (inOutage.has(after.subjectId)) continue;
    const before = notWellThen.get(after.subjectId);
    // An outage is told without names: whoever it leaves behind was never told of.
    if (before === undefined || wereInOutage.has(after.subjectId)) fresh.push(after);
    else if (before.state === 'partial' && after.state === 'missing') worse.push({ before, after });
    else if (unmutedIds.has(after.subjectId)) unmuted.push(after);
    else still.push(after);
  }
  return {
    fresh: fresh.sort(compareWorstFirst),
    worse: worse.sort((a, b) => compareWorstFirst(a.after, b.after)),
    still: still.sort(compareOldestFirst),
    unmuted: unmuted.sort(compareOldestFirst),
  };
}

/** Who was not well then, and is not seen to be unwell now. */
function goneOf({
  now,
  past,
  allNow,
  isComplete,
  hasRecovered,
  seenAtMs,
}: Sides): Record<'recovered' | 'dropped' | 'unclear', readonly Changed[]> {
  const watched = byId(now);
  const everybody = byId(allNow);
  /** @param after undefined: it is not watched any more */
  const becameOf = (before: Outcome, after: Outcome | undefined) => {
    if (after?.state === 'unknown') return 'unclear';
    return after?.state === 'on-schedule' && hasRecovered(before, after) ? 'recovered' : 'dropped';
  };
  const gone = { recovered: [] as Changed[], dropped: [] as Changed[], unclear: [] as Changed[] };
  for (const before of past.filter(isNotWell).sort(compareWorstFirst)) {
    const current = watched.get(before.subjectId);
    if (current !== undefined && isNotWell(current)) continue;
    const became = isComplete ? becameOf(before, current) : 'unclear';
    const after = everybody.get(before.subjectId) ?? null;
    gone[became].push({ before, after, ...seenAt(seenAtMs(before)) });
  }
  return gone;
}

/** Who was on schedule then, and has nothing due now. */
function withdrawnOf({ now, past, allNow, isComplete }: Sides): readonly Changed[] {
  if (!isComplete) return [];
  const watched = byId(now);
  const everybody = byId(allNow);
  return past
    .filter(({ subjectId, state }) => {
      const after = watched.get(subjectId);
      return state === 'on-schedule' && (after === undefined || after.state === 'not-expected');
    })
    .sort(compareWorstFirst)
    .map((before) => ({ before, after: everybody.get(before.subjectId) ?? null }));
}

function seenAt(seenAtMs: EpochMs | null): { readonly seenAtMs?: EpochMs } {
  return seenAtMs === null ? {} : { seenAtMs };
}

function latestOf(atMs: readonly (EpochMs | null)[]): EpochMs | null {
  const latest = atMs.reduce<number>((last, each) => Math.max(last, each ?? -Infinity), -Infinity);
  return latest === -Infinity ? null : latest;
}

function byId(outcomes: readonly Outcome[]): ReadonlyMap<string, Outcome> {
  return new Map(outcomes.map((outcome) => [outcome.subjectId, outcome]));
}
