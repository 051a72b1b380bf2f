import type { ReadingSummary } from '../../diagnosis/reading.ts';
import { DAY_MS, type EpochMs, type Window } from '../../diagnosis/time.ts';
import type { Dates } from '../../words/dates.ts';
import type { LedgerSlot } from './ledger.ts';
import { besides, joined } from './timeline-stretches.ts';
import type { TimelineWords } from './timeline-words.ts';
import type { View } from './view.ts';

/** How much of the axis a lane's source sees. */
export interface Sight {
  /** Why the lane may be incomplete; empty where it is complete. */
  readonly notes: readonly string[];
  readonly unseen: readonly Window[];
}

/** What every lane is made from. */
export interface Scene {
  readonly view: View;
  /** From the ledger's start to as-of. */
  readonly axis: Window;
  readonly words: TimelineWords;
  readonly dates: Dates;
  /** false: as things are, no link is due, so that a slot without one was not missed for sure. */
  readonly isLinkDue: boolean;
}

/** The bot looked at the stamp, and it stood there. */
export interface StampLook {
  /** null: never moved. */
  readonly stampAtMs: EpochMs | null;
  readonly lookedAtMs: EpochMs;
}

/** A source that has seen nothing for so long may see nothing at all. */
const LONG_WITHOUT_NEWS_MS = DAY_MS;

const clear: Sight = { notes: [], unseen: [] };

/** A lane of which nothing is known. */
const blind = ({ axis }: Scene, note: string): Sight => ({ notes: [note], unseen: [axis] });

/** The sight of several things that a lane needs. */
function together(sights: readonly Sight[], axis: Window): Sight {
  return {
    notes: [...new Set(sights.flatMap(({ notes }) => notes))],
    unseen: joined(
      sights.flatMap(({ unseen }) => unseen),
      axis,
    ),
  };
}

/** Rows have no reach: the database answers or does not, and a replica may lag. */
export function sightOfRows(scene: Scene): Sight {
  const { view, words, dates, axis } = scene;
  const { status, freshUntilMs } = view.facts.readings.delivery;
  if (status === 'failed') return blind(scene, words.notes.failed);
  if (status === 'not-configured') return blind(scene, words.notes.notConfigured);
  const lag =
    status === 'ok'
      ? clear
      : {
          notes: [words.notes.rowsUntil(freshUntilMs, dates)],
          unseen: [{ fromMs: freshUntilMs ?? axis.fromMs, untilMs: axis.untilMs }],
        };
  const nobody = view.provider === null ? { notes: [words.notes.noSuchProvider], unseen: [] } : clear;
  return together([lag, nobody], axis);
}

/** Runs stand on the rows, and on a schedule that is known. */
export function sightOfRuns(scene: Scene): Sight {
  const { view, words, axis } = scene;
  const rows = sightOfRows(scene);
  if (view.provider === null) return rows;
  switch (view.facts.cadence.status) {
    case 'known':
      return scene.isLinkDue
        ? rows
        : together([rows, { notes: [words.notes.dueNotKnown], unseen: [] }], axis);
    case 'not-needed':
      return together([rows, { notes: [words.notes.nonePlanned], unseen: [] }], axis);
    case 'not-known-then':
      return blind(scene, words.notes.settingsUnknown);
    case 'unknown':
    case 'no-phase':
      return blind(scene, words.notes.scheduleUnknown);
  }
}

/**
 * Each send overwrites the stamp. A look at it tells of the stretch from the stamp to the look: had it moved in between, a newer one would
 * stand there.
 */
export function sightOfStamp(scene: Scene, looks: readonly StampLook[]): Sight {
  const { view, words, axis } = scene;
  const seen = looks.map(({ stampAtMs, lookedAtMs }) => ({
    fromMs: stampAtMs ?? axis.fromMs,
    untilMs: lookedAtMs,
  }));
  const overwritten = { notes: [words.notes.asSeen], unseen: besides(seen, axis) };
  return view.provider === null ? sightOfRows(scene) : together([overwritten, sightOfRows(scene)], axis);
}

/** An event without an id may be anybody's: where there are some, none that names the provider is no proof. */
export function sightOfSentry(scene: Scene): Sight {
  const { view, words, axis } = scene;
  const { sentry, readings } = view.facts;
  const withoutId = (sentry?.unattributable ?? [])
    .flatMap(({ withoutIdAtMs }) => withoutIdAtMs)
    .filter((atMs) => atMs >= axis.fromMs && atMs <= axis.untilMs).length;
  const nameless = withoutId === 0 ? clear : { notes: [words.notes.eventsOfNobody(withoutId)], unseen: [] };
  return together([sightOfSource(scene, readings.sentry), nameless], axis);
}

/** Loki's lines carry no id: they need the database's names, and apps that were logging. */
export function sightOfLoki(scene: Scene): Sight {
  return together(
    [sightOfSource(scene, scene.view.facts.readings.loki), sightOfNames(scene), sightOfLogging(scene)],
    scene.axis,
  );
}

function sightOfNames(scene: Scene): Sight {
  const { loki, readings } = scene.view.facts;
  const { linesOfNobody } = scene.words.notes;
  if (loki === null) return clear;
  if (readings.delivery.status === 'failed') {
    const lines = loki.seen['link-creation-failed'] + loki.seen['send-failed'];
    return lines === 0 ? clear : blind(scene, linesOfNobody(lines, false));
  }
  const nobodys = loki.lines.filter(({ belongs, atMs }) => belongs === 'nobody' && atMs >= scene.axis.fromMs);
  return nobodys.length === 0 ? clear : { notes: [linesOfNobody(nobodys.length, loki.isCut)], unseen: [] };
}

/** Where an app was silent in a slot's window, or nobody counted, no line there is no proof. */
function sightOfLogging({ view, words, dates }: Scene): Sight {
  const { loki, readings } = view.facts;
  if (loki === null || readings.loki.status !== 'ok') return clear;
  const reachFromMs = Math.max(readings.loki.reachFromMs ?? 0, readings.loki.window.fromMs);
  const isSilent = ({ status, opensAtMs }: LedgerSlot) => {
    const counted = loki.logging.find(({ window }) => window.fromMs === opensAtMs);
    return (
      status !== 'pending' &&
      opensAtMs >= reachFromMs &&
      counted !== undefined &&
      loki.apps.some(({ app }) => (counted.lineCountByApp[app] ?? 0) === 0)
    );
  };
  const silent = view.ledger.filter(isSilent);
  const uncounted = view.d !== null && view.lacking.includes('logging-not-counted') ? [view.d] : [];
  return {
    notes: [
      ...(silent.length === 0
        ? []
        : [
            words.notes.notLoggingAt(
              silent.map(({ atMs }) => atMs),
              dates,
            ),
          ]),
      ...(uncounted.length === 0 ? [] : [words.notes.loggingNotCounted]),
    ],
    unseen: [...silent, ...uncounted].map(({ opensAtMs, closesAtMs }) => ({
      fromMs: opensAtMs,
      untilMs: closesAtMs,
    })),
  };
}

function sightOfSource(scene: Scene, reading: ReadingSummary): Sight {
  const { view, words, dates, axis } = scene;
  const { source, status, reachFromMs, freshUntilMs, window } = reading;
  if (status === 'failed') return blind(scene, words.notes.failed);
  if (status === 'not-configured') return blind(scene, words.notes.notConfigured);
  // Nobody can tell where what is missing would stand.
  if (status === 'truncated') return blind(scene, words.notes.incomplete);
  if (reachFromMs === null) return blind(scene, words.notes.reachUnknown);
  const fromMs = Math.max(reachFromMs, window.fromMs);
  const reach =
    fromMs > axis.fromMs
      ? { notes: [words.notes.seenFrom(fromMs, dates)], unseen: [{ fromMs: axis.fromMs, untilMs: fromMs }] }
      : clear;
  const isStale =
    view.lacking.some((lack) => lack === `${source}-stale`) ||
    freshUntilMs === null ||
    axis.untilMs - freshUntilMs > LONG_WITHOUT_NEWS_MS;
  const stale = isStale
    ? {
        notes: [words.notes.nothingNewer(freshUntilMs, dates)],
        unseen: [{ fromMs: freshUntilMs ?? axis.fromMs, untilMs: axis.untilMs }],
      }
    : clear;
  return together([reach, stale], axis);
}
