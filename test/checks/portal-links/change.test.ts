import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGE_EN } from '../../../src/checks/portal-links/change-words.en.ts';
import { CHANGE_ES } from '../../../src/checks/portal-links/change-words.es.ts';
import { composeChange } from '../../../src/checks/portal-links/change.ts';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { arbitraryFacts } from '../../support/arbitrary-facts.ts';
import { diagnosisOf } from '../../support/diagnosis-of.ts';
import { ALL_SLOTS, AS_OF_MS, FAILED, event, facts, line, slotAt } from '../../support/portal-links-facts.ts';

const none: readonly number[] = [];
/** A week after the older diagnosis: Thu 31 July 05:31, with the slot of Mon 28 July between them. */
const LATER_MS = AS_OF_MS + 7 * DAY_MS;
const TWO_WEEKS_LATER_MS = AS_OF_MS + 14 * DAY_MS;
const allButLast = ALL_SLOTS.slice(0, 7);
const STAMP_MS = Date.parse('2025-07-24T04:25:18-07:00');

const skipped = facts({ keptSlots: none });
const well = facts();
const phantomAt = (asOfMs: number, stampAtMs: number) =>
  facts({
    asOfMs,
    keptSlots: none,
    provider: { newestLinkAtMs: Date.parse('2023-06-14T15:07:34-07:00'), linkCount: 2 },
    stateAtAsOf: { linkLastSentAtMs: stampAtMs },
  });

interface Case {
  readonly name: string;
  readonly before: PortalLinksFacts;
  readonly after: PortalLinksFacts;
  readonly en: string;
  readonly es: string;
}

const CASES: readonly Case[] = [
  {
    name: 'well again since the one slot between',
    before: skipped,
    after: facts({ asOfMs: LATER_MS, keptSlots: [7] }),
    en: 'was silently-skipped, now on-schedule since Mon 28 July',
    es: 'antes silently-skipped, ahora on-schedule desde el lun 28 de julio',
  },
  {
    name: 'well again since the first of two slots kept between',
    before: skipped,
    after: facts({ asOfMs: TWO_WEEKS_LATER_MS, keptSlots: [6, 7] }),
    en: 'was silently-skipped, now on-schedule since Mon 28 July',
    es: 'antes silently-skipped, ahora on-schedule desde el lun 28 de julio',
  },
  {
    name: 'well again only since the second slot, the first was missed',
    before: skipped,
    after: facts({ asOfMs: TWO_WEEKS_LATER_MS, keptSlots: [7] }),
    en: 'was silently-skipped, now on-schedule since Mon 4 August',
    es: 'antes silently-skipped, ahora on-schedule desde el lun 4 de agosto',
  },
  {
    name: 'newly missed',
    before: well,
    after: facts({ asOfMs: LATER_MS, keptSlots: allButLast }),
    en: 'was on-schedule, now silently-skipped since Mon 28 July',
    es: 'antes on-schedule, ahora silently-skipped desde el lun 28 de julio',
  },
  {
    name: 'another cause of the same slot: no slot since when',
    before: skipped,
    after: facts({
      keptSlots: none,
      sentry: { named: [event('unknown-provider', slotAt(7).atMs + MINUTE_MS)] },
    }),
    en: 'was silently-skipped, now provider-not-resolved',
    es: 'antes silently-skipped, ahora provider-not-resolved',
  },
  {
    name: 'another cause, and a further slot missed',
    before: skipped,
    after: facts({
      asOfMs: LATER_MS,
      keptSlots: none,
      sentry: { named: [event('unknown-provider', slotAt(7, LATER_MS).atMs + MINUTE_MS)] },
    }),
    en: 'was silently-skipped, now provider-not-resolved; the slot of Mon 28 July was missed',
    es: 'antes silently-skipped, ahora provider-not-resolved; se incumplió el envío del lun 28 de julio',
  },
  {
    name: 'switched off: no slot since when',
    before: skipped,
    after: facts({ asOfMs: LATER_MS, keptSlots: none, stateAtAsOf: { linksEnabled: false } }),
    en: 'was silently-skipped, now links-disabled',
    es: 'antes silently-skipped, ahora links-disabled',
  },
  {
    name: 'the database has gone down: nothing is said of slots',
    before: skipped,
    after: facts({ asOfMs: LATER_MS, deliveryReading: FAILED, provider: null }),
    en: 'was silently-skipped, now inconclusive',
    es: 'antes silently-skipped, ahora inconclusive',
  },
  {
    name: 'the database is there again: slots of before are no news',
    before: facts({ deliveryReading: FAILED, provider: null }),
    after: facts({ keptSlots: [7] }),
    en: 'was inconclusive, now on-schedule',
    es: 'antes inconclusive, ahora on-schedule',
  },
  {
    name: 'a slot that was open has been kept meanwhile',
    before: facts({ asOfMs: slotAt(7).atMs + MINUTE_MS, keptSlots: none }),
    after: facts({ keptSlots: [7] }),
    en: 'was silently-skipped, now on-schedule since Mon 21 July',
    es: 'antes silently-skipped, ahora on-schedule desde el lun 21 de julio',
  },
  {
    name: 'one verdict, another state',
    before: facts({ loki: { lines: [line('send-failed', slotAt(7).atMs + HOUR_MS)] } }),
    after: facts({
      loki: {
        lines: ['a', 'b', 'c'].map((letter) =>
          line('send-failed', slotAt(7).atMs + HOUR_MS, { recipient: `${letter}•••@duke.example` }),
        ),
      },
    }),
    en: 'was send-failed (partial), now send-failed (missing)',
    es: 'antes send-failed (parcial), ahora send-failed (sin enlace)',
  },
  {
    name: 'nothing at all',
    before: phantomAt(AS_OF_MS, STAMP_MS),
    after: phantomAt(AS_OF_MS + HOUR_MS, STAMP_MS),
    en: 'still phantom-send, as on Thu 24 July 05:31',
    es: 'sigue phantom-send, como el jue 24 de julio 05:31',
  },
  {
    name: 'the same, but the stamp moved and a further slot was missed',
    before: phantomAt(AS_OF_MS, STAMP_MS),
    after: phantomAt(LATER_MS, LATER_MS - HOUR_MS),
    en: 'still phantom-send, as on Thu 24 July 05:31; the slot of Mon 28 July was missed; the stamp moved to Thu 31 July 04:31',
    es: 'sigue phantom-send, como el jue 24 de julio 05:31; se incumplió el envío del lun 28 de julio; la marca de envío pasó al jue 31 de julio 04:31',
  },
  {
    name: 'the same, with two more slots missed',
    before: skipped,
    after: facts({ asOfMs: TWO_WEEKS_LATER_MS, keptSlots: none }),
    en: 'still silently-skipped, as on Thu 24 July 05:31; 2 slots were missed meanwhile, the last Mon 4 August',
    es: 'sigue silently-skipped, como el jue 24 de julio 05:31; entretanto se incumplieron 2 envíos programados, el último el lun 4 de agosto',
  },
  {
    name: 'the same, with a manual send: its link and stamp are one',
    before: facts({ keptSlots: none, sentry: { named: [event('unknown-provider', slotAt(7).atMs)] } }),
    after: facts({
      asOfMs: AS_OF_MS + DAY_MS,
      keptSlots: none,
      offScheduleLinkAtMs: [AS_OF_MS + HOUR_MS],
      sentry: { named: [event('unknown-provider', slotAt(7).atMs)] },
    }),
    en: 'still provider-not-resolved, as on Thu 24 July 05:31; a link was made off schedule, Thu 24 July 06:31',
    es: 'sigue provider-not-resolved, como el jue 24 de julio 05:31; se creó un enlace fuera de lo programado, el jue 24 de julio 06:31',
  },
  {
    name: 'well in between, and missed again: neither slot is “too”',
    before: skipped,
    after: facts({ asOfMs: TWO_WEEKS_LATER_MS, keptSlots: [6] }),
    en: 'still silently-skipped, as on Thu 24 July 05:31; the slot of Mon 28 July was kept; the slot of Mon 4 August was missed',
    es: 'sigue silently-skipped, como el jue 24 de julio 05:31; se cumplió el envío del lun 28 de julio; se incumplió el envío del lun 4 de agosto',
  },
  {
    name: 'made and not sent: that is proven of the last slot only, though both were kept',
    before: well,
    after: facts({ asOfMs: TWO_WEEKS_LATER_MS, stateAtAsOf: { linkLastSentAtMs: AS_OF_MS + 4 * DAY_MS } }),
    en: 'was on-schedule, now link-not-sent since Mon 4 August',
    es: 'antes on-schedule, ahora link-not-sent desde el lun 4 de agosto',
  },
  {
    name: 'a dashboard that is gone, while the slots were kept: no slot since when',
    before: well,
    after: facts({ asOfMs: LATER_MS, stateAtAsOf: { dashboardId: null } }),
    en: 'was on-schedule, now no-dashboard',
    es: 'antes on-schedule, ahora no-dashboard',
  },
  {
    name: 'known again, and well: it may have been well all the time',
    before: facts({ lokiReading: FAILED, loki: null }),
    after: facts({ asOfMs: LATER_MS }),
    en: 'was inconclusive, now on-schedule',
    es: 'antes inconclusive, ahora on-schedule',
  },
  {
    name: 'known again, and well since the second slot between: the first was missed',
    before: facts({ lokiReading: FAILED, loki: null }),
    after: facts({ asOfMs: TWO_WEEKS_LATER_MS, keptSlots: [7] }),
    en: 'was inconclusive, now on-schedule since Mon 4 August',
    es: 'antes inconclusive, ahora on-schedule desde el lun 4 de agosto',
  },
  {
    name: 'still well',
    before: well,
    after: facts({ asOfMs: LATER_MS }),
    en: 'still on-schedule, as on Thu 24 July 05:31; the slot of Mon 28 July was kept',
    es: 'sigue on-schedule, como el jue 24 de julio 05:31; se cumplió el envío del lun 28 de julio',
  },
];

describe('"Check again" says what has changed', () => {
  it.each(CASES)('$name', ({ before, after, en, es }) => {
    const pair = [diagnosisOf(before), diagnosisOf(after)] as const;
    expect(composeChange(...pair, CHANGE_EN)).toBe(en);
    expect(composeChange(...pair, CHANGE_ES)).toBe(es);
  });

  it('says that the rules have changed: then the provider may not have', () => {
    const [before, after] = [diagnosisOf(well, { rulesVersion: 1 }), diagnosisOf(well, { rulesVersion: 2 })];
    expect(composeChange(before, after, CHANGE_EN)).toBe(
      'still on-schedule, as on Thu 24 July 05:31; rules 1 → 2',
    );
    expect(composeChange(diagnosisOf(skipped, { rulesVersion: 1 }), after, CHANGE_EN)).toMatch(
      /^was silently-skipped, now on-schedule.*; rules 1 → 2$/,
    );
  });

  it('says that what was likely is confirmed now', () => {
    const named = (atMs: number) =>
      facts({ keptSlots: none, sentry: { named: [event('upstream-error', atMs)] } });
    const before = diagnosisOf(named(slotAt(6).atMs + MINUTE_MS));
    const after = diagnosisOf(named(slotAt(7).atMs + MINUTE_MS));
    expect(composeChange(before, after, CHANGE_EN)).toBe(
      'still upstream-error, as on Thu 24 July 05:31; now confirmed',
    );
    expect(composeChange(after, before, CHANGE_EN)).toMatch(/; no longer confirmed$/);
  });

  it('names the days in the schedule’s zone, not in the bot’s', () => {
    const late = Date.parse('2025-07-24T23:30:00-07:00');
    const change = composeChange(
      diagnosisOf(facts({ asOfMs: late })),
      diagnosisOf(facts({ asOfMs: late + HOUR_MS })),
      CHANGE_EN,
    );
    expect(change).toBe('still on-schedule, as on Thu 24 July 23:30');
  });

  it('is one line, whatever the diagnoses', () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryFacts, (one, other) => {
        const pair = [diagnosisOf(one), diagnosisOf(other)].sort((a, b) => a.asOfMs - b.asOfMs);
        const [before, after] = pair;
        if (before === undefined || after === undefined) throw new Error('two diagnoses are compared');
        for (const words of [CHANGE_EN, CHANGE_ES]) {
          const change = composeChange(before, after, words);
          expect(change).toContain(after.verdict.code);
          expect(change).not.toContain('\n');
          expect(change.length).toBeLessThanOrEqual(400);
        }
      }),
    );
  });
});
