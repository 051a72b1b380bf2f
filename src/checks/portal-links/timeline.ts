import { z } from 'zod';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { isNeeded } from '../../diagnosis/reading.ts';
import { HOUR_MS, type EpochMs, type Window } from '../../diagnosis/time.ts';
import type { Locale } from '../../words/locale.ts';
import type { SeenValue } from '../report.ts';
import type { Timeline, TimelineLane, TimelineMark } from '../timeline.ts';
import type { PortalLinksFacts } from './facts.ts';
import { composeAltText } from './timeline-alt-text.ts';
import { linkMarks, lokiMarks, runMarks, sentryMarks, stampMarks } from './timeline-marks.ts';
import {
  sightOfLoki,
  sightOfRows,
  sightOfRuns,
  sightOfSentry,
  sightOfStamp,
  type Scene,
  type Sight,
  type StampLook,
} from './timeline-sight.ts';
import { LANES, type LaneId, type TimelineWords } from './timeline-words.ts';
import { TIMELINE_EN } from './timeline-words.en.ts';
import { TIMELINE_ES } from './timeline-words.es.ts';
import { deriveView, type View } from './view.ts';
import { PORTAL_LINKS_EN } from './words.en.ts';
import { PORTAL_LINKS_ES } from './words.es.ts';
import type { PortalLinksWords } from './words.ts';

const WORDS: Readonly<Record<Locale, TimelineWords>> = { en: TIMELINE_EN, es: TIMELINE_ES };
const CATALOGUES = { en: PORTAL_LINKS_EN, es: PORTAL_LINKS_ES };

/** What fits into one line of the picture. */
const MOST_NAME_CHARACTERS = 70;
const MOST_KIND_CHARACTERS = 20;

/** The kept value of the observed stamp, as `observe` of this check writes it. */
const stampValue = z.number().nullable();

/**
 * What happened when, in the words of one language: slots, links, stamp moves, Sentry's events, Loki's lines. Pure.
 *
 * The axis goes from the ledger's first window to as-of. Without a ledger (no such provider, no portal, the database failed) it goes over the
 * window that the sources were asked for, and shows what they know: a failure of an id that is no provider may explain much. Where there is
 * neither a slot nor a mark, there is nothing to draw: null. The message says then what failed.
 * @param seen oldest first; what was seen after as-of is left out
 */
export function composeTimeline(
  diagnosis: Diagnosis<PortalLinksFacts>,
  seen: readonly SeenValue[],
  locale: Locale,
): Timeline | null {
  const words = WORDS[locale];
  const catalogue = CATALOGUES[locale];
  const { facts } = diagnosis;
  const { asOfMs } = facts;
  const view = deriveView(facts);
  const dates = catalogue.dates(facts.cadence.timeZone, asOfMs);
  const isLinkDue = diagnosis.verdict.state !== 'not-expected';
  const scene: Scene = { view, axis: axisOf(view), words, dates, isLinkDue };
  const lanes = lanesOf(scene, stampLooks(view, seen));
  const lastMarkAtMs = Math.max(...lanes.flatMap(({ marks }) => marks.map(({ atMs }) => atMs)));
  if (!Number.isFinite(lastMarkAtMs)) return null;

  const { timeZone } = facts.cadence;
  const timeOf = (atMs: EpochMs) => `${dates.shortDay(atMs)} ${dates.time(atMs)}`;
  const title = titleOf(diagnosis, catalogue);
  const opening = words.alt.opening(title, timeOf(scene.axis.fromMs), timeOf(asOfMs), timeZone);
  return {
    title,
    timeZone,
    axisTitle: words.axisTitle(timeZone),
    locale: catalogue.locale,
    fromMs: scene.axis.fromMs,
    untilMs: Math.max(asOfMs, lastMarkAtMs),
    asOf: { atMs: asOfMs, label: words.asOf(dates.dayTime(asOfMs)) },
    ticks: view.ledger.map(({ atMs }) => atMs),
    lanes,
    unseenMeaning: words.unseen,
    absence: words.none,
    altText: composeAltText(opening, lanes, words, timeOf),
  };
}

function axisOf({ facts, ledger }: View): Window {
  const asked = Object.values(facts.readings).filter(isNeeded);
  const fromMs = ledger[0]?.opensAtMs ?? Math.min(...asked.map(({ window }) => window.fromMs));
  // A ledger may have just one slot, whose window opens at this very moment.
  return { fromMs: Math.min(fromMs, facts.asOfMs - HOUR_MS), untilMs: facts.asOfMs };
}

function lanesOf(scene: Scene, looks: readonly StampLook[]): readonly TimelineLane[] {
  const drawn: Readonly<Record<LaneId, readonly [readonly TimelineMark[], Sight]>> = {
    runs: [runMarks(scene), sightOfRuns(scene)],
    links: [linkMarks(scene), sightOfRows(scene)],
    stamp: [stampMarks(scene, looks), sightOfStamp(scene, looks)],
    sentry: [sentryMarks(scene), sightOfSentry(scene)],
    loki: [lokiMarks(scene), sightOfLoki(scene)],
  };
  return LANES.map((lane) => {
    const [marks, { notes, unseen }] = drawn[lane];
    const note = notes.length === 0 ? null : notes.join('; ');
    return { label: scene.words.lanes[lane], marks, note, unseen };
  });
}

/** When the bot looked at the stamp, and what stood there: at earlier checks, and at this one. */
function stampLooks({ facts, provider }: View, seen: readonly SeenValue[]): readonly StampLook[] {
  const { asOfMs } = facts;
  const earlier = seen
    .filter(({ field, seenAtMs }) => field === 'linkLastSentAtMs' && seenAtMs <= asOfMs)
    .map(({ value, seenAtMs }) => ({
      stampAtMs: stampValue.parse(JSON.parse(value)),
      lookedAtMs: seenAtMs,
    }));
  if (provider === null) return earlier;
  // The stamp only moves forward: one of today that is not later than as-of stood there then.
  const { stampKnown, linkLastSentAtMs } = provider.stateAtAsOf ?? provider.today;
  const isKnown = stampKnown && (linkLastSentAtMs === null || linkLastSentAtMs <= asOfMs);
  return isKnown ? [...earlier, { stampAtMs: linkLastSentAtMs, lookedAtMs: asOfMs }] : earlier;
}

function titleOf(
  { facts: { provider }, subjectId }: Diagnosis<PortalLinksFacts>,
  words: PortalLinksWords,
): string {
  const shortId = subjectId.slice(0, 8);
  if (provider === null) return shortId;
  return `${shortened(provider.name, MOST_NAME_CHARACTERS)} · ${shortened(words.kind(provider.kind), MOST_KIND_CHARACTERS)} · ${shortId}`;
}

function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
