import type { Week } from '../weeks/calendar.ts';

/** What can go wrong for one provider at a run, named for what the run leaves behind. */
export type Ailment =
  /** Sentry: the job does not know the id. */
  | 'not-resolved'
  /** Sentry: the job sees no verified recipient, though there are some. */
  | 'recipients-disagree'
  | 'upstream-error'
  | 'duplicate-attempt'
  /** Loki: no link was made. */
  | 'link-creation-failed'
  /** Loki: no link, and no mail either. */
  | 'sends-failed-without-link'
  /** A link was made, and some of the recipients did not get it; or none did. */
  | 'some-sends-failed'
  | 'all-sends-failed'
  /** A link was made, and the stamp did not move. */
  | 'link-not-sent'
  /** The stamp moved, and no link was made. */
  | 'phantom-send'
  /** Nothing at the run; two days later somebody sends by hand. */
  | 'sent-by-hand'
  /** Nothing at all. */
  | 'skipped';

/** A stretch of weeks in which a provider ails of one thing. */
export interface Spell {
  readonly ailment: Ailment;
  readonly fromWeek: Week;
  /** The first week that it is over; null: it never is. */
  readonly untilWeek: Week | null;
}

/** What a provider ails of at the run of a week; null: nothing. */
export function ailmentAt(spells: readonly Spell[], week: Week): Ailment | null {
  const spell = spells.find(
    ({ fromWeek, untilWeek }) => week >= fromWeek && (untilWeek === null || week < untilWeek),
  );
  return spell?.ailment ?? null;
}
