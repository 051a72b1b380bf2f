import { DAY_MS, HOUR_MS, MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { Span } from '../stand-ins/slack/client-api.ts';
import { weekAt, type Week } from './calendar.ts';
import type { MovableClock } from './movable-clock.ts';

/** How much passes, and where everybody stops on the way. */
const PASSES: Readonly<Record<Span, { readonly lengthMs: number; readonly stops: Stops }>> = {
  hour: { lengthMs: HOUR_MS, stops: 'all' },
  // An incident is looked at each hour: nobody wants to wait for 168 looks at what stays as it is.
  week: { lengthMs: 7 * DAY_MS, stops: 'few' },
};

/** Whoever wants a digest every minute gets these, and the rest as after an outage: as skipped. */
const MOST_STOPS = 20;

/** The bot looks for what is due each minute. */
const LOOKS_WITHIN_MS = MINUTE_MS;

/** `all`: wherever the bot has to do something by itself. `few`: only where digests fall due, and where planned runs can be judged. */
export type Stops = 'all' | 'few';

/** The bot's time, which follows. */
export interface BotTime {
  /** Where to stop next; null: nowhere. */
  nextDueAtMs(stops: Stops): Promise<EpochMs | null>;
  /** Resolves when it has done what is due by then. */
  moveTo(atMs: EpochMs): Promise<void>;
}

export interface PassingTimeSettings {
  /** That of the stand-ins. */
  readonly clock: MovableClock;
  /** What the application sends up to the end of a week stands in its tables from then on. */
  readonly sendThrough: (week: Week) => Promise<void>;
  /** Sentry and Loki have seen what happened up to then. */
  readonly goOnUntil: (atMs: EpochMs) => void;
  /** null: there is no bot yet. */
  readonly bot: () => BotTime | null;
  /** Called at each stop, when all are there. */
  readonly onMoved: () => void;
}

/**
 * Lets time pass, for everybody at once: the application sends, Sentry and Loki see what fails, and the bot does what falls due on the way at
 * the time that it falls due; what it is not stopped for, it does once when it is next stopped. Whoever lets it pass twice waits for the first. Rejects
 * where somebody does not follow; the next time then goes on from where this one has come to.
 */
export function createPassingTime(settings: PassingTimeSettings): (span: Span) => Promise<void> {
  const { clock, sendThrough, goOnUntil, onMoved } = settings;

  async function moveTo(atMs: EpochMs, bot: BotTime | null): Promise<void> {
    await sendThrough(weekAt(atMs));
    goOnUntil(atMs);
    clock.moveTo(atMs);
    await bot?.moveTo(atMs);
    onMoved();
  }

  /** From one thing that falls due to the next. */
  async function stopUntil(untilMs: EpochMs, stops: Stops, bot: BotTime): Promise<void> {
    for (let stopped = 0; stopped < MOST_STOPS; stopped += 1) {
      const dueAtMs = await bot.nextDueAtMs(stops);
      const stopAtMs = (dueAtMs ?? untilMs) + LOOKS_WITHIN_MS;
      // What is overdue even now waits for nothing but the bot itself.
      if (stopAtMs <= clock.now() || stopAtMs >= untilMs) return;
      await moveTo(stopAtMs, bot);
    }
  }

  async function passOnce(span: Span): Promise<void> {
    const { lengthMs, stops } = PASSES[span];
    const bot = settings.bot();
    const untilMs = clock.now() + lengthMs;
    if (bot !== null) await stopUntil(untilMs, stops, bot);
    await moveTo(untilMs, bot);
  }

  let passed: Promise<unknown> = Promise.resolve();
  return (span) => {
    const next = passed.then(() => passOnce(span));
    // Whoever asked for this time is told of its failure; the next one is not.
    passed = next.catch(() => {});
    return next;
  };
}
