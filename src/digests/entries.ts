import type { Outcome } from '../checks/fleet.ts';
import type { State } from '../diagnosis/verdict.ts';
import type { DigestEntry, EntryGroup } from './digest-report.ts';
import type { Changed, Digest, Filter } from './digest.ts';
import { numbersOf } from './incidents-said.ts';
import { recoveredOf } from './outages.ts';
import { matches } from './outcomes.ts';
import { sinceSaid, speechOf, statementOf, type Speech, type Telling } from './telling.ts';

type Standing = (state: State, since: string) => string;

/**
 * Everybody that a digest tells of by name, each once: what is new and worse first, what needs nobody's attention last. Those of an outage are
 * not here, for there may be thousands: see `entryGroupsOf`.
 */
export function entriesOf(digest: Digest, telling: Telling): readonly DigestEntry[] {
  const speech = speechOf(telling, digest.asOfMs, digest.baseline?.asOfMs ?? null);
  const { standing } = speech.words;
  const isFirst = digest.baseline === null;
  return [
    ...digest.fresh.map((outcome) =>
      entryOf(outcome, (_, since) => (isFirst ? standing.first(since) : standing.fresh(since)), speech),
    ),
    ...digest.worse.map(({ before, after }) =>
      entryOf(after ?? before, (_, since) => standing.worse(since), speech),
    ),
    ...digest.unmuted.map((outcome) => entryOf(outcome, standing.unmuted, speech)),
    ...digest.still.map((outcome) => entryOf(outcome, standing.still, speech)),
    ...digest.unclear.map((changed) => unclearEntry(changed, speech)),
    ...recoveredOf(digest).map((changed) => changedEntry(changed, standing.recovered, speech)),
    ...[...digest.dropped, ...digest.withdrawn].map((changed) =>
      changedEntry(changed, droppedAs(changed, digest.filter, speech), speech),
    ),
    ...digest.muted.map(({ outcome, mute }) => ({
      ...entryOf(outcome, () => standing.muted(speech.dates.dayTime(mute.untilMs), mute.why), speech),
      mutedByUserId: mute.byUserId,
    })),
  ];
}

/** Everybody that a digest tells of, each once: those of `entriesOf` first, then those of each outage. */
export function entryGroupsOf(digest: Digest, telling: Telling): readonly EntryGroup[] {
  const speech = speechOf(telling, digest.asOfMs, digest.baseline?.asOfMs ?? null);
  const { standing } = speech.words;
  return [
    { outage: null, entries: entriesOf(digest, telling) },
    ...digest.outages.map(({ code, outcomes }) => ({
      outage: speech.fleetWords.outage(code, outcomes),
      entries: outcomes.map((outcome) => entryOf(outcome, (_, since) => standing.first(since), speech)),
    })),
  ];
}

/**
 * The same as it is now, in the order in which it was when the digest was made: nobody changes place by being muted or unmuted, so that what is told page by page
 * leaves nobody out and names nobody twice.
 */
export function groupsInOrderOf(asMade: Digest, digest: Digest, telling: Telling): readonly EntryGroup[] {
  const now = new Map(
    entryGroupsOf(digest, telling)
      .flatMap(({ entries }) => entries)
      .map((entry) => [entry.subjectId, entry]),
  );
  return entryGroupsOf(asMade, telling).map(({ outage, entries }) => ({
    outage,
    entries: entries.map((entry) => now.get(entry.subjectId) ?? entry),
  }));
}

function droppedAs({ after }: Changed, filter: Filter, { words }: Speech): Standing {
  if (after === null || after.state === 'not-expected') return words.standing.dropped;
  return matches(after, filter) ? words.standing.incomparable : words.standing.elsewhere;
}

function entryOf(outcome: Outcome, standing: Standing, speech: Speech): DigestEntry {
  return {
    subjectId: outcome.subjectId,
    state: outcome.state,
    name: outcome.name,
    details: speech.fleetWords.listed(outcome),
    statement: statementOf(outcome, speech),
    standing: inIncidents(standing(outcome.state, sinceSaid(outcome, speech)), outcome, speech),
    mutedByUserId: null,
  };
}

/** Whoever belongs to an open incident is looked after already. */
function inIncidents(standing: string, { subjectId }: Outcome, { words, openIncidents }: Speech): string {
  const numbers = numbersOf(openIncidents, subjectId);
  return [standing, ...(numbers.length === 0 ? [] : [words.inIncident(numbers.join(', '))])]
    .filter((said) => said !== '')
    .join(' · ');
}

/** One that was not well the last time: its standing tells how it was then. */
function changedEntry({ before, after }: Changed, standing: Standing, speech: Speech): DigestEntry {
  return {
    ...entryOf(after ?? before, standing, speech),
    ...(after === null ? { state: 'not-expected', statement: speech.words.gone } : {}),
    standing: inIncidents(standing(before.state, sinceSaid(before, speech)), before, speech),
  };
}

/** An incomplete run may show somebody well: that is no recovery yet. */
function unclearEntry(changed: Changed, speech: Speech): DigestEntry {
  const { words } = speech;
  const entry = changedEntry(changed, words.standing.unclear, speech);
  if (changed.after?.state === 'unknown') return entry;
  return { ...entry, state: 'unknown', statement: changed.after === null ? words.notRead : words.notSure };
}
