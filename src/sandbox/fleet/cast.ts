import type { Ailment, Spell } from './ailments.ts';
import type { Cadence, Week } from '../weeks/calendar.ts';

/** A provider with a part to play, so that every verdict occurs, and every week brings news. What is left out is as with anybody else. */
export interface Part {
  readonly cadence?: Cadence;
  readonly spells?: readonly Spell[];
  readonly isConfigured?: false;
  /** From before the run of this week on, nobody wants links any more; `always`: nobody ever did. */
  readonly linksOffFrom?: Week | 'always';
  readonly hasDashboard?: false;
  readonly hasVerifiedRecipients?: false;
  /** Active care plans above the threshold. */
  readonly carePlansToSpare?: number;
  /** After the last run before the sandbox begins. */
  readonly isNew?: true;
}

/** How many make an outage of the biweekly run: not a handful. */
const BIWEEKLY_PROVIDERS = 12;

/** In week 0 each verdict occurs that can; in every later week somebody recovers, and somebody else is new. */
export const CAST: readonly Part[] = [
  // For weeks, and nobody mends it.
  { spells: [ails('not-resolved', -3, null)] },
  { spells: [ails('phantom-send', -2, null)] },
  { spells: [ails('skipped', -8, null)] },

  // Recovers in the first week that passes.
  { spells: [ails('recipients-disagree', 0, 1)] },
  { spells: [ails('link-creation-failed', -5, 1)] },
  { spells: [ails('duplicate-attempt', -1, 1)] },
  // Once in two weeks, and the run of the second but last week did not take place: an outage until the next one.
  ...Array.from({ length: BIWEEKLY_PROVIDERS }, (): Part => ({
    cadence: 'biweekly',
    spells: [ails('skipped', -1, 1)],
  })),

  // Recovers in the second week, or in the third.
  { spells: [ails('upstream-error', -1, 2)] },
  { spells: [ails('sends-failed-without-link', 0, 2)] },
  { spells: [ails('link-not-sent', 0, 2)] },
  { spells: [ails('sent-by-hand', -4, 3)] },
  // Too close to its threshold for anybody to know why it was skipped.
  { spells: [ails('skipped', -2, 3)], carePlansToSpare: 1 },

  // Gets worse, and gets better.
  { spells: [ails('some-sends-failed', 0, 1), ails('all-sends-failed', 1, 3)] },
  { spells: [ails('all-sends-failed', 0, 1), ails('some-sends-failed', 1, 2)] },

  // New in the first week that passes.
  { spells: [ails('not-resolved', 1, 4)] },

  // Missing, until nobody expects anything any more.
  { spells: [ails('skipped', -1, null)], linksOffFrom: 1 },

  // Nothing is expected, or not yet, or nobody knows what.
  { linksOffFrom: 'always' },
  { hasVerifiedRecipients: false },
  { carePlansToSpare: -2 },
  { hasDashboard: false },
  { isNew: true },
  { cadence: 'monthly' },
  { isConfigured: false },

  // They take turns ever after: each week another one falls ill, for two weeks, and is then well for four.
  { spells: takesTurns('upstream-error', 1) },
  { spells: takesTurns('link-creation-failed', 2) },
  { spells: takesTurns('recipients-disagree', 3) },
  { spells: takesTurns('sends-failed-without-link', 4) },
  { spells: takesTurns('not-resolved', 5) },
  { spells: takesTurns('duplicate-attempt', 6) },
];

/** For a year: nobody lets more weeks pass. */
function takesTurns(ailment: Ailment, firstWeek: Week): readonly Spell[] {
  return Array.from({ length: 9 }, (_, index) => firstWeek + 6 * index).map((week) =>
    ails(ailment, week, week + 2),
  );
}

function ails(ailment: Ailment, fromWeek: Week, untilWeek: Week | null): Spell {
  return { ailment, fromWeek, untilWeek };
}
