import { DAY_MS, MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import { weekAt, type Week } from './calendar.ts';
import type { MovableClock } from './movable-clock.ts';

const WEEK_MS = 7 * DAY_MS;

/** Whoever wants a digest every minute gets these, and the rest as after an outage: as skipped. */
const MOST_STOPS = 20;

/** The bot looks for what is due each minute. */
const LOOKS_WITHIN_MS = MINUTE_MS;

/** The bot's time, which follows. */
export interface BotTime {
  /** When it has to do something next by itself; null: never. */
  nextDueAtMs(): Promise<EpochMs | null>;
  /** Resolves when it has done what is due by then. */
  moveTo(atMs: EpochMs): Promise<void>;
}

export interface PassingWeekSettings {
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
 * Lets a week pass, for everybody at once: the application sends, Sentry and Loki see what fails, and the bot does whatever falls due on the
 * way at the time that it falls due. Weeks pass one after the other. Rejects where somebody does not follow; the next week then goes on
 * from where this one has come to.
 */
export function createPassingWeek(settings: PassingWeekSettings): () => Promise<void> {
  const { clock, sendThrough, goOnUntil, onMoved } = settings;

  async function moveTo(atMs: EpochMs, bot: BotTime | null): Promise<void> {
    await sendThrough(weekAt(atMs));
    goOnUntil(atMs);
    clock.moveTo(atMs);
    await bot?.moveTo(atMs);
    onMoved();
  }

  /** From one digest that falls due to the next. */
  async function stopUntil(untilMs: EpochMs, bot: BotTime): Promise<void> {
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      const dueAtMs = await bot.nextDueAtMs();
      const stopAtMs = (dueAtMs ?? untilMs) + LOOKS_WITHIN_MS;
      // What is overdue even now waits for nothing but the bot itself.
      if (stopAtMs <= clock.now() || stopAtMs >= untilMs) return;
      await moveTo(stopAtMs, bot);
    }
  }

  async function passOnce(): Promise<void> {
    const bot = settings.bot();
    const untilMs = clock.now() + WEEK_MS;
    if (bot !== null) await stopUntil(untilMs, bot);
    await moveTo(untilMs, bot);
  }

  let passed: Promise<unknown> = Promise.resolve();
  return () => {
    const next = passed.then(passOnce);
    // Whoever asked for this week is told of its failure; the next one is not.
    passed = next.catch(() => {});
    return next;
  };
}
