import type { ReadingSummary } from '../../diagnosis/reading.ts';
import type { EpochMs, Window } from '../../diagnosis/time.ts';
import type { Dates } from '../../words/dates.ts';
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
}

/** The bot looked at the stamp, and it stood there. */
export interface StampLook {
  /** null: never moved. */
  readonly stampAtMs: EpochMs | null;
  readonly lookedAtMs: EpochMs;
}

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
      return rows;
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

export function sightOfSentry(scene: Scene): Sight {
  return sightOfSource(scene, scene.view.facts.readings.sentry);
}

/** Loki's lines carry no id: they need the database's names, and apps that were logging. */
export function sightOfLoki(scene: Scene): Sight {
  const { view, words, dates, axis } = scene;
  const { loki, readings } = view.facts;
  const lines = (loki?.seen['link-creation-failed'] ?? 0) + (loki?.seen['send-failed'] ?? 0);
  const nameless =
    lines > 0 && readings.delivery.status === 'failed'
      ? blind(scene, words.notes.linesOfNobody(lines))
      : clear;
  const silent =
    view.d !== null && view.lacking.includes('apps-not-logging')
      ? {
          notes: [words.notes.notLoggingAt(view.d.atMs, dates)],
          unseen: [{ fromMs: view.d.opensAtMs, untilMs: view.d.closesAtMs }],
        }
      : clear;
  return together([sightOfSource(scene, readings.loki), nameless, silent], axis);
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
  const isStale = view.lacking.some((lack) => lack === `${source}-stale`);
  const stale = isStale
    ? {
        notes: [words.notes.nothingNewer(freshUntilMs, dates)],
        unseen: [{ fromMs: freshUntilMs ?? axis.fromMs, untilMs: axis.untilMs }],
      }
    : clear;
  return together([reach, stale], axis);
}
