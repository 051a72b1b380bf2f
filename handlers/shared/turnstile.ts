import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets work in piece by piece. */
export interface Turnstile {
  /** Begins the work when it is its turn. Passes its outcome on. */
  enter<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** The event loop accepts one connection a turn, and what comes over it shows a few turns later. */
const QUIET_TURNS = 8;
/** Whoever came first has waited long enough, however many still come. */
const LONGEST_WAIT_TURNS = 1_000;

/**
 * Makes a queue for work that has been acknowledged. Each piece begins by itself, and only when nothing new has come for a few turns of
 * the event loop, which pass in less than a millisecond when there is nothing to do: so what many ask at once is acknowledged before
 * the work on it takes up the processor.
 */
export function createTurnstile(): Turnstile {
  let arrivals = 0;
  let previous: Promise<void> = Promise.resolve();

  async function quiet(): Promise<void> {
    let seen = arrivals;
    let quietTurns = 0;
    for (let turns = 0; quietTurns < QUIET_TURNS && turns < LONGEST_WAIT_TURNS; turns += 1) {
      await nextTurn();
      quietTurns = arrivals === seen ? quietTurns + 1 : 0;
      seen = arrivals;
    }
  }

  return {
    enter(work) {
      arrivals += 1;
      previous = previous.then(quiet);
      return previous.then(work);
    },
  };
}
