import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyDiagnosis } from '../../../src/checks/check.ts';
import type { PortalLinksFacts } from '../../../src/checks/portal-links/facts.ts';
import { MOST_ALT_CHARACTERS } from '../../../src/checks/portal-links/timeline-alt-text.ts';
import { TIMELINE_EN } from '../../../src/checks/portal-links/timeline-words.en.ts';
import { TIMELINE_ES } from '../../../src/checks/portal-links/timeline-words.es.ts';
import { composeTimeline } from '../../../src/checks/portal-links/timeline.ts';
import { deriveView } from '../../../src/checks/portal-links/view.ts';
import type { SeenValue } from '../../../src/checks/report.ts';
import type { Timeline, TimelineLane } from '../../../src/checks/timeline.ts';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { terminalAsker } from '../../../src/terminal/session.ts';
import { arbitraryFacts } from '../../support/arbitrary-facts.ts';
import { startCase001, type Case001 } from '../../support/case-001.ts';
import {
  AS_OF_MS,
  event,
  FAILED,
  facts,
  line,
  NOT_CONFIGURED,
  slotAt,
  slotsAt,
  SUBJECT_ID,
  TRUNCATED,
  WEEKLY,
  type FactsChange,
} from '../../support/portal-links-facts.ts';

const at = (text: string): number => Date.parse(text);

function diagnosisOf(given: PortalLinksFacts): Diagnosis<PortalLinksFacts> {
  return {
    id: 'd-1',
    checkId: 'portal-links',
    subjectId: SUBJECT_ID,
    asOfMs: given.asOfMs,
    madeAtMs: given.asOfMs,
    rulesVersion: 1,
    verdict: { code: 'on-schedule', row: 21, state: 'on-schedule', confidence: 'confirmed' },
    findings: [],
    sideFindings: [],
    readings: [],
    facts: given,
    asker: terminalAsker(),
    requestId: 'r-1',
  };
}

/** The timeline of a provider that is well, changed; throws where there is none. */
function timelineOf(change: FactsChange = {}, seen: readonly SeenValue[] = []): Timeline {
  const timeline = composeTimeline(diagnosisOf(facts(change)), seen, 'en');
  if (timeline === null) throw new Error('there is no timeline');
  return timeline;
}

function laneOf({ lanes }: Timeline, label: string): TimelineLane {
  const lane = lanes.find((candidate) => candidate.label === label);
  if (lane === undefined) throw new Error(`no lane ${label}`);
  return lane;
}

const stampSeen = (stampAtMs: number | null, seenAtMs: number): SeenValue => ({
  field: 'linkLastSentAtMs',
  value: JSON.stringify(stampAtMs),
  seenAtMs,
});

const meanings = (lane: TimelineLane): readonly string[] => lane.marks.map(({ meaning }) => meaning);

describe('the timeline of case 001', () => {
  const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';
  const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
  let running: Case001;
  let diagnoses: readonly AnyDiagnosis[];

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    const { first } = running.assembly.investigate({
      checkId: 'portal-links',
      subjectIds: [MEMORIAL, DUKE],
      asOfMs: null,
      windowMs: null,
      asker: terminalAsker(),
      requestId: 'timeline',
    });
    diagnoses = await first;
  });
  afterAll(() => running.stop());

  const textOf = (id: string, locale: 'en' | 'es'): string => {
    const diagnosis = diagnoses.find(({ subjectId }) => subjectId === id);
    if (diagnosis === undefined) throw new Error(`no diagnosis of ${id}`);
    const timeline = running.assembly.checks[0].words(locale).timeline(diagnosis, []);
    return timeline?.altText ?? 'none';
  };

  it('tells of Memorial that eight runs were missed, and that the stamp moved without a link', () => {
    expect(textOf(MEMORIAL, 'en')).toBe(
      [
        'Timeline of Memorial Healthcare System (South Florida) · clinic · 91de8e85, 2 June 10:50 to 24 July 05:31, times in America/Los_Angeles.',
        'Runs: missed 2 June 11:00, 9 June 11:00, 16 June 11:00, 23 June 11:00, 30 June 11:00, 7 July 11:00, 14 July 11:00, 21 July 11:00.',
        'Links: none.',
        'Stamp: stamp moved 24 July 04:25 (only as the bot has seen it).',
        'Sentry: none seen (99 events read without an id).',
        'Loki: none seen (seen from 24 June 00:00 on).',
      ].join(' '),
    );
  });

  it('tells of Duke the one link, off schedule, and the event half an hour after the run', () => {
    expect(textOf(DUKE, 'en')).toContain(
      'Links: link off schedule 8 July 08:42. Stamp: stamp moved 8 July 08:42 (only as the bot has seen it). Sentry: event naming it 21 July 11:31 (99 events read without an id).',
    );
  });

  it('tells the same in Spanish', () => {
    const text = textOf(DUKE, 'es');
    expect(text).toMatch(/^Línea de tiempo de Duke Health \(DUK\) Charlotte · /);
    expect(text).toContain('Envíos previstos: incumplido 2 de junio 11:00, ');
    expect(text).toContain('Enlaces: enlace fuera de lo programado 8 de julio 08:42.');
    expect(text).not.toMatch(/\b(?:June|July|missed|none|seen)\b/);
  });
});

describe('the runs and the links', () => {
  it('each slot stands at its planned instant, and says what became of it', () => {
    const asOfMs = at('2025-07-21T11:30:00-07:00');
    const timeline = timelineOf({
      asOfMs,
      keptSlots: [2, 3, 5],
      provider: { enrolledAtMs: slotAt(1, asOfMs).atMs - HOUR_MS },
    });
    const runs = laneOf(timeline, 'Runs');
    expect(runs.marks.map(({ atMs }) => atMs)).toEqual(slotsAt(asOfMs).map(({ atMs }) => atMs));
    expect(timeline.ticks).toEqual(runs.marks.map(({ atMs }) => atMs));
    expect(meanings(runs)).toEqual([
      'before enrolment',
      'missed',
      'kept',
      'kept',
      'missed',
      'kept',
      'missed',
      'open, nothing yet',
    ]);
  });

  it('a run whose window is open with a failure is not drawn as one that is merely open', () => {
    const asOfMs = at('2025-07-21T11:30:00-07:00');
    const named = [event('upstream-error', at('2025-07-21T11:05:00-07:00'))];
    const runs = laneOf(timelineOf({ asOfMs, keptSlots: [], sentry: { named } }), 'Runs');
    expect(runs.marks.at(-1)).toMatchObject({ meaning: 'open, failing', tone: 'bad' });
  });

  it('a run that is planned minutes after as-of is on the axis', () => {
    const asOfMs = at('2025-07-21T10:52:00-07:00');
    const timeline = timelineOf({ asOfMs, keptSlots: [] });
    expect(laneOf(timeline, 'Runs').marks.at(-1)?.atMs).toBe(at('2025-07-21T11:00:00-07:00'));
    expect(timeline.untilMs).toBe(at('2025-07-21T11:00:00-07:00'));
    expect(timeline.asOf).toEqual({ atMs: asOfMs, label: 'as of Mon 21 July 10:52' });
  });

  it('links on and off schedule can be told apart', () => {
    const offAtMs = slotAt(6).atMs + DAY_MS;
    const links = laneOf(timelineOf({ keptSlots: [6], offScheduleLinkAtMs: [offAtMs] }), 'Links');
    expect(links.marks).toEqual([
      { atMs: slotAt(6).atMs + 4 * MINUTE_MS, meaning: 'link on schedule', tone: 'good', shape: 'diamond' },
      { atMs: offAtMs, meaning: 'link off schedule', tone: 'neutral', shape: 'hollow-diamond' },
    ]);
  });

  it.each([
    ['in spring', '2025-03-12T12:00:00-07:00', '3 March 11:00, 10 March 11:00'],
    ['in autumn', '2025-11-05T12:00:00-08:00', '27 October 11:00, 3 November 11:00'],
  ])('runs keep their hour across the change of clocks %s', (_, asOf, told) => {
    expect(timelineOf({ asOfMs: at(asOf) }).altText).toContain(told);
  });

  it('a run whose window has closed is not called open where the rows do not reach that far', () => {
    const freshUntilMs = slotAt(7).atMs - DAY_MS;
    const named = [event('upstream-error', slotAt(7).atMs + MINUTE_MS)];
    for (const change of [{}, { sentry: { named } }]) {
      const timeline = timelineOf({
        ...change,
        keptSlots: [6],
        deliveryReading: { ...TRUNCATED, freshUntilMs },
      });
      expect(laneOf(timeline, 'Runs').marks.at(-1)).toMatchObject({ meaning: 'not seen yet', tone: 'open' });
    }
  });

  it('where no link is due as things are, a slot without one is not called missed', () => {
    const given = diagnosisOf(facts({ keptSlots: [2], stateAtAsOf: { linksEnabled: false } }));
    const verdict = {
      code: 'links-disabled',
      row: 3,
      state: 'not-expected',
      confidence: 'confirmed',
    } as const;
    const timeline = composeTimeline({ ...given, verdict }, [], 'en');
    const [runs] = timeline?.lanes ?? [];
    expect(runs?.marks.map(({ meaning }) => meaning)).toEqual(
      slotsAt().map((_, index) => (index === 2 ? 'kept' : 'no link')),
    );
    expect(runs?.note).toBe('if one was due is not known');
    expect(timeline?.altText).not.toContain('missed');
  });

  it('a lagging replica leaves the end of the rows unseen', () => {
    const freshUntilMs = AS_OF_MS - 3 * HOUR_MS;
    const timeline = timelineOf({ deliveryReading: { ...TRUNCATED, freshUntilMs } });
    for (const label of ['Runs', 'Links', 'Stamp']) {
      expect(laneOf(timeline, label).unseen.at(-1)).toEqual({ fromMs: freshUntilMs, untilMs: AS_OF_MS });
      expect(laneOf(timeline, label).note).toContain('rows only until 24 July 02:31');
    }
  });
});

describe('the stamp, of which only the last one stands anywhere', () => {
  const stampAtMs = AS_OF_MS - 2 * DAY_MS;
  const stateAtAsOf = { linkLastSentAtMs: stampAtMs };
  const axisFromMs = slotAt(0).opensAtMs;
  const stampLane = (seen: readonly SeenValue[], change: FactsChange = { stateAtAsOf }) =>
    laneOf(timelineOf(change, seen), 'Stamp');

  it('what stood there before it moved is not known', () => {
    const lane = stampLane([]);
    expect(lane.marks.map(({ atMs }) => atMs)).toEqual([stampAtMs]);
    expect(lane.note).toBe('only as the bot has seen it');
    expect(lane.unseen).toEqual([{ fromMs: axisFromMs, untilMs: stampAtMs }]);
  });

  it('each value that the bot has seen is a move, once; between a look and the next move nothing is known', () => {
    const firstAtMs = AS_OF_MS - 20 * DAY_MS;
    const lookedAtMs = AS_OF_MS - 15 * DAY_MS;
    const lane = stampLane([stampSeen(firstAtMs, lookedAtMs), stampSeen(stampAtMs, AS_OF_MS - DAY_MS)]);
    expect(lane.marks.map(({ atMs }) => atMs)).toEqual([firstAtMs, stampAtMs]);
    expect(lane.unseen).toEqual([
      { fromMs: axisFromMs, untilMs: firstAtMs },
      { fromMs: lookedAtMs, untilMs: stampAtMs },
    ]);
  });

  it('that never moved is known of all the time', () => {
    const lane = stampLane([], { stateAtAsOf: { linkLastSentAtMs: null } });
    expect(lane).toMatchObject({ marks: [], unseen: [], note: 'only as the bot has seen it' });
  });

  it('that moved after as-of is not known at as-of', () => {
    const lookedAtMs = AS_OF_MS - 15 * DAY_MS;
    const lane = stampLane([stampSeen(null, lookedAtMs)], {
      stateAtAsOf: { stampKnown: false, linkLastSentAtMs: null },
    });
    expect(lane.unseen).toEqual([{ fromMs: lookedAtMs, untilMs: AS_OF_MS }]);
  });

  it('seen after as-of, or of another field, is left out', () => {
    const other = { field: 'cadence', value: '"weekly"', seenAtMs: AS_OF_MS - DAY_MS };
    const later = stampSeen(AS_OF_MS - 9 * DAY_MS, AS_OF_MS + DAY_MS);
    expect(stampLane([other, later])).toEqual(stampLane([]));
  });

  it('that was kept in another shape is an error, and no empty lane', () => {
    const broken = { field: 'linkLastSentAtMs', value: '"soon"', seenAtMs: AS_OF_MS - DAY_MS };
    expect(() => timelineOf({}, [broken])).toThrow(/expected number/i);
  });
});

describe('a source that does not see everything never looks like one that saw nothing', () => {
  const whole = [{ fromMs: slotAt(0).opensAtMs, untilMs: AS_OF_MS }];

  it.each([
    ['failed', { lokiReading: FAILED, loki: null }, 'failed: nothing is known'],
    ['is not configured', { lokiReading: NOT_CONFIGURED, loki: null }, 'not configured'],
    ['was cut off', { lokiReading: TRUNCATED }, 'incomplete: more may be there'],
    ['does not tell its reach', { lokiReading: { reachFromMs: null } }, 'no telling how far it sees'],
  ])('Loki %s', (_, change, note) => {
    const timeline = timelineOf(change);
    expect(laneOf(timeline, 'Loki')).toEqual({ label: 'Loki', marks: [], note, unseen: whole });
    expect(timeline.altText).toContain(`Loki: none seen (${note}).`);
  });

  it('Sentry failed', () => {
    const lane = laneOf(timelineOf({ sentryReading: FAILED, sentry: null }), 'Sentry');
    expect(lane).toMatchObject({ note: 'failed: nothing is known', unseen: whole });
  });

  it('Loki reaches back to half of the axis', () => {
    const reachFromMs = at('2025-06-24T00:00:00-07:00');
    expect(laneOf(timelineOf({ lokiReading: { reachFromMs } }), 'Loki')).toMatchObject({
      note: 'seen from 24 June 00:00 on',
      unseen: [{ fromMs: slotAt(0).opensAtMs, untilMs: reachFromMs }],
    });
  });

  it('only a short window was asked for', () => {
    const fromMs = AS_OF_MS - DAY_MS;
    const lane = laneOf(
      timelineOf({ sentryReading: { window: { fromMs, untilMs: AS_OF_MS + 1 } } }),
      'Sentry',
    );
    expect(lane.unseen).toEqual([{ fromMs: slotAt(0).opensAtMs, untilMs: fromMs }]);
  });

  it('Loki’s newest line is older than the last run', () => {
    const freshUntilMs = slotAt(7).atMs - DAY_MS;
    expect(laneOf(timelineOf({ lokiReading: { freshUntilMs } }), 'Loki')).toMatchObject({
      note: 'nothing newer than 20 July 11:00',
      unseen: [{ fromMs: freshUntilMs, untilMs: AS_OF_MS }],
    });
  });

  it('an app wrote nothing at the last run', () => {
    const { opensAtMs, closesAtMs } = slotAt(7);
    const logging = [
      {
        window: { fromMs: opensAtMs, untilMs: closesAtMs },
        lineCountByApp: { edge: 3 },
        runLineCount: null,
      },
    ];
    expect(laneOf(timelineOf({ loki: { logging } }), 'Loki')).toMatchObject({
      note: 'an app was silent at 21 July',
      unseen: [{ fromMs: opensAtMs, untilMs: closesAtMs }],
    });
  });

  it('Loki and Sentry have seen nothing for days since the last run, or nothing at all', () => {
    const freshUntilMs = AS_OF_MS - 2 * DAY_MS;
    const stale = timelineOf({ lokiReading: { freshUntilMs }, sentryReading: { freshUntilMs: null } });
    expect(laneOf(stale, 'Loki')).toMatchObject({
      note: 'nothing newer than 22 July 05:31',
      unseen: [{ fromMs: freshUntilMs, untilMs: AS_OF_MS }],
    });
    expect(laneOf(stale, 'Sentry')).toMatchObject({ note: 'has seen nothing at all', unseen: whole });
  });

  it('nor without any slot to judge them by', () => {
    const timeline = timelineOf({
      keptSlots: [7],
      cadence: { status: 'unknown', value: 'hourly', timeZone: WEEKLY.timeZone },
      lokiReading: { freshUntilMs: AS_OF_MS - 20 * DAY_MS },
    });
    expect(laneOf(timeline, 'Loki')).toMatchObject({ note: 'nothing newer than 4 July 05:31' });
  });

  it('an app wrote nothing at earlier runs', () => {
    const logging = slotsAt().map(({ opensAtMs, closesAtMs }, index) => ({
      window: { fromMs: opensAtMs, untilMs: closesAtMs },
      lineCountByApp: { 'backend-sidekiq-worker': 26, edge: index === 3 || index === 5 ? 0 : 13 },
      runLineCount: null,
    }));
    expect(laneOf(timelineOf({ loki: { logging } }), 'Loki')).toMatchObject({
      note: 'an app was silent at 2 runs',
      unseen: [slotAt(3), slotAt(5)].map(({ opensAtMs, closesAtMs }) => ({
        fromMs: opensAtMs,
        untilMs: closesAtMs,
      })),
    });
  });

  it('whether the apps were logging at the last run was not counted', () => {
    expect(laneOf(timelineOf({ loki: { logging: [] } }), 'Loki')).toMatchObject({
      note: 'last run’s logging not counted',
      unseen: [{ fromMs: slotAt(7).opensAtMs, untilMs: slotAt(7).closesAtMs }],
    });
  });

  it('events and lines may be its own, and carry nothing that tells', () => {
    const unattributable = [
      {
        issueId: '28817',
        kind: 'upstream-error' as const,
        watched: 'PortalEmailUpstreamError',
        eventsRead: 3,
        withoutIdAtMs: [AS_OF_MS - DAY_MS, AS_OF_MS - HOUR_MS, slotAt(0).opensAtMs - DAY_MS],
        totalEvents: 2_700,
        url: 'https://sentry.example/issues/28817/',
      },
    ];
    const lines = [line('send-failed', AS_OF_MS - DAY_MS, { belongs: 'nobody' })];
    const { altText } = timelineOf({ sentry: { unattributable }, loki: { lines } });
    expect(altText).toContain('Sentry: none seen (2 events read without an id).');
    expect(altText).toContain('Loki: none seen (1 line, whose is not known).');
  });

  it('all of them see everything', () => {
    const timeline = timelineOf();
    for (const label of ['Runs', 'Links', 'Sentry', 'Loki']) {
      expect(laneOf(timeline, label)).toMatchObject({ note: null, unseen: [] });
    }
    expect(timeline.altText).toContain('Sentry: none. Loki: none.');
  });
});

describe('failures', () => {
  it('lines of this provider, and those that fit others too, are told apart; what is somebody else’s is left out', () => {
    const atMs = slotAt(7).atMs + MINUTE_MS;
    const lines = [
      line('send-failed', atMs),
      line('send-failed', atMs - DAY_MS, { belongs: 'shared-with-subject' }),
      line('send-failed', atMs, { belongs: 'shared' }),
      line('send-failed', atMs, { belongs: 'nobody' }),
    ];
    expect(laneOf(timelineOf({ loki: { lines } }), 'Loki').marks).toMatchObject([
      { atMs: atMs - DAY_MS, meaning: 'line that fits others too', tone: 'neutral' },
      { atMs, meaning: 'failure line', tone: 'bad' },
    ]);
  });

  it('so many that the text would be too long are counted, the newest told, and no run is left out', () => {
    const lines = Array.from({ length: 200 }, (_, minute) =>
      line('send-failed', slotAt(7).atMs + minute * MINUTE_MS),
    );
    const { altText, lanes } = timelineOf({ keptSlots: [], loki: { lines } });
    expect(altText.length).toBeLessThanOrEqual(MOST_ALT_CHARACTERS);
    expect(altText.length).toBeGreaterThan(MOST_ALT_CHARACTERS - 50);
    const [, untold = '', told = ''] = /failure line (\d+) more before, (.*)\.$/.exec(altText) ?? [];
    expect(Number(untold) + told.split(', ').length).toBe(200);
    expect(told).toMatch(/21 July 14:19$/);
    expect(altText.match(/missed (.*?)\./)?.[1]?.split(', ')).toHaveLength(8);
    expect(lanes.at(-1)?.marks).toHaveLength(200);
  });
});

describe('without a ledger', () => {
  it('an unknown id shows the failures that name it', () => {
    const atMs = AS_OF_MS - DAY_MS;
    const timeline = timelineOf({ provider: null, sentry: { named: [event('unknown-provider', atMs)] } });
    expect(timeline.title).toBe('b8608be4');
    expect(timeline.ticks).toEqual([]);
    expect(timeline.fromMs).toBe(slotAt(0).opensAtMs);
    expect(laneOf(timeline, 'Sentry').marks).toHaveLength(1);
    expect(laneOf(timeline, 'Runs')).toMatchObject({ marks: [], note: 'no such provider' });
  });

  it('a database that failed is said in each lane that rests on it, and lines are nobody’s', () => {
    const timeline = timelineOf({
      provider: null,
      deliveryReading: FAILED,
      sentry: { named: [event('upstream-error', AS_OF_MS - DAY_MS)] },
      loki: { seen: { 'link-creation-failed': 1, 'send-failed': 2 } },
    });
    for (const label of ['Runs', 'Links', 'Stamp']) {
      expect(laneOf(timeline, label).note).toBe('failed: nothing is known');
    }
    expect(laneOf(timeline, 'Loki').note).toBe('3 lines, whose is not known');
  });

  it('links of a provider whose schedule is not known are neither on nor off it', () => {
    const timeline = timelineOf({
      keptSlots: [7],
      cadence: { status: 'unknown', value: 'hourly', timeZone: WEEKLY.timeZone },
    });
    expect(meanings(laneOf(timeline, 'Links'))).toEqual(['link']);
    expect(laneOf(timeline, 'Runs').note).toBe('the schedule is not known');
  });

  it('there is no picture where nothing is to be drawn', () => {
    const nothing = diagnosisOf(facts({ provider: null, lokiReading: FAILED, loki: null }));
    expect(composeTimeline(nothing, [], 'en')).toBeNull();
  });
});

describe('laws', () => {
  const given = fc.record({
    facts: arbitraryFacts,
    name: fc.string({ maxLength: 300, unit: 'grapheme' }),
    looks: fc.array(fc.tuple(fc.integer({ min: -70, max: 5 }), fc.integer({ min: -70, max: 5 }))),
    locale: fc.constantFrom('en' as const, 'es' as const),
  });
  const drawn = fc
    .tuple(given, fc.nat({ max: 60 }))
    .map(([{ facts: arbitrary, name, looks, locale }, lines]) => {
      const { asOfMs, provider, loki } = arbitrary;
      const more = Array.from({ length: lines }, (_, minute) =>
        line('link-creation-failed', asOfMs - minute * HOUR_MS),
      );
      const all: PortalLinksFacts = {
        ...arbitrary,
        provider: provider === null ? null : { ...provider, name },
        loki: loki === null ? null : { ...loki, lines: [...loki.lines, ...more] },
      };
      const seen = looks.map(([stamp, look]) => stampSeen(asOfMs + stamp * DAY_MS, asOfMs + look * DAY_MS));
      return { facts: all, locale, timeline: composeTimeline(diagnosisOf(all), seen, locale) };
    });

  it('nothing but a planned run is later than as-of, and all is on the axis', () => {
    fc.assert(
      fc.property(drawn, ({ timeline, facts: { asOfMs } }) => {
        for (const [index, lane] of (timeline?.lanes ?? []).entries()) {
          for (const { atMs } of lane.marks) {
            expect(atMs).toBeGreaterThanOrEqual(timeline?.fromMs ?? 0);
            expect(atMs).toBeLessThanOrEqual(index === 0 ? (timeline?.untilMs ?? 0) : asOfMs);
          }
          for (const { fromMs, untilMs } of lane.unseen) {
            expect(fromMs).toBeGreaterThanOrEqual(timeline?.fromMs ?? 0);
            expect(untilMs).toBeLessThanOrEqual(asOfMs);
            expect(fromMs).toBeLessThan(untilMs);
          }
        }
        expect((timeline?.untilMs ?? asOfMs) - asOfMs).toBeLessThanOrEqual(WEEKLY.clockSkewMs);
      }),
    );
  });

  it('the text has at most 1,000 characters and names every lane with its note', () => {
    fc.assert(
      fc.property(drawn, ({ timeline }) => {
        expect(timeline?.altText.length ?? 0).toBeLessThanOrEqual(MOST_ALT_CHARACTERS);
        for (const { label, note } of timeline?.lanes ?? []) {
          expect(timeline?.altText).toContain(` ${label}: `);
          expect(timeline?.altText).toContain(note ?? '');
        }
      }),
    );
  });

  it('each missed slot is drawn as missed, and stands in the text', () => {
    fc.assert(
      fc.property(drawn, ({ timeline, locale, facts: all }) => {
        const { slots } = locale === 'en' ? TIMELINE_EN : TIMELINE_ES;
        const missed = deriveView(all).ledger.filter(({ status }) => status === 'missed');
        const marks = timeline?.lanes[0]?.marks.filter(({ meaning }) => meaning === slots.missed);
        expect(marks?.map(({ atMs }) => atMs) ?? []).toEqual(missed.map(({ atMs }) => atMs));
        const [, told] =
          new RegExp(`: (?:.*?; )?${slots.missed} (.*?)(?:[;.]| \\()`).exec(timeline?.altText ?? '') ?? [];
        expect(told?.split(', ') ?? []).toHaveLength(missed.length);
      }),
    );
  });

  it('a lane without a note rests on a source that answered in full, and sees all of the axis', () => {
    fc.assert(
      fc.property(drawn, ({ timeline, facts: { readings } }) => {
        const { delivery, sentry, loki } = readings;
        const needed = [delivery, delivery, delivery, sentry, loki];
        const complete = (timeline?.lanes ?? []).flatMap(({ note, unseen }, index) =>
          note === null ? [{ status: needed[index]?.status, unseen }] : [],
        );
        expect(complete).toEqual(complete.map(() => ({ status: 'ok', unseen: [] })));
      }),
    );
  });
});
