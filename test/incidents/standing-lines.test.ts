import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { ReadingStatus, SourceId } from '../../src/diagnosis/reading.ts';
import type { FactBody, NewFact, SubjectSeen } from '../../src/incidents/fact.ts';
import { factReportOf } from '../../src/incidents/fact-report.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { rootReportOf } from '../../src/incidents/root-report.ts';
import { timelineReportOf } from '../../src/incidents/timeline-report.ts';
import { timelineOf } from '../../src/incidents/timeline.ts';
import { FLEET_WORDS } from '../digests/example.ts';
import type { Locale } from '../../src/words/locale.ts';
import { textOfSaid } from '../../src/words/said.ts';
import { followedCheck, others, tellingIn } from './all-facts.ts';
import {
  added,
  ALL_OK,
  BOT,
  incidentOf,
  kept,
  missing,
  MISSED_MS,
  notExpected,
  NOW_MS,
  OPENED,
  OPENED_MS,
  opened,
  sentByHand,
  standing,
  told,
  unknown,
} from './example.ts';

const rootOf = (incident: Incident, locale: Locale = 'en'): readonly string[] =>
  rootReportOf(incident, tellingIn(locale)).lines.map(
    ({ label, said }) => `${label === null ? '' : `${label}: `}${textOfSaid(said)}`,
  );
const lineOf = (incident: Incident, label: string, locale: Locale = 'en'): string | undefined =>
  rootOf(incident, locale).find((line) => line.startsWith(`${label}: `));
const many = (count: number, make: (id: string, index: number) => SubjectSeen, prefix = 'm') =>
  Array.from({ length: count }, (_, index) => make(`${prefix}${index}`, index));

describe('The root message tells how many are still not well', () => {
  const well = (id: string, index: number): SubjectSeen => {
    const is = kept(id);
    const outcome = { ...is.standing.outcome, code: `kept-${index}` };
    return { ...is, standing: { ...is.standing, outcome } };
  };
  const recovering = opened(
    ...many(11, (id, index) => missing(id, `code-${index % 5}`)),
    ...many(8, well, 'w'),
  );

  it('before any verdict, with how many are well', () => {
    expect(lineOf(recovering, 'Affected')).toBe('Affected: 11 of 19 widgets missing, 8 well');
    expect(lineOf(recovering, 'Afectados', 'es')).toBe('Afectados: 11 de 19 aparatos sin enlace, 8 bien');
    expect(rootReportOf(recovering, tellingIn('en')).summary).toMatch(
      / · 11 of 19 widgets missing, 8 well$/u,
    );
  });

  it('and never counts who is well together with who is not', () => {
    const rest = rootReportOf(recovering, tellingIn('en')).lines.filter(({ said }) =>
      textOfSaid(said).startsWith('and '),
    );
    expect(rest.map(({ said, state }) => [textOfSaid(said), state])).toEqual([
      ['and 4 more widgets with 2 other verdicts', 'missing'],
      ['and 8 more widgets with 8 other verdicts', 'on-schedule'],
    ]);
  });

  it('by state, where they are in several', () => {
    const partial = (id: string): SubjectSeen => ({
      ...missing(id),
      standing: standing(id, { state: 'partial', code: 'half' }),
    });
    const unproved = incidentOf([
      told(OPENED),
      ...[missing('a'), missing('b'), partial('c'), partial('d'), unknown('e'), kept('f')].map((seen) =>
        told(added(seen)),
      ),
      told({ kind: 'verdict-changed', before: missing('b').standing, isRecovery: false, ...kept('b', 1) }),
      told(added(notExpected('g'))),
    ]);
    expect(lineOf(unproved, 'Affected')).toBe(
      'Affected: 5 of 7 widgets not well (1 missing, 2 partial, 1 unknown, 1 not proved yet), 1 well, 1 not expected any more',
    );
    expect(lineOf(unproved, 'Afectados', 'es')).toBe(
      'Afectados: 5 de 7 aparatos con problemas (1 sin enlace, 2 parciales, 1 sin determinar, 1 sin comprobar todavía), 1 bien, de 1 ya no se espera nada',
    );
  });

  it('in no more lines than before, however many verdicts there are', () => {
    for (const count of [1, 2, 4, 5, 6, 7, 20]) {
      const mixed = opened(
        ...many(count, (id, index) => missing(id, `code-${index}`)),
        ...many(count, well, 'w'),
      );
      expect(rootOf(mixed).slice(2, -3).length).toBeLessThanOrEqual(6);
      const named = rootOf(mixed).flatMap(
        (line) => /^and (?<rest>\d+) more/u.exec(line)?.groups?.['rest'] ?? [],
      );
      const own = rootOf(mixed).filter((line) => line.startsWith('Clinic ')).length;
      expect(own + named.reduce((sum, rest) => sum + Number(rest), 0)).toBe(2 * count);
    }
  });

  it('in the verdict’s own line where there is only one', () => {
    expect(lineOf(opened(missing('a'), missing('b')), 'Affected')).toBeUndefined();
  });
});

describe('The root message of an incident without anybody', () => {
  it('says how to add somebody', () => {
    expect(lineOf(opened(), 'Affected')).toBe(
      'Affected: nobody has been named yet · engineers add somebody by /portal-incident add #7',
    );
    expect(lineOf(opened(), 'Afectados', 'es')).toBe(
      'Afectados: todavía no se nombró a nadie · para agregar (ingeniería): /portal-incident add #7',
    );
  });

  it('does not, once it is closed', () => {
    const closed = incidentOf([
      told(OPENED),
      told({ kind: 'status-changed', to: 'resolved', notWell: [] }),
      told({ kind: 'status-changed', to: 'closed', notWell: [] }),
    ]);
    expect(lineOf(closed, 'Affected')).toBe('Affected: nobody has been named yet');
  });
});

describe('A source that is down', () => {
  const failedWith = (status: ReadingStatus, now: ReadingStatus = status): Incident =>
    incidentOf(
      [
        told(OPENED),
        told(added(missing('a'))),
        told({ kind: 'source-failed', source: 'delivery', status }, OPENED_MS + MINUTE_MS, BOT),
      ],
      {
        atMs: NOW_MS,
        seen: [missing('a')],
        sources: ALL_OK.map((each) => (each.source === 'delivery' ? { ...each, status: now } : each)),
      },
    );
  const threadOf = (incident: Incident, locale: Locale): string => {
    const fact = incident.facts.at(-1);
    const report = fact === undefined ? null : factReportOf(fact, incident, tellingIn(locale));
    return textOfSaid(report?.lines[0]?.said ?? []);
  };

  it.each([
    ['failed', 'en', 'does not answer'],
    ['truncated', 'en', 'answers only in part'],
    ['failed', 'es', 'no responde'],
    ['truncated', 'es', 'responde solo en parte'],
  ] as const)('%s is told in the same words by thread and root message (%s)', (status, locale, words) => {
    const incident = failedWith(status);
    const database = locale === 'en' ? 'database' : 'base de datos';
    expect(threadOf(incident, locale)).toContain(`${database} ${words}: `);
    expect(rootOf(incident, locale).at(-1)).toContain(`${database} ${words} (`);
  });

  it('wholly by now, is not told as if it answered in part', () => {
    expect(rootOf(failedWith('truncated', 'failed')).at(-1)).toContain(
      'the database does not answer (since ',
    );
  });
});

describe('Sources that go down at once', () => {
  const failed = (source: SourceId, status: ReadingStatus, atMs = NOW_MS) =>
    told({ kind: 'source-failed', source, status }, atMs, BOT);
  const toldOf = (facts: readonly NewFact[], locale: Locale = 'en'): readonly string[] => {
    const incident = incidentOf([told(OPENED), told(added(missing('a'))), ...facts]);
    const telling = tellingIn(locale);
    const inThread = incident.facts
      .slice(2)
      .flatMap((fact) => factReportOf(fact, incident, telling)?.lines ?? [])
      .map(({ said }) => textOfSaid(said).split(' · ')[0] ?? '');
    const timeline = timelineReportOf(timelineOf(incident.facts.slice(2)), incident, telling);
    expect(timeline.map(({ said }) => textOfSaid(said))).toEqual(inThread);
    return inThread;
  };

  it('are told in one sentence', () => {
    const facts = [failed('sentry', 'failed'), failed('loki', 'failed'), failed('delivery', 'failed')];
    expect(toldOf(facts)).toEqual([
      'Sentry, Loki and the database do not answer: verdicts that need them stay as they were',
    ]);
    expect(toldOf(facts, 'es')).toEqual([
      'Sentry, Loki y la base de datos no responden: los veredictos que dependen de esas fuentes quedan como estaban',
    ]);
  });

  it('are told apart where they fail in different ways, or one after the other', () => {
    expect(
      toldOf([failed('sentry', 'failed'), failed('loki', 'truncated'), failed('delivery', 'failed')]),
    ).toEqual([
      'Sentry and the database do not answer: verdicts that need them stay as they were',
      'Loki answers only in part: verdicts that need it stay as they were',
    ]);
    expect(toldOf([failed('sentry', 'failed'), failed('loki', 'failed', NOW_MS + MINUTE_MS)])).toEqual([
      'Sentry does not answer: verdicts that need it stay as they were',
      'Loki does not answer: verdicts that need it stay as they were',
    ]);
  });
});

describe('The blast radius of an incident', () => {
  const figured = tellingIn('en', [
    {
      ...followedCheck,
      words: (locale) => ({
        ...followedCheck.words(locale),
        following: { ...FLEET_WORDS, holdsFigures: () => true },
      }),
    },
  ]);
  const seen = (code: string, ids: readonly string[]): FactBody => ({ ...others(ids, 205), code });

  it('is not told as the same verdict as that of somebody who has another one by now', () => {
    const change: FactBody = {
      kind: 'verdict-changed',
      before: missing('a').standing,
      isRecovery: true,
      ...kept('a'),
    };
    const facts = [told(OPENED), told(added(missing('a'))), told(seen('skipped', ['x']), OPENED_MS, BOT)];
    const blast = (incident: Incident) =>
      rootReportOf(incident, figured)
        .lines.filter(({ label }) => label === 'Blast radius')
        .map(({ said }) => textOfSaid(said));
    expect(blast(incidentOf([...facts, told(added(sentByHand('b')))]))).toEqual([
      expect.stringMatching(/^1 more widget has the same verdict as Clinic A \(#a\) /u),
    ]);
    expect(blast(incidentOf([...facts, told(change, NOW_MS, BOT)]))).toEqual([
      expect.stringMatching(/^1 more widget has the verdict that Clinic A \(#a\) had /u),
    ]);
  });

  const codes = ['first', 'second', 'third'];
  const toldOf = (bodies: readonly FactBody[], locale: Locale = 'en'): readonly string[] => {
    const incident = incidentOf([
      told(OPENED),
      ...codes.map((code) => told(added(missing(code, code)))),
      ...bodies.map((body) => told(body, MISSED_MS + MINUTE_MS, BOT)),
    ]);
    const telling = tellingIn(locale);
    return timelineReportOf(timelineOf(incident.facts), incident, telling)
      .map(({ said }) => textOfSaid(said))
      .filter((line) => line.includes('205'));
  };

  it('speaks of nobody outside it, for others in it have the same verdict', () => {
    expect(toldOf([seen('first', [])])).toEqual([
      'of 205 widgets, nobody outside this incident has the verdict “[missing/first]”',
    ]);
    expect(toldOf([seen('first', [])], 'es')).toEqual([
      'de 205 aparatos, nadie fuera de este incidente tiene el veredicto «[missing/first]»',
    ]);
  });

  it('is one line of the timeline, however many verdicts nobody else has', () => {
    expect(toldOf(codes.map((code) => seen(code, [])))).toEqual([
      'of 205 widgets, nobody outside this incident has any of its verdicts',
    ]);
    expect(toldOf([seen('second', []), seen('first', ['x']), seen('third', [])])).toEqual([
      'of 205 widgets, nobody outside this incident has any of its other verdicts',
    ]);
    expect(toldOf([seen('second', []), seen('third', []), seen('first', ['x'])], 'es')).toEqual([
      'de 205 aparatos, nadie fuera de este incidente tiene alguno de sus otros veredictos',
    ]);
  });
});
