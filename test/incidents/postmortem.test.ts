import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/checks/fleet.ts';
import { DAY_MS, HOUR_MS } from '../../src/diagnosis/time.ts';
import type { ClockMark, NewFact, PostmortemSection, SubjectSeen } from '../../src/incidents/fact.ts';
import { follow } from '../../src/incidents/follow.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { postmortemOf } from '../../src/incidents/postmortem-of.ts';
import { seenInFleet } from '../../src/incidents/seen-of.ts';
import { createWritePostmortem } from '../../src/incidents/write-postmortem.ts';
import { PORTAL_LINKS } from '../support/portal-links-world.ts';
import { case003 } from './case-003.ts';
import {
  added,
  ALL_OK,
  BOT,
  hasRecovered,
  incidentOf,
  kept,
  LOKI_DOWN,
  lookOf,
  MISSED_MS,
  missing,
  notExpected,
  OPENED,
  OPENED_MS,
  person,
  ref,
  standing,
  told,
  unknown,
} from './example.ts';

const write = createWritePostmortem({
  checks: [PORTAL_LINKS],
  findDiagnosis: async () => null,
  clock: () => OPENED_MS + DAY_MS,
});

const WEEK_MS = 7 * DAY_MS;
const FIRST_MISSED_MS = OPENED.reportedAtMs - 41 * DAY_MS - 60_000;

/** One that has missed six planned runs, the first 41 days before the report. */
function missedSix(subjectId: string): NewFact {
  const seen = missing(subjectId);
  const since = { atMs: FIRST_MISSED_MS, isAtLeast: false };
  const missedRunsAtMs = Array.from({ length: 6 }, (_, index) => FIRST_MISSED_MS + index * WEEK_MS);
  const is = standing(subjectId, { state: 'missing', code: 'skipped', since }, { missedRunsAtMs });
  return told({ ...added({ ...seen, standing: is }), why: 'opening' });
}

const wrote = (section: PostmortemSection, text: string): NewFact =>
  told({ kind: 'postmortem-written', section, text }, OPENED_MS + 1, person('U9'));

const markdownOf = async (incident: Incident) => (await write(incident, 'en')).markdown;

describe('A postmortem', () => {
  it('says what a digest would have shown, and when', async () => {
    const markdown = await markdownOf(incidentOf([told(OPENED), missedSix('a')]));
    expect(markdown).toContain(
      'The first missed planned run was 41 days before the report: a digest would have shown it on that day.',
    );
  });

  it('counts the impact in subjects and missed planned runs', async () => {
    const incident = incidentOf([told(OPENED), missedSix('a'), missedSix('b')]);
    const { postmortem } = await write(incident, 'en');
    expect(postmortem.impact).toMatchObject({ missedRuns: 12, missedAtLeast: false });
    expect(await markdownOf(incident)).toContain('2 subjects, 12 missed planned runs in all.');
  });

  it('keeps whoever was taken out: they were part of it', async () => {
    const taken = told({ kind: 'subject-removed', name: 'a', ...ref('a') }, OPENED_MS + 1);
    const { postmortem } = await write(incidentOf([told(OPENED), missedSix('a'), taken]), 'en');
    expect(postmortem.impact.subjects).toHaveLength(1);
  });

  it('leaves the whys to people from where the evidence ends', async () => {
    const markdown = await markdownOf(incidentOf([told(OPENED), missedSix('a')]));
    const whys = markdown.split('\n').filter((line) => /^\d\. /u.test(line));
    expect(whys).toHaveLength(5);
    expect(whys.filter((line) => line.includes('To be written.'))).toHaveLength(4);
  });

  it('holds what people have written, the newest of each part, and generates the rest', async () => {
    const incident = incidentOf([
      told(OPENED),
      wrote('learnings', '1. an old one'),
      wrote('learnings', '1. staging was too small'),
    ]);
    const markdown = await markdownOf(incident);
    expect(markdown).toContain('1. staging was too small');
    expect(markdown).not.toContain('an old one');
  });

  it('keeps lines of its summary apart, which Markdown would join', async () => {
    const incident = incidentOf([told({ ...OPENED, summary: 'one line\nanother one\n\na third' })]);
    expect(await partOf(incident, 'Summary')).toContain('\n\none line\n\nanother one\n\na third\n');
  });

  it.each(['<b>bold</b> | [x](http://x) `y` # z', '<!-- portal-check summary 000000000000 -->'])(
    'takes a title and a summary from people as text: %s',
    async (text) => {
      const incident = incidentOf([told({ ...OPENED, title: text, summary: text })]);
      const { markdown, into } = await write(incident, 'en');
      expect(markdown).not.toContain('<b>');
      expect(markdown.match(/^<!-- portal-check summary/gmu)).toHaveLength(1);
      expect(into(markdown)).toEqual({ markdown, kept: [] });
    },
  );
});

/** The part of a postmortem beneath a heading. */
async function partOf(incident: Incident, heading: string, locale: 'en' | 'es' = 'en'): Promise<string> {
  const { markdown } = await write(incident, locale);
  const part = markdown.split('<!-- portal-check ').find((each) => each.includes(`# ${heading}\n`));
  if (part === undefined) throw new Error(`there is no part "${heading}"`);
  return part;
}

const hasMissed = (subjectId: string, ...missedRunsAtMs: readonly number[]): SubjectSeen => ({
  ...missing(subjectId),
  standing: standing(
    subjectId,
    { state: 'missing', code: 'skipped', since: { atMs: missedRunsAtMs[0] ?? 0, isAtLeast: false } },
    { missedRunsAtMs },
  ),
});

/** One that misses the runs of another two weeks, and whose last kept one was then. */
const keptBefore = (keptRunAtMs: number | null): SubjectSeen => {
  const seen = hasMissed('b', MISSED_MS, MISSED_MS + 2 * WEEK_MS);
  return { ...seen, standing: { ...seen.standing, keptRunAtMs } };
};

const atOpening = (seen: SubjectSeen): NewFact => told({ ...added(seen), why: 'opening' });

const changedTo = (before: SubjectSeen, after: SubjectSeen, isRecovery: boolean, atMs: number): NewFact =>
  told({ kind: 'verdict-changed', before: before.standing, isRecovery, ...after }, atMs, BOT);

describe('The impact in a postmortem', () => {
  const WEEKS = [MISSED_MS, MISSED_MS + WEEK_MS, MISSED_MS + 2 * WEEK_MS];
  const recovered = changedTo(
    hasMissed('a', ...WEEKS),
    kept('a', MISSED_MS + 3 * WEEK_MS),
    true,
    MISSED_MS + 3 * WEEK_MS,
  );

  it('counts the runs that were missed by the last check before the recovery, which no other fact tells', async () => {
    const incident = incidentOf([told(OPENED), atOpening(hasMissed('a', MISSED_MS)), recovered]);
    expect(await partOf(incident, 'Impact assessment')).toContain('3 planned runs missed');
  });

  it('counts what was missed after somebody said too early that it was fixed', async () => {
    const fixed = told({ kind: 'event', text: 'fixed', mark: 'fixed' }, MISSED_MS + DAY_MS);
    const incident = incidentOf([told(OPENED), atOpening(hasMissed('a', MISSED_MS)), fixed, recovered]);
    expect(await partOf(incident, 'Impact assessment')).toContain('3 planned runs missed');
  });

  it('still counts what was known to be missed while the database is down', () => {
    const opened = incidentOf([told(OPENED), atOpening(hasMissed('a', MISSED_MS))]);
    const looks = [hasMissed('a', ...WEEKS), unknown('a'), unknown('a')];
    const incident = looks.reduce((before, seen, index) => {
      const atMs = OPENED_MS + index;
      const look = lookOf([seen], { atMs, sources: index === 0 ? ALL_OK : LOKI_DOWN });
      return follow(before, { look, runs: [] }, hasRecovered, atMs).incident;
    }, opened);
    expect(postmortemOf(incident, [], OPENED_MS + DAY_MS).impact.missedRuns).toBe(3);
  });

  it('says "at least" only until a check has seen them all', async () => {
    const some = hasMissed('a', MISSED_MS);
    const cut = { ...some, standing: { ...some.standing, missedAtLeast: true } };
    const opened = [told(OPENED), atOpening(cut)];
    expect(await partOf(incidentOf(opened), 'Impact assessment')).toContain('at least 1 planned run missed');
    const all = changedTo(cut, hasMissed('a', ...WEEKS), false, OPENED_MS + 1);
    expect(await partOf(incidentOf([...opened, all]), 'Impact assessment')).not.toContain('at least');
  });

  it.each<[string, readonly NewFact[], string]>([
    ['is well again', [atOpening(hasMissed('a', MISSED_MS)), recovered], '; well again'],
    ['was well all along', [atOpening(kept('a'))], 'no missed planned run is known; well all along'],
    ['is not well yet', [atOpening(hasMissed('a', MISSED_MS))], '; not well yet'],
    [
      'only seems well',
      [atOpening(missing('a')), changedTo(missing('a'), kept('a'), false, OPENED_MS + 1)],
      '; not proved well',
    ],
    [
      'is not expected any more',
      [atOpening(missing('a')), changedTo(missing('a'), notExpected('a'), false, OPENED_MS + 1)],
      '; not expected any more',
    ],
  ])('says of somebody who %s that it is so', async (_, facts, expected) => {
    const impact = await partOf(incidentOf([told(OPENED), ...facts]), 'Impact assessment');
    expect(impact.trimEnd().endsWith(expected)).toBe(true);
  });

  it('says "at least" of all for one of whom more was missed before an earlier recovery than is known', async () => {
    const cut = { ...hasMissed('a', MISSED_MS) };
    const before = { ...cut, standing: { ...cut.standing, missedAtLeast: true } };
    const again = hasMissed('a', MISSED_MS + 4 * WEEK_MS);
    const well = kept('a', MISSED_MS + 3 * WEEK_MS);
    const facts = [
      changedTo(before, well, true, OPENED_MS + 1),
      changedTo(well, again, false, OPENED_MS + 2),
    ];
    const impact = await partOf(incidentOf([told(OPENED), atOpening(before), ...facts]), 'Impact assessment');
    expect(impact).toContain('1 subject, at least 2 missed planned runs in all.');
    expect(impact).toContain('at least 2 planned runs missed');
  });

  it.each<[string, SubjectSeen, string]>([
    ['is well by a run that was kept', kept('b', MISSED_MS + 2 * WEEK_MS), 'at least 1 planned run missed'],
    ['misses the runs since another one', keptBefore(MISSED_MS + WEEK_MS), 'at least 2 planned runs missed'],
    ['still misses the runs since the same one', keptBefore(null), '2 planned runs missed'],
  ])('of somebody who was out of it, and %s when they come back', async (_, back, expected) => {
    const out = told({ kind: 'subject-removed', name: 'b', ...ref('b') }, OPENED_MS + 1);
    const incident = incidentOf([
      told(OPENED),
      atOpening(kept('a')),
      atOpening(hasMissed('b', MISSED_MS)),
      out,
      told(added(back), OPENED_MS + 2),
    ]);
    const impact = await partOf(incident, 'Impact assessment');
    expect(impact).toContain(`- **Clinic B (b):** ${expected}`);
  });

  it('knows all that somebody missed who had recovered before they were out of it, and of whom another one came in', async () => {
    const out = told({ kind: 'subject-removed', name: 'a', ...ref('a') }, recovered.atMs + 1);
    const facts = [told(OPENED), atOpening(hasMissed('a', ...WEEKS))];
    const back = told(added(kept('a', MISSED_MS + 4 * WEEK_MS)), recovered.atMs + 2);
    const other = told(added(kept('b')), recovered.atMs + 2);
    for (const told of [
      [recovered, out, back],
      [out, other],
    ]) {
      const impact = await partOf(incidentOf([...facts, ...told]), 'Impact assessment');
      expect(impact).toContain('- **Clinic A (a):** 3 planned runs missed');
    }
  });

  it('names the first run that was missed, though it was found last', async () => {
    const [first = 0, ...later] = WEEKS;
    const all = changedTo(hasMissed('a', ...later), hasMissed('a', first, ...later), false, OPENED_MS + 1);
    const incident = incidentOf([told(OPENED), atOpening(hasMissed('a', ...later)), all]);
    expect(await partOf(incident, 'Impact assessment')).toContain(
      '3 planned runs missed, the first on Mon 21 July 11:00 PDT',
    );
  });

  it.each([
    ['en', 'Impact assessment', '1 subject; no missed planned run is known.'],
    ['es', 'Evaluación de Impacto', '1 caso; no se conoce ninguna ejecución prevista incumplida.'],
  ] as const)('does not count what nobody knows, in "%s"', async (locale, heading, expected) => {
    const [bare] = [missing('a')].map(({ standing: { outcome } }) => seenInFleet('widgets', outcome));
    const incident = incidentOf([told(OPENED), ...(bare === undefined ? [] : [atOpening(bare)])]);
    expect(await partOf(incident, heading, locale)).toContain(expected);
  });

  it('counts whoever was in it where nobody is left', async () => {
    const taken = told({ kind: 'subject-removed', name: 'a', ...ref('a') }, OPENED_MS + 60_000);
    const incident = incidentOf([told(OPENED), missedSix('a'), taken]);
    const markdown = await markdownOf(incident);
    expect(markdown).toContain('1 subject, 6 missed planned runs in all.');
    expect(markdown).toContain('The first missed planned run was 41 days before the report');
    expect(markdown).toContain('   - Clinic A (a): skipped');
  });

  it('says "at least" of all where it is so of one of them', async () => {
    const cut = hasMissed('b', MISSED_MS);
    const atLeast = { ...cut, standing: { ...cut.standing, missedAtLeast: true } };
    const incident = incidentOf([told(OPENED), missedSix('a'), atOpening(atLeast)]);
    expect(await partOf(incident, 'Impact assessment')).toContain(
      '2 subjects, at least 7 missed planned runs in all.',
    );
  });

  it('leaves who was taken out out of its sum, and says when', async () => {
    const taken = told({ kind: 'subject-removed', name: 'b', ...ref('b') }, OPENED_MS + 60_000);
    const both = [missedSix('a'), atOpening(hasMissed('b', MISSED_MS))];
    const impact = await partOf(incidentOf([told(OPENED), ...both, taken]), 'Impact assessment');
    expect(impact).toContain('1 subject, 6 missed planned runs in all.');
    expect(impact).toContain('taken out on Thu 24 July 08:01 PDT');
  });
});

describe('"Detected earlier" in a postmortem', () => {
  const since = (
    atMs: number,
    isAtLeast: boolean,
    change: Partial<Outcome> = {},
    missedRunsAtMs: readonly number[] = [atMs],
  ) =>
    atOpening({
      ...missing('a'),
      standing: standing(
        'a',
        { state: 'missing', code: 'skipped', since: { atMs, isAtLeast }, ...change },
        { missedRunsAtMs },
      ),
    });
  const at = (text: string) => Date.parse(text);

  it('says "at least" where the data does not reach', async () => {
    const incident = incidentOf([told(OPENED), since(FIRST_MISSED_MS, true)]);
    expect(await partOf(incident, 'Detected earlier')).toContain('was at least 41 days before the report');
  });

  it('counts days of the calendar, of which one in spring is shorter', async () => {
    const reportedAtMs = at('2025-04-13T10:30:00-07:00');
    const incident = incidentOf([
      told({ ...OPENED, reportedAtMs }),
      since(at('2025-03-03T11:00:00-08:00'), false),
    ]);
    expect(await partOf(incident, 'Detected earlier')).toContain('was 41 days before the report');
  });

  it.each([
    [
      'people tell of another beginning: they know better',
      [
        since(FIRST_MISSED_MS, false),
        told({ kind: 'event', text: 'began', mark: 'began' }, FIRST_MISSED_MS - 1),
      ],
    ],
    ['the first run was missed at the moment of the report', [since(OPENED.reportedAtMs, false)]],
    ['the first run was missed after the report', [since(OPENED.reportedAtMs + 1, false)]],
  ])('says nothing where %s', async (_, facts) => {
    const part = await partOf(incidentOf([told(OPENED), ...facts]), 'Detected earlier');
    expect(part).toContain('To be written.');
  });

  it('says so where it was on the day of the report', async () => {
    const incident = incidentOf([told(OPENED), since(OPENED.reportedAtMs - 60_000, false)]);
    expect(await partOf(incident, 'Detected earlier')).toContain('was on the day of the report');
  });

  it.each([
    ['no planned run was missed', { state: 'partial', code: 'send-failed' }],
    ['the run that failed was kept in time', { state: 'missing', code: 'upstream-error' }],
  ] as const)('says nothing, and the timeline neither, where %s', async (_, change) => {
    const incident = incidentOf([told(OPENED), since(FIRST_MISSED_MS, false, change, [])]);
    expect(await partOf(incident, 'Impact assessment')).toContain('0 missed planned runs in all');
    expect(await partOf(incident, 'Detected earlier')).toContain('To be written.');
    const timeline = await partOf(incident, 'Timeline (America/Los_Angeles)');
    expect(timeline).not.toContain('The first planned run was missed');
    expect(timeline).toContain('| Began |');
  });
});

describe('"Monitoring" in a postmortem', () => {
  const DIGEST = { kind: 'digest', digestId: 'd' } as const;
  const DIAGNOSIS = { kind: 'diagnosis', diagnosisId: 'd' } as const;
  const detectedAtMs = OPENED.reportedAtMs - DAY_MS;

  it.each([
    [
      'somebody else reported it, though the bot saw it first',
      OPENED.reportedBy,
      DIGEST,
      'Found by a report from help desk',
    ],
    ['another person reported it', { kind: 'user', userId: 'U9' }, DIAGNOSIS, 'Found by a report from @U9'],
    [
      'whoever opened it names themselves',
      { kind: 'user', userId: 'U1' },
      DIGEST,
      'Found by a digest of the bot',
    ],
    ['nobody is named', null, DIAGNOSIS, 'Found by a check of the bot'],
  ] as const)('says how it was found where %s', async (_, reportedBy, origin, expected) => {
    const incident = incidentOf([told({ ...OPENED, reportedBy, origin, detectedAtMs })]);
    const monitoring = await partOf(incident, 'Monitoring');
    expect(monitoring).toContain(expected);
    expect(monitoring).toContain('The bot first saw it Wed 23 July 07:00 PDT.');
  });

  it.each([
    ['by the bot, where that had seen it before', detectedAtMs, 'Found by a check of the bot;'],
    ['by a report, where the bot had not', null, 'Found by a report, Thu 24 July 07:00 PDT.'],
  ])('says of one that somebody opened by a command that it was found %s', async (_, atMs, expected) => {
    const opened = told({ ...OPENED, reportedBy: null, detectedAtMs: atMs });
    expect(await partOf(incidentOf([opened]), 'Monitoring')).toContain(expected);
  });

  it('says days in Spanish as one says them', async () => {
    const incident = incidentOf([told({ ...OPENED, detectedAtMs })]);
    expect(await partOf(incident, 'Monitoreo', 'es')).toContain(
      'Se conoció por un reporte de help desk, el jue 24 de julio 07:00 PDT. El bot lo vio por primera vez el mié 23 de julio 07:00 PDT.',
    );
  });
});

describe('The five whys of a postmortem', () => {
  it('start from the first time that each was not well, and from nobody who was well or taken out', async () => {
    const [well, later, first, gone] = [kept('well'), kept('later'), missing('first'), missing('gone')];
    const incident = incidentOf([
      told(OPENED),
      ...[well, later, first, gone].map(atOpening),
      changedTo(later, missing('later', 'stopped'), false, OPENED_MS + 1),
      changedTo(first, missing('first', 'another'), false, OPENED_MS + 2),
      told({ kind: 'subject-removed', name: 'gone', ...ref('gone') }, OPENED_MS + 3),
    ]);
    const { evidence } = (await write(incident, 'en')).postmortem;
    expect(evidence.map(({ subjectId, statement }) => [subjectId, statement])).toEqual([
      ['later', 'stopped'],
      ['first', 'skipped'],
    ]);
  });

  it('tell what is the same of several once, with the names of all', async () => {
    const ids = ['a', 'b', 'c'];
    const incident = incidentOf([told(OPENED), ...ids.map((id) => atOpening(missing(id)))]);
    expect(await partOf(incident, 'Root-cause analysis (five whys)')).toContain(
      '   - Clinic A (a), Clinic B (b) and Clinic C (c): skipped\n2. ',
    );
  });

  it('say how many more there are', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const incident = incidentOf([told(OPENED), ...ids.map((id) => atOpening(missing(id, `code-${id}`)))]);
    expect(await partOf(incident, 'Root-cause analysis (five whys)')).toContain('   - and 2 more\n2. ');
  });
});

/** Declared resolved three hours after the report, while its only subject is missing. */
const declaredEarly = incidentOf([
  told(OPENED),
  atOpening(hasMissed('a', MISSED_MS)),
  told(
    { kind: 'status-changed', to: 'resolved', notWell: [ref('a')] },
    OPENED_MS + 2 * HOUR_MS,
    person('U2'),
  ),
]);

describe('The times in a postmortem', () => {
  it.each([
    ['first-reaction', 'TTD, to the first reaction'],
    ['engaged', 'TTE, to the engagement'],
    ['fixed', 'TTF, to the confirmed fix'],
  ] as const)('say of "%s" before the report that it was, not that nobody knows', async (mark, name) => {
    const early = told({ kind: 'event', text: 'early', mark }, OPENED.reportedAtMs - 60_000);
    const times = await partOf(incidentOf([told(OPENED), early]), 'Times');
    expect(times).toContain(`- **${name}:** before the report (Thu 24 July 06:59 PDT)`);
  });

  it.each([
    [
      'en',
      'Times',
      '- **TTF, to the fix as declared:** **3:00** from the report (Thu 24 July 07:00 PDT) to the fix as declared by @U2 (Thu 24 July 10:00 PDT); and **71:00** from the beginning (Mon 21 July 11:00 PDT) to the fix as declared by @U2 (Thu 24 July 10:00 PDT); not confirmed by a check: 1 of 1 was still missing\n',
    ],
    [
      'es',
      'Tiempos',
      '- **TTF, hasta la solución declarada:** **3:00** desde el reporte (jue 24 de julio 07:00 PDT) hasta la solución declarada por @U2 (jue 24 de julio 10:00 PDT); además, **71:00** desde el comienzo (lun 21 de julio 11:00 PDT) hasta la solución declarada por @U2 (jue 24 de julio 10:00 PDT); sin confirmar por una revisión: 1 de 1 seguía sin enlace\n',
    ],
  ] as const)(
    'say in "%s" of a fix that a check contradicts whose word it is',
    async (locale, heading, expected) => {
      expect(await partOf(declaredEarly, heading, locale)).toContain(expected);
    },
  );

  it('are those of the report as people have corrected it', async () => {
    const earlier = told({ kind: 'event', text: 'reported', mark: 'reported' }, OPENED.reportedAtMs - DAY_MS);
    expect(await partOf(incidentOf([told(OPENED), earlier]), 'Times')).toContain(
      '**25:00** from the report (Wed 23 July 07:00 PDT) to the first reaction',
    );
  });
});

describe('"Mitigated sooner" in a postmortem', () => {
  it('takes no fix for a confirmed one that a check contradicts', async () => {
    const part = await partOf(declaredEarly, 'Mitigated sooner');
    expect(part).toContain('- 2:00 from the first reaction to the fix as declared by @U2');
  });

  const lead = (hours: number, userId = 'U2') =>
    told({ kind: 'lead-taken' }, OPENED_MS + hours * HOUR_MS, person(userId));
  const event = (mark: ClockMark, hours: number) =>
    told({ kind: 'event', text: mark, mark }, OPENED_MS + hours * HOUR_MS);

  it.each<[string, readonly NewFact[], readonly string[]]>([
    [
      'how long each step took after the one before it',
      [lead(2), event('mitigated', 5), event('fixed', 30)],
      [
        '1:00 from the report to the first reaction',
        '2:00 from the first reaction to the engagement',
        '3:00 from the engagement to the mitigation',
        '25:00 from the mitigation to the confirmed fix',
      ],
    ],
    [
      'nothing of a step that nobody told of',
      [event('fixed', 30)],
      ['1:00 from the report to the first reaction', '30:00 from the first reaction to the confirmed fix'],
    ],
    [
      'nothing of a step that came before the one that it follows on',
      [lead(2), event('mitigated', 1), event('fixed', 30)],
      [
        '1:00 from the report to the first reaction',
        '2:00 from the first reaction to the engagement',
        '28:00 from the engagement to the confirmed fix',
      ],
    ],
    [
      'of the first who was on it what is true whoever mended it',
      [lead(24), lead(48, 'U3')],
      ['1:00 from the report to the first reaction', '24:00 from the first reaction to the engagement'],
    ],
  ])('says %s', async (_, facts, expected) => {
    const part = await partOf(incidentOf([told(OPENED), ...facts]), 'Mitigated sooner');
    const lines = [...part.matchAll(/^- (?<line>.+)$/gmu)].map(({ groups }) => groups?.['line']);
    expect(lines).toEqual(expected);
  });
});

it('What was before the report stands above it in the timeline of a postmortem', async () => {
  const event = told({ kind: 'event', text: 'deployed', mark: null }, OPENED.reportedAtMs - HOUR_MS);
  const timeline = await partOf(incidentOf([told(OPENED), event]), 'Timeline (America/Los_Angeles)');
  const rows = [...timeline.matchAll(/PDT \| (?<what>\w+)/gu)].map(({ groups }) => groups?.['what']);
  expect(rows).toEqual(['deployed', 'Reported', 'Opened']);
});

it('A report that people tell of stands once in the timeline of a postmortem', async () => {
  const event = told({ kind: 'event', text: 'reported: the clinic', mark: 'reported' }, OPENED_MS - DAY_MS);
  const timeline = await partOf(incidentOf([told(OPENED), event]), 'Timeline (America/Los_Angeles)');
  expect(timeline.match(/Wed 23 July 08:00 PDT/gu)).toHaveLength(1);
  expect(timeline).not.toContain('reported by help desk');
});

describe('Generating a postmortem again', () => {
  it('renews what nobody has touched, and leaves alone what people have edited', async () => {
    const before = incidentOf([told(OPENED), missedSix('a')]);
    const first = (await write(before, 'en')).markdown;
    const edited = first.replace(
      /(?<=learnings\n\n)_To be written\._/u,
      '1. Our own learning.\n2. Another one.',
    );
    const after = incidentOf([told(OPENED), missedSix('a'), missedSix('b')]);
    const { markdown, kept } = (await write(after, 'en')).into(edited);
    expect(kept).toEqual(['3 - 5 learnings']);
    expect(markdown).toContain('1. Our own learning.\n2. Another one.');
    expect(markdown).toContain('2 subjects, 12 missed planned runs in all.');
  });

  it('leaves what people have edited alone in the other language too', async () => {
    const first = (await write(case003(), 'en')).markdown;
    const edited = first.replace('**P1**', '**P1**, everybody woke up');
    const { markdown, kept } = (await write(case003(), 'es')).into(edited);
    expect(kept).toEqual(['Severity']);
    expect(markdown).toContain('everybody woke up');
    expect(markdown).toContain('## Resumen');
  });

  it('loses nothing that people have put before it, or in between', async () => {
    const first = (await write(case003(), 'en')).markdown;
    const edited = `Draft, do not share.\n\n${first.replace('## Monitoring', '## Our own heading\n\nOur own text.\n\n## Monitoring')}`;
    const { markdown } = (await write(case003(), 'en')).into(edited);
    expect(markdown).toContain('Draft, do not share.');
    expect(markdown).toContain('## Our own heading\n\nOur own text.');
  });

  it('does not bring back a part that people have taken out', async () => {
    const first = (await write(case003(), 'en')).markdown;
    const start = first.indexOf('<!-- portal-check monitoring');
    const end = first.indexOf('<!-- portal-check whys');
    const { markdown } = (await write(case003(), 'en')).into(first.slice(0, start) + first.slice(end));
    expect(markdown).not.toContain('## Monitoring');
  });

  it('comes behind a document that is somebody’s own', async () => {
    const { markdown } = (await write(case003(), 'en')).into('# Notes\n\nours');
    expect(markdown.startsWith('# Notes\n\nours\n\n<!-- portal-check title')).toBe(true);
  });

  it('changes nothing where nothing has changed, and never a line that people wrote, whatever it is', async () => {
    const { markdown: first, into } = await write(case003(), 'en');
    expect(into(first)).toEqual({ markdown: first, kept: [] });
    const lines = first.split('\n');
    fc.assert(
      fc.property(fc.nat({ max: lines.length }), fc.string({ minLength: 1 }), (index, text) => {
        const own = `x${text.replaceAll(/[\r\n]/gu, ' ').trimEnd()}`;
        const edited = [...lines.slice(0, index), own, ...lines.slice(index)].join('\n');
        expect(into(edited).markdown).toContain(own);
      }),
    );
  });
});
