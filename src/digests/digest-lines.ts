import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { agesOf } from './ages.ts';
import type { DigestLine } from './digest-report.ts';
import type { Digest } from './digest.ts';
import { recoveredOf } from './outages.ts';
import { listOf, listOfChanged, type Speech } from './telling.ts';

/** One line, and how hard it is to do without: the lowest go first where there are too many, and those of 0 always. */
export interface RankedLine extends DigestLine {
  readonly rank: number;
}

/** Everything that a digest has to say, in reading order. */
export function digestLines(digest: Digest, speech: Speech): readonly RankedLine[] {
  return [
    ...distrustLines(digest, speech),
    ...unclearLines(digest, speech),
    ...outageLines(digest, speech),
    ...changeLines(digest, speech),
    ...factorLines(digest, speech),
    ...findingLines(digest, speech).slice(0, 1),
    ...noteLines(digest, speech),
    ...findingLines(digest, speech).slice(1),
  ];
}

function distrustLines({ canaries }: Digest, { words, dates }: Speech): readonly RankedLine[] {
  const silent = canaries.filter(({ status }) => status === 'silent');
  if (silent.length === 0) return [];
  const text = words.silence(
    silent.map(({ source, sign, of, sinceMs, newestAtMs }) => ({
      source,
      sign,
      of,
      since: dates.dayTime(sinceMs),
      newest: newestAtMs === null ? null : dates.dayTime(newestAtMs),
    })),
  );
  return [{ rank: 12, label: words.labels.distrust, text }];
}

/** What cannot be told, and that there is nothing to compare with. */
function unclearLines(digest: Digest, speech: Speech): readonly RankedLine[] {
  const { words, lastTime } = speech;
  const { labels } = words;
  const list = digest.unclear.length === 0 ? null : listOfChanged(digest.unclear, speech);
  const lines: RankedLine[] = [];
  if (!digest.coverage.isComplete) {
    lines.push({ rank: 11, label: labels.incomplete, text: words.incomplete(lastTime, list) });
  } else if (list !== null && lastTime !== null) {
    lines.push({ rank: 4, label: labels.unclear, text: words.unclear(list, lastTime) });
  }
  if (lastTime === null) {
    lines.push({ rank: 10, label: labels.first, text: words.first(digest.coverage.isComplete) });
  }
  return lines;
}

function outageLines({ outages }: Digest, { fleetWords, words, lastTime }: Speech): readonly RankedLine[] {
  const textsOf = (wanted: boolean) =>
    outages
      .filter(({ isNew }) => isNew === wanted)
      .map(({ code, outcomes }) => fleetWords.outage(code, outcomes));
  const [begun, lasting] = [textsOf(true), textsOf(false)];
  const texts = [
    ...(begun.length === 0 ? [] : [words.outages(begun, null)]),
    ...(lasting.length === 0 ? [] : [words.outages(lasting, lastTime)]),
  ];
  return texts.length === 0 ? [] : [{ rank: 9, label: words.labels.outage, text: texts.join(' ') }];
}

function changeLines(digest: Digest, speech: Speech): readonly RankedLine[] {
  const { words } = speech;
  const { labels } = words;
  const { baseline, fresh, worse, dropped, still, asOfMs } = digest;
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
  if (dropped.length > 0) tell(2, labels.dropped, dropped.length, listOfChanged(dropped, speech));
  if (still.length > 0) {
    tell(5, labels.still[mixOf(still)], still.length, words.ageList(agesSaid(still, asOfMs, speech)));
  }
  return lines;
}

function recoveredSaid({ recovered, endedOutages }: Digest, speech: Speech): string {
  const { words, lastTime } = speech;
  const ended = endedOutages.map((past) =>
    words.endedOutage(past.recovered.length, past.outcomes.length, lastTime ?? ''),
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

/** The check tells the most important one first. */
function findingLines({ findings }: Digest, { words, fleetWords }: Speech): readonly RankedLine[] {
  return findings.map((finding, index) => ({
    rank: index === 0 ? 1 : 0,
    label: words.labels.finding,
    text: fleetWords.finding(finding),
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
    notes.push(words.skipped(dates.dayTime(first), dates.dayTime(last), skippedDueAtMs.length));
  }
  if (lastTime !== null && baseline?.rules === 'judged-anew') notes.push(words.judgedAnew(lastTime));
  if (lastTime !== null && baseline?.rules === 'not-judged-anew') notes.push(words.notJudgedAnew(lastTime));
  if (unmuted.length > 0) notes.push(words.unmuted(listOf(unmuted, speech)));
  if (muted.length > 0) notes.push(words.muted(muted.length));
  return notes.length === 0 ? [] : [{ rank: 6, label: words.labels.note, text: notes.join('; ') }];
}

function agesSaid(outcomes: readonly Outcome[], asOfMs: EpochMs, { words }: Speech): readonly string[] {
  return agesOf(outcomes, asOfMs).map(({ ageClass, count, isAtLeast }) =>
    words.ages[ageClass](count, isAtLeast),
  );
}

function mixOf(outcomes: readonly Outcome[]): 'missing' | 'partial' | 'both' {
  const states = new Set(outcomes.map(({ state }) => state));
  if (states.size > 1) return 'both';
  return states.has('partial') ? 'partial' : 'missing';
}
