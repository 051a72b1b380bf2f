import type { SourceId } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { State } from '../diagnosis/verdict.ts';
import type { Dates } from './dates.ts';
import { datesInEnglish } from './dates.en.ts';
import { SOURCE_NAMES_EN, STATE_NAMES_EN } from './names.en.ts';
import { problemInEnglish } from './problems.en.ts';

/** What a headline tells of. */
interface Headline {
  /** As `title` says it. */
  readonly title: string;
  /** The states to tell, the missing first; at least one. `change`: how many more than the last time; null: not compared. */
  readonly counts: readonly {
    readonly state: State;
    readonly count: number;
    readonly change: number | null;
  }[];
  readonly total: number;
  /** Not everybody, or not every source, could be read: there may be more. */
  readonly isAtLeast: boolean;
  /** Some could not be read at all. */
  readonly isInPart: boolean;
  /** The last time, as `lastTime` says it; null: there was none. */
  readonly lastTime: string | null;
}

/** An open incident. */
interface Named {
  readonly number: number;
  readonly severity: string;
  readonly title: string;
  /** How many are in it; of those not well, or not proved to be, and well. */
  readonly of: number;
  readonly notWell: number;
  readonly well: number;
  readonly isResolved: boolean;
}

/** What some have in common, in words and figures. */
interface Factor {
  readonly trait: string;
  readonly value: string;
  readonly kind: 'same' | 'before' | 'after';
  readonly affectedWith: number;
  readonly affected: number;
  readonly affectedUnknown: number;
  readonly unaffectedWith: number;
  readonly unaffected: number;
  readonly unaffectedUnknown: number;
  readonly isTooFew: boolean;
}

/** How long some have not been well. */
interface Age {
  /** It may be longer. */
  readonly isAtLeast: boolean;
  /** At least so many whole days. */
  readonly days: number;
}

/** Some who were not well at a time. */
interface SeenThen {
  readonly list: string;
  readonly time: string;
}

/** A sign of life that did not come. */
interface Silence {
  readonly source: SourceId;
  readonly sign: 'line' | 'event' | 'link' | 'rows';
  readonly of: string | null;
  /** "Mon 21 July 11:00" */
  readonly since: string;
  /** null: none is known. */
  readonly newest: string | null;
}

/** Since when somebody has not been well. */
interface Since {
  readonly atMs: EpochMs;
  readonly isAtLeast: boolean;
}

/**
 * What digests say besides a check's own words. Plain text without markup. `lastTime` stands for the last complete digest, as in "on Mon 14
 * July"; a list is what `names` makes. Another language is complete when it is a `DigestWords`.
 */
export const digestEn = {
  dates: datesInEnglish,
  problem: problemInEnglish,
  states: STATE_NAMES_EN,

  labels: {
    distrust: 'Not to be trusted',
    incidents: 'Open incidents',
    settings: 'Settings',
    incomplete: 'Incomplete',
    first: 'First digest',
    outage: 'Outage',
    new: 'New',
    worse: 'Worse',
    recovered: 'Recovered',
    dropped: 'No longer due',
    unclear: 'Not known',
    /** Whoever is not well, on the first digest. */
    notWell: { missing: 'Missing', partial: 'Partial', both: 'Missing or partial' },
    still: { missing: 'Still missing', partial: 'Still partial', both: 'Still missing or partial' },
    factor: 'Common factor',
    finding: 'Also',
    note: 'Note',
  },

  /**
   * "Portal links (clinic or practice, weekly)"
   * @param selection what the digest is narrowed to: of each trait the values, one of which must hold
   */
  title: (title: string, selection: readonly (readonly string[])[]): string =>
    selection.length === 0 ? title : `${title} (${selection.map(either).join(', ')})`,

  headline: ({ title, counts, total, isAtLeast, isInPart, lastTime }: Headline): string => {
    if (total === 0) return `${title}: ${isAtLeast ? 'nobody could be read' : 'nobody to watch'}`;
    const firstChanged = counts.findIndex(({ change }) => change !== null && change !== 0);
    const told = counts.map(({ state, count, change }, index) => {
      const of = index > 0 ? '' : ` of ${isInPart ? read(total, count) : figure(total)}`;
      const than = index === firstChanged ? ` than ${lastTime}` : '';
      return `${figure(count)}${of} ${STATE_NAMES_EN[state]}${change === null || change === 0 ? '' : ` (${more(change)}${than})`}`;
    });
    const asThen = lastTime !== null && firstChanged < 0 && !isAtLeast ? `; as many as ${lastTime}` : '';
    return `${title}: ${isAtLeast ? 'at least ' : ''}${told.join(', ')}${asThen}`;
  },

  /** "on Mon 14 July"; the time where it was the same day. */
  lastTime: (atMs: EpochMs, isSameDay: boolean, dates: Dates): string =>
    isSameDay ? `today at ${dates.time(atMs)}` : `on ${dates.day(atMs)}`,

  /** "Duke Health (clinic · b8608be4)" */
  subject: (name: string, details: string): string => (details === '' ? name : `${name} (${details})`),

  /** "New (12)" */
  counted: (label: string, count: number): string => `${label} (${figure(count)})`,

  /** "A, B and 10 more" */
  names: namesWithMore,
  /** "#7 P2 “clinics silently skipped”: 3 of 21 not well" */
  incident: ({ number, severity, title, ...standing }: Named): string =>
    [`#${number} ${severity}${title === '' ? '' : ` “${title}”`}`, ...standingSaid(standing)].join(': '),
  /** Of one of which a later version has recorded more than can be read. */
  incidentInPart: (incident: string): string => `${incident}, read in part`,
  /** In place of all of them. */
  incidentsUnread: 'could not be read',
  /** @param numbers "#7" */
  inIncident: (numbers: string): string => `incident ${numbers}`,

  /** @param list whom it is about, `count` of them; null: nobody in particular */
  about: (text: string, list: string | null, _count: number): string =>
    list === null ? text : `${text} Who: ${list}`,

  first: (isComplete: boolean): string =>
    `there is no earlier complete one to compare with${isComplete ? '; from the next one on, only changes are told' : ''}`,

  /** @param lists who is not seen to be unwell, and when they were: `time` as `lastTime` says it */
  incomplete: (lastTime: string | null, lists: readonly SeenThen[]): string =>
    [
      ...(lastTime === null ? [] : ['no recovery is reported']),
      'no later digest is compared with this one',
      ...lists.map(({ list, time }) => `not well ${time} and not seen so now: ${list}`),
    ].join('; '),

  unclear: (lists: readonly SeenThen[]): string =>
    lists.map(({ list, time }) => `${list}: not well ${time}, and cannot be judged now`).join('; '),

  /**
   * Whoever cannot be judged now, and was not unwell before; null: nobody.
   * @param lost who could be judged then
   * @param others who could not, or was not there
   */
  unknown: (lost: string | null, others: string | null, lastTime: string | null): string =>
    [
      ...(lost === null ? [] : [`could be judged ${lastTime}, and cannot be now: ${lost}`]),
      ...(others === null ? [] : [`cannot be judged: ${others}`]),
    ].join('; '),

  distrust: (reasons: readonly string[]): string => `because ${reasons.join('; ')}`,
  silences: (silences: readonly Silence[]): readonly string[] =>
    silences.map(
      ({ source, sign, of, since, newest }) =>
        `${inSentence(source)} has no ${SIGNS[sign]}${of === null ? '' : ` of ${of}`} since ${since}${newest === null ? '' : ` (its newest is of ${newest})`}`,
    ),
  vanished: (count: number, lastTime: string): string =>
    `nobody is left of the ${figure(count)} there were ${lastTime}`,

  settingsChanged: (since: string): string =>
    `those of the check have changed since ${since}: changes may come of that`,

  /** @param lastTime null: it is new */
  outages: (texts: readonly string[], lastTime: string | null): string =>
    `${lastTime === null ? '' : `there was one ${lastTime} already: `}${texts.join(' ')}`,

  endedOutage: (recovered: number, affected: number, lastTime: string): string =>
    `${figure(recovered)} of the ${figure(affected)} of an outage that stood ${lastTime} and is over`,

  /** Whoever recovered besides those of an outage. */
  besides: (list: string): string => `besides, ${list}`,

  /** Whoever was on schedule. */
  withdrawn: (list: string, lastTime: string): string => `on schedule ${lastTime}: ${list}`,

  worse: (list: string): string => `${list}; partial before`,

  /** How long; `days`: the least of it. */
  ages: {
    'under-2-weeks': (): string => 'for less than 2 weeks',
    'some-days-or-more': ({ days }: Age): string =>
      days === 0 ? 'for some hours or more' : `for ${days === 1 ? 'a day' : `${figure(days)} days`} or more`,
    '2-to-4-weeks': ({ isAtLeast }: Age): string => `for ${isAtLeast ? '2 weeks or more' : '2 to 4 weeks'}`,
    '4-to-8-weeks': ({ isAtLeast }: Age): string => `for ${isAtLeast ? '4 weeks or more' : '4 to 8 weeks'}`,
    'over-8-weeks': (): string => 'for 8 weeks or more',
    unknown: (): string => 'since nobody knows when',
  },

  /** @param ages how many for how long; `count` null: all */
  ageList: (ages: readonly { readonly age: string; readonly count: number | null }[]): string =>
    listed(ages.map(({ age, count }) => (count === null ? age : `${figure(count)} ${age}`))),
  /** The same behind their names. */
  listAged: (list: string, ages: string): string => `${list}; ${ages}`,

  factor: (factor: Factor): string => {
    const { trait, value, kind, affectedWith, affected, affectedUnknown, isTooFew } = factor;
    const { unaffectedWith, unaffected, unaffectedUnknown } = factor;
    return [
      `${trait} ${FACTORS[kind]}${value}: ${share(affectedWith, affected, affectedUnknown, 'affected')}`,
      `${share(unaffectedWith, unaffected, unaffectedUnknown, 'on schedule')}${isTooFew ? '; too few to be sure' : ''}`,
    ].join(', ');
  },

  muted: (count: number): string => `${figure(count)} muted, counted above`,
  unmuted: (list: string): string => `no longer muted, and still not well: ${list}`,
  skipped: (first: string, last: string, count: number, isAtLeast: boolean): string =>
    count === 1
      ? `the digest of ${first} did not take place; this one stands for it`
      : `${isAtLeast ? 'at least ' : ''}${figure(count)} digests, from ${first} to ${last}, did not take place; this one stands for them`,
  judgedAnew: (lastTime: string): string => `the rules have changed: how it was ${lastTime} was judged anew`,
  notJudgedAnew: (lastTime: string): string =>
    `the rules have changed, and how it was ${lastTime} cannot be judged anew: differences may come of that`,

  coverage: {
    checked: (read: number, subjects: number): string =>
      subjects === 0 && read === 0 ? 'checked nobody' : `checked ${figure(read)} of ${figure(subjects)}`,
    ok: (source: SourceId): string => `${SOURCE_NAMES_EN[source]} ok`,
    /** @param during "14:02–14:10" */
    notOk: (
      source: SourceId,
      status: 'failed' | 'truncated',
      during: string,
      problem: string | null,
    ): string =>
      `${SOURCE_NAMES_EN[source]} ${status === 'failed' ? 'failed' : 'incomplete'} ${during}${problem === null ? '' : `: ${problem}`}`,
    notConfigured: (source: SourceId): string => `${SOURCE_NAMES_EN[source]} not configured`,
    asOf: (at: string, rulesVersion: number): string => `as of ${at} · rules ${rulesVersion}`,
  },

  summary: {
    quiet: (title: string, since: string, counts: string): string =>
      `${title}: nothing has changed since ${since}: ${counts}`,
    counts: (counts: readonly { readonly state: State; readonly count: number }[], total: number): string =>
      counts
        .map(
          ({ state, count }, index) =>
            `${figure(count)}${index > 0 ? '' : ` of ${figure(total)}`} ${STATE_NAMES_EN[state]}`,
        )
        .join(', '),
    changes: (changes: {
      readonly fresh: number;
      readonly worse: number;
      readonly recovered: number;
      readonly dropped: number;
      readonly inOutage: number;
    }): string =>
      [
        [changes.inOutage, 'in an outage'] as const,
        [changes.fresh, 'new'] as const,
        [changes.worse, 'worse'] as const,
        [changes.recovered, 'recovered'] as const,
        [changes.dropped, 'no longer due'] as const,
      ]
        .filter(([count]) => count > 0)
        .map(([count, what]) => `${figure(count)} ${what}`)
        .join(', '),
  },

  /** How somebody stands, behind name and statement. `since` as `since` says it; '' where nobody knows. */
  standing: {
    fresh: (since: string): string => `new${since === '' ? '' : `, ${since}`}`,
    first: (since: string): string => (since === '' ? 'nobody knows since when' : since),
    worse: (since: string): string => `worse, partial before${since === '' ? '' : `; ${since}`}`,
    still: (state: State, since: string): string => words('still', STATE_NAMES_EN[state], since),
    unmuted: (state: State, since: string): string =>
      words('no longer muted, still', STATE_NAMES_EN[state], since),
    recovered: (state: State, since: string): string => words('was', STATE_NAMES_EN[state], since),
    unclear: (state: State, since: string): string =>
      words('cannot be judged now, was', STATE_NAMES_EN[state], since),
    dropped: (state: State, since: string): string =>
      words('nothing is due any more, was', STATE_NAMES_EN[state], since),
    incomparable: (state: State, since: string): string =>
      words('on schedule by another plan than the one it failed by, was', STATE_NAMES_EN[state], since),
    elsewhere: (state: State, since: string): string =>
      words('not among these any more, was', STATE_NAMES_EN[state], since),
    muted: (until: string, why: string): string => `muted until ${until}${why === '' ? '' : `: ${why}`}`,
  },
  since: ({ atMs, isAtLeast }: Since, dates: Dates): string =>
    `since ${dates.day(atMs)}${isAtLeast ? ' or earlier' : ''}`,
  /** What is said of somebody who was not read, or is not there any more. */
  notRead: 'not read',
  notSure: 'seems well, but not every source has answered in full',
  gone: 'not there any more',

  trend: {
    /** BCP 47, for the dates of the picture's axis. */
    locale: 'en-GB',
    title: (title: string, digests: number): string =>
      `${title}: the last ${figure(digests)} complete digests`,
    axisTitle: (timeZone: string): string => `Times of the digests, in ${timeZone}`,
    alt: (title: string, first: string, last: string, series: readonly string[]): string =>
      `${title}, from ${first} to ${last}. ${series.join('; ')}.`,
    series: (state: State, first: number, highest: number, highestAt: string, last: number): string =>
      `${STATE_NAMES_EN[state]}: ${figure(first)} at first, ${figure(highest)} at most (${highestAt}), ${figure(last)} at last`,
  },
};

/** The words of digests in one language. */
export type DigestWords = typeof digestEn;

const SIGNS: Readonly<Record<Silence['sign'], string>> = {
  line: 'line',
  event: 'event',
  link: 'link of anybody',
  rows: 'state of its rows',
};

const FACTORS: Readonly<Record<Factor['kind'], string>> = { same: '', before: 'before ', after: 'since ' };

function inSentence(source: SourceId): string {
  return source === 'delivery' ? 'the database' : SOURCE_NAMES_EN[source];
}

function namesWithMore(names: readonly string[], count: number): string {
  const more = count - names.length;
  return listed(more > 0 ? [...names, `${figure(more)} more`] : names);
}

function read(total: number, count: number): string {
  const all = total === 1 ? 'the one that was read' : `the ${figure(total)} that were read`;
  return `${all} ${count === 1 ? 'is' : 'are'}`;
}

function more(change: number): string {
  return `${figure(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'}`;
}

/** "0 of 18 on schedule (12 not known)" */
function share(count: number, total: number, unknown: number, who: string): string {
  const known = `${figure(count)} of ${figure(total - unknown)} ${who}`;
  return unknown === 0 ? known : `${known} (${figure(unknown)} not known)`;
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** How those in an incident stand; empty: nobody is in it. */
function standingSaid({
  of,
  notWell,
  well,
  isResolved,
}: Omit<Named, 'number' | 'severity' | 'title'>): readonly string[] {
  if (of === 0) return [];
  if (notWell > 0) {
    const but = isResolved ? 'resolved, but ' : '';
    return [`${but}${of === 1 ? '' : `${figure(notWell)} of ${figure(of)} `}not well`];
  }
  return [well < of ? `${figure(well)} of ${figure(of)} well` : of === 1 ? 'well' : `all ${figure(of)} well`];
}

function figure(count: number): string {
  return count.toLocaleString('en');
}

function listed(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
}

function either(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(items);
}
