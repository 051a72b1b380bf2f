import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { agesOf } from './ages.ts';
import type { DigestLine } from './digest-report.ts';
import type { Digest } from './digest.ts';
import { incidentsSaid } from './incidents-said.ts';
import { recoveredOf } from './outages.ts';
import { MOST_MISSED_NOTED } from './subscription.ts';
import { totalOf } from './outcomes.ts';
import { listOf, listOfChanged, type Speech } from './telling.ts';

/** One line, and how hard it is to do without: the lowest go first where there are too many, and those of 0 always. */
export interface RankedLine extends DigestLine {
  readonly rank: number;
}

/** Everything that a digest has to say, in reading order. */
export function digestLines(digest: Digest, speech: Speech): readonly RankedLine[] {
  const findings = findingLines(digest, speech);
  return [
    ...distrustLines(digest, speech),
    ...incidentLines(speech),
    ...settingsLines(digest, speech),
    ...unclearLines(digest, speech),
    ...outageLines(digest, speech),
    ...changeLines(digest, speech),
    ...factorLines(digest, speech),
    ...findings.filter(({ rank }) => rank > 0),
    ...noteLines(digest, speech),
    ...unknownLines(digest, speech),
    ...findings.filter(({ rank }) => rank === 0),
  ];
}

function distrustLines(
  { canaries, hasVanished, baseline }: Digest,
  { words, dates, lastTime }: Speech,
): readonly RankedLine[] {
  const silent = canaries.filter(({ status }) => status === 'silent');
  const silences = words.silences(
    silent.map(({ source, sign, of, sinceMs, newestAtMs }) => ({
      source,
      sign,
      of,
      since: dates.dayTime(sinceMs),
      newest: newestAtMs === null ? null : dates.dayTime(newestAtMs),
    })),
  );
  const watched = baseline === null ? 0 : totalOf(baseline);
  const reasons =
    hasVanished && lastTime !== null ? [...silences, words.vanished(watched, lastTime)] : silences;
  if (reasons.length === 0) return [];
  return [{ rank: 12, label: words.labels.distrust, text: words.distrust(reasons) }];
}

/** What is being worked on already. */
function incidentLines({ words, openIncidents }: Speech): readonly RankedLine[] {
  const text = incidentsSaid(words, openIncidents);
  return text === null ? [] : [{ rank: 9, label: words.labels.incidents, text }];
}

/** What differs may be nobody's doing. */
function settingsLines({ baseline }: Digest, { words, dates }: Speech): readonly RankedLine[] {
  if (baseline?.settings !== 'changed') return [];
  const text = words.settingsChanged(dates.dayTime(baseline.asOfMs));
  return [{ rank: 10, label: words.labels.settings, text }];
}

/** What cannot be told, and that there is nothing to compare with. */
function unclearLines(digest: Digest, speech: Speech): readonly RankedLine[] {
  const { words, lastTime } = speech;
  const { labels } = words;
  const lists = [...Map.groupBy(digest.unclear, ({ seenAtMs }) => seenAtMs)].map(([seenAtMs, changed]) => ({
    list: listOfChanged(changed, speech),
    time: timeSaid(seenAtMs, digest, speech),
  }));
  const lines: RankedLine[] = [];
  if (!digest.coverage.isComplete) {
    lines.push({ rank: 11, label: labels.incomplete, text: words.incomplete(lastTime, lists) });
  } else if (lists.length > 0) {
    lines.push({ rank: 4, label: labels.unclear, text: words.unclear(lists) });
  }
  if (lastTime === null) {
    lines.push({ rank: 10, label: labels.first, text: words.first(digest.coverage.isComplete) });
  }
  return lines;
}

/** Who cannot be judged, and is not told of above: they are counted in the headline, and nobody is alarmed. */
function unknownLines({ lost, unknown }: Digest, speech: Speech): readonly RankedLine[] {
  const { words, lastTime } = speech;
  if (lost.length === 0 && unknown.length === 0) return [];
  const listed = (outcomes: readonly Outcome[]) => (outcomes.length === 0 ? null : listOf(outcomes, speech));
  const text = words.unknown(listed(lost), listed(unknown), lastTime);
  return [{ rank: 0, label: words.counted(words.labels.unclear, lost.length + unknown.length), text }];
}

/** When somebody was seen so: at the last complete digest, or as of an incomplete one since then. */
function timeSaid(
  seenAtMs: EpochMs | undefined,
  { asOfMs }: Digest,
  { words, dates, lastTime }: Speech,
): string {
  if (seenAtMs === undefined) return lastTime ?? '';
  return words.lastTime(seenAtMs, dates.day(seenAtMs) === dates.day(asOfMs), dates);
}

/** New ones, and those that go on. */
function outageLines(digest: Digest, { fleetWords, words, lastTime }: Speech): readonly RankedLine[] {
  return [true, false].flatMap((isWanted) => {
    const texts = digest.outages
      .filter(({ isNew }) => isNew === isWanted)
      .map(({ code, outcomes }) => fleetWords.outage(code, outcomes));
    if (texts.length === 0) return [];
    return [{ rank: 9, label: words.labels.outage, text: words.outages(texts, isWanted ? null : lastTime) }];
  });
}

function changeLines(digest: Digest, speech: Speech): readonly RankedLine[] {
  const { words, lastTime } = speech;
  const { labels } = words;
  const { baseline, fresh, worse, dropped, withdrawn, still, asOfMs } = digest;
  const recovered = recoveredOf(digest).length;
  const lines: RankedLine[] = [];
  const tell = (rank: number, label: string, count: number, text: string) =>
    lines.push({ rank, label: words.counted(label, count), text });
  if (fresh.length > 0) {
    const list = listOf(fresh, speech);
    if (baseline !== null) tell(8, labels.new, fresh.length, list);
    else {
      const aged = words.listAged(list, agesSaid(fresh, asOfMs, speech));
      tell(8, labels.notWell[mixOf(fresh)], fresh.length, aged);
    }
  }
  if (worse.length > 0) {
    tell(7, labels.worse, worse.length, words.worse(listOfChanged(worse, speech)));
  }
  if (recovered > 0 || digest.endedOutages.length > 0)
    tell(6, labels.recovered, recovered, recoveredSaid(digest, speech));
  if (dropped.length > 0 || withdrawn.length > 0) {
    const lists = dropped.length === 0 ? [] : [listOfChanged(dropped, speech)];
    if (withdrawn.length > 0) lists.push(words.withdrawn(listOfChanged(withdrawn, speech), lastTime ?? ''));
    tell(withdrawn.length > 0 ? 4 : 2, labels.dropped, dropped.length + withdrawn.length, lists.join('; '));
  }
  if (still.length > 0) {
    tell(5, labels.still[mixOf(still)], still.length, agesSaid(still, asOfMs, speech));
  }
  return lines;
}

function recoveredSaid(digest: Digest, speech: Speech): string {
  const { words } = speech;
  const { recovered, endedOutages } = digest;
  const ended = endedOutages.map((past) =>
    words.endedOutage(past.recovered.length, past.outcomes.length, timeSaid(past.seenAtMs, digest, speech)),
  );
  const list = recovered.length === 0 ? [] : [listOfChanged(recovered, speech)];
  return [...ended, ...(ended.length === 0 ? list : list.map(words.besides))].join('; ');
}

function factorLines({ factor }: Digest, { words, fleetWords }: Speech): readonly RankedLine[] {
  if (factor === null) return [];
  const { trait, value } = factor;
  const text = words.factor({
    ...factor,
    trait: fleetWords.traitName(trait),
    kind: value.kind,
    value: value.kind === 'same' ? fleetWords.traitValue(trait, value.value) : fleetWords.day(value.atMs),
  });
  return [{ rank: 3, label: words.labels.factor, text }];
}

/** The most important one that is new has a chance to be told in the channel: what was found is found again each time. */
function findingLines({ findings }: Digest, speech: Speech): readonly RankedLine[] {
  const { words, fleetWords } = speech;
  const told = findings.find(({ isNew }) => isNew);
  return findings.map((finding) => ({
    rank: finding === told ? 1 : 0,
    label: words.labels.finding,
    text: words.about(
      fleetWords.finding(finding),
      finding.subjects.length === 0 ? null : listOf(finding.subjects, speech),
      finding.subjects.length,
    ),
  }));
}

/** What people did, and what the bot did not. */
function noteLines(digest: Digest, speech: Speech): readonly RankedLine[] {
  const { words, dates, lastTime } = speech;
  const { muted, unmuted, skippedDueAtMs, baseline } = digest;
  const notes: string[] = [];
  const first = skippedDueAtMs[0];
  const last = skippedDueAtMs.at(-1);
  if (first !== undefined && last !== undefined) {
    const count = skippedDueAtMs.length;
    const isAtLeast = count >= MOST_MISSED_NOTED;
    notes.push(words.skipped(dates.dayTime(first), dates.dayTime(last), count, isAtLeast));
  }
  if (lastTime !== null && baseline?.rules === 'judged-anew') notes.push(words.judgedAnew(lastTime));
  if (lastTime !== null && baseline?.rules === 'not-judged-anew') notes.push(words.notJudgedAnew(lastTime));
  if (unmuted.length > 0) notes.push(words.unmuted(listOf(unmuted, speech)));
  if (muted.length > 0) notes.push(words.muted(muted.length));
  return notes.length === 0 ? [] : [{ rank: 6, label: words.labels.note, text: notes.join('; ') }];
}

/** "2 for less than 2 weeks and 3 for 4 weeks or more"; without a figure where it is the same for all. */
function agesSaid(outcomes: readonly Outcome[], asOfMs: EpochMs, { words, days }: Speech): string {
  const ages = agesOf(outcomes, asOfMs, days);
  return words.ageList(
    ages.map((age) => ({
      age: words.ages[age.ageClass](age),
      count: ages.length === 1 ? null : age.count,
    })),
  );
}

function mixOf(outcomes: readonly Outcome[]): 'missing' | 'partial' | 'both' {
  const states = new Set(outcomes.map(({ state }) => state));
  if (states.size > 1) return 'both';
  return states.has('partial') ? 'partial' : 'missing';
}
