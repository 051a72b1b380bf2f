import { describe, expect, it } from 'vitest';
import type { OutcomeWords } from '../../src/checks/fleet.ts';
import type { Confidence, State } from '../../src/diagnosis/verdict.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { STATUSES, type NewFact, type SubjectSeen } from '../../src/incidents/fact.ts';
import { factReportOf } from '../../src/incidents/fact-report.ts';
import { factSentence } from '../../src/incidents/fact-sentence.ts';
import type { FactReport, SaidLine } from '../../src/incidents/incident-report.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { rootReportOf } from '../../src/incidents/root-report.ts';
import { stillNotWell, type IncidentTelling } from '../../src/incidents/telling.ts';
import { timelineReportOf } from '../../src/incidents/timeline-report.ts';
import { timelineOf } from '../../src/incidents/timeline.ts';
import { incidentEn } from '../../src/words/incident.en.ts';
import { incidentEs } from '../../src/words/incident.es.ts';
import { textOfSaid } from '../../src/words/said.ts';
import { FLEET_WORDS } from '../digests/example.ts';
import { faultsOfTranslation } from '../support/spanish.ts';
import {
  EVERYTHING,
  FACT_NAMES,
  factNamed,
  followedCheck,
  KINDS_LACKING,
  missed,
  others,
  tellingIn,
} from './all-facts.ts';
import {
  added,
  BOT,
  incidentOf,
  kept,
  missing,
  MISSED_MS,
  NEXT_MS,
  notExpected,
  NOW_MS,
  OPENED,
  OPENED_MS,
  opened,
  person,
  standing,
  told,
  unknown,
} from './example.ts';

const EN = tellingIn('en');
const ES = tellingIn('es');
/** In English, by a check that has other words for verdicts. */
const tellingBy = (change: Partial<OutcomeWords>): IncidentTelling =>
  tellingIn('en', [
    {
      ...followedCheck,
      words: (locale) => ({ ...followedCheck.words(locale), following: { ...FLEET_WORDS, ...change } }),
    },
  ]);
const failing = (): never => {
  throw new Error('a mistake in the words');
};
/** What the example holds that is the same in every language. */
const NAMES = [
  'clinics silently skipped',
  'links stopped',
  'the queue was full',
  'front end out',
  'back end out',
  'asked again',
  'help desk',
  'Clinic',
  'missing/skipped',
  'missing/other',
  'on-schedule/on-schedule',
  'PDT',
];

const lineOf = ({ label, said }: SaidLine): string =>
  `${label === null ? '' : `${label}: `}${textOfSaid(said, (userId) => `@${userId}`)}`;
const linesOf = (report: FactReport): readonly string[] =>
  [
    ...report.lines,
    ...(report.quoted === null ? [] : [{ label: report.quoted.label, said: [report.quoted.text] }]),
    ...report.evidenceOf.map(({ line }) => line),
    ...report.furtherLines,
    ...report.addable.map(({ line }) => line),
  ].map(lineOf);
const reportNamed = (name: string, telling = EN): FactReport | null =>
  factReportOf(factNamed(name), EVERYTHING, telling);
const toldIn = (name: string, telling = EN): readonly string[] | null => {
  const report = reportNamed(name, telling);
  return report === null ? null : linesOf(report);
};
const rootOf = (incident: Incident, telling = EN): readonly string[] =>
  rootReportOf(incident, telling).lines.map(lineOf);

describe('the thread tells of a fact', () => {
  it('of every kind there is', () => {
    expect(KINDS_LACKING).toEqual([]);
  });

  it.each<readonly [name: string, lines: readonly string[]]>([
    [
      'opened',
      [
        'Opened by @U1 from a digest · Thu 24 July 08:00 PDT',
        'Reported: Thu 24 July 07:00 PDT by help desk',
        'Seen by the bot: Mon 21 July 11:00 PDT',
        'Summary: links stopped',
        'Clinic A (#a) · [missing/skipped]; since Mon 21 July 11:00 PDT; 1 planned run missed',
        'Clinic B (#b) · [missing/skipped]; since Mon 21 July 11:00 PDT; 1 planned run missed',
      ],
    ],
    [
      'subject-added by hand',
      [
        'Clinic C (#c) · [missing/skipped]; since Mon 21 July 11:00 PDT; 1 planned run missed · added by @U1 · Thu 24 July 08:05 PDT',
      ],
    ],
    [
      'subject-added for the same verdict',
      [
        'Clinic D (#d) · [missing/skipped]; since Mon 21 July 11:00 PDT; 1 planned run missed · added by @U1, for the same verdict · Thu 24 July 08:06 PDT',
      ],
    ],
    ['subject-removed', ['Clinic D (#d) removed by @U1 · Thu 24 July 08:07 PDT']],
    [
      'verdict-changed',
      [
        'Clinic B (#b): now [missing/other] (before: [missing/skipped]); since Mon 21 July 11:00 PDT · Thu 24 July 08:12 PDT',
      ],
    ],
    [
      'verdict-changed, recovered',
      [
        'Clinic A (#a) has recovered (before: [missing/skipped]); proved by the planned run of Mon 28 July 11:00 PDT · Thu 24 July 08:13 PDT',
      ],
    ],
    [
      'source-failed',
      ['Loki does not answer: verdicts that need it stay as they were · Thu 24 July 08:08 PDT'],
    ],
    ['source-back', ['Loki answers again; it had not since Thu 24 July 08:00 PDT · Thu 24 July 08:09 PDT']],
    [
      'others-seen',
      [
        'Blast radius: 2 more widgets have the same verdict since Mon 21 July: Clinic D (#d) and Clinic E (#e) · Thu 24 July 08:03 PDT',
      ],
    ],
    [
      'others-seen that grew',
      [
        'Blast radius: at least 3 more widgets have the same verdict since Mon 21 July: Clinic D (#d), Clinic E (#e) and Clinic F (#f) · Thu 24 July 08:10 PDT · At the check before: 1',
      ],
    ],
    ['lead-taken', ['@U1 is on it · Thu 24 July 08:04 PDT']],
    ['lead-taken by another one', ['@U2 is on it, in place of @U1 · Thu 24 July 08:14 PDT']],
    ['status-changed to acknowledged', ['Acknowledged by @U1 · Thu 24 July 08:15 PDT']],
    ['status-changed to mitigated', ['Mitigated, says @U1 · Thu 24 July 08:16 PDT']],
    [
      'status-changed to resolved',
      [
        '#7 P1 · clinics silently skipped: Resolved, says @U1 · Thu 24 July 08:17 PDT',
        'Declared resolved while 2 of 3 are still missing: Clinic B (#b) and Clinic C (#c)',
      ],
    ],
    ['reopened', ['#7 P1 · clinics silently skipped: Reopened by @U1 · Thu 24 July 08:18 PDT']],
    ['severity-changed', ['Severity P2 → P1, by @U1 · Thu 24 July 08:19 PDT']],
    [
      'resolution-proposed',
      [
        'All 3 widgets have been well since the planned run of Mon 28 July 11:00 PDT. Is it resolved? · Thu 24 July 08:30 PDT',
      ],
    ],
    ['note', ['Note 21: the queue was full (@U1) · Thu 24 July 08:20 PDT']],
    ['event', ['Event 22: front end out (@U1) · counts as mitigation · Thu 24 July 08:21 PDT']],
    ['event without a mark', ['Event 23: asked again (@U1) · Thu 24 July 08:22 PDT']],
    [
      'corrected',
      [
        '@U1 corrects no. 22: “back end out”, not “front end out”; at Thu 24 July 08:01 PDT, not Thu 24 July 08:21 PDT · Thu 24 July 08:23 PDT',
      ],
    ],
    ['withdrawn', ['@U1 withdraws no. 23: “asked again” · Thu 24 July 08:24 PDT']],
    [
      'nudged',
      ['Nothing has moved for seven days · Thu 24 July 08:25 PDT', '@U2: is it resolved, or who goes on?'],
    ],
    [
      'channel-back',
      [
        'The bot may post here again; what has happened since Thu 24 July 08:27 PDT stands above · Thu 24 July 08:28 PDT',
      ],
    ],
    [
      'root-lost',
      [
        'The message that heads this incident was deleted: it stands anew in the channel · Thu 24 July 08:29 PDT',
      ],
    ],
  ])('%s', (name, expected) => {
    expect(toldIn(name)).toEqual(expected);
  });

  it.each([
    'subject-added, at the opening',
    'others-seen that shrank',
    'postmortem-written',
    'channel-closed',
  ])('but is silent about %s, which the timeline tells all the same', (name) => {
    expect(toldIn(name)).toBeNull();
    expect(textOfSaid(factSentence(factNamed(name), EVERYTHING, EN))).not.toBe('');
  });

  it.each(FACT_NAMES)('in Spanish as well: %s', (name) => {
    const inEnglish = toldIn(name);
    const inSpanish = toldIn(name, ES);
    expect(inSpanish?.length).toBe(inEnglish?.length);
    for (const [index, line] of (inSpanish ?? []).entries())
      expect(faultsOfTranslation(line, inEnglish?.[index] ?? '', NAMES)).toEqual([]);
  });

  it('alike whatever has come after it, so that a post that is made again says the same', () => {
    const lateral = EVERYTHING.facts.filter(({ seq }) => seq > 3);
    const linesWithin = (seq: number, last: number) => {
      const incident = incidentOf(EVERYTHING.facts.filter((fact) => fact.seq <= last));
      const fact = incident.facts.find((each) => each.seq === seq);
      const report = fact === undefined ? null : factReportOf(fact, incident, EN);
      // In the channel its headline stands in front: that is the newest one.
      return report?.lines.map(({ said }) => said) ?? null;
    };
    expect(lateral.map(({ seq }) => linesWithin(seq, seq))).toEqual(
      lateral.map(({ seq }) => linesWithin(seq, EVERYTHING.facts.length)),
    );
  });

  it('in the channel too only where it is resolved or reopened', () => {
    const names = FACT_NAMES.filter((name) => reportNamed(name)?.isForChannel === true);
    expect(names).toEqual(['status-changed to resolved', 'reopened']);
  });

  it('with “Add them” where others were found, and with “Resolved” where it is proposed', () => {
    expect(FACT_NAMES.filter((name) => (reportNamed(name)?.addable ?? []).length > 0)).toEqual([
      'others-seen',
      'others-seen that grew',
    ]);
    expect(FACT_NAMES.filter((name) => reportNamed(name)?.proposesResolution === true)).toEqual([
      'resolution-proposed',
    ]);
  });

  it('with the evidence of each at the opening, and the pictures of the first three', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const many = incidentOf([
      told(OPENED),
      ...ids.map((id) => told({ ...added(missed(id)), why: 'opening' })),
    ]);
    const report = factReportOf(factOf(many, 'opened'), many, EN);
    expect(report?.evidenceOf.map(({ subjectId }) => subjectId)).toEqual(ids.slice(0, 6));
    expect(report?.picturesOf.map(({ diagnosisId }) => diagnosisId)).toEqual([
      'diagnosis-of-a',
      'diagnosis-of-b',
      'diagnosis-of-c',
    ]);
    // Beneath those whom the message shows, not above them.
    expect(report?.furtherLines.map(lineOf)).toEqual(['and 2 more, named in what follows']);
    expect(report?.lines.map(lineOf).join()).not.toContain('named in what follows');
  });

  it('and names each of those for whom it has no room, a few in a message', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `m${index}`);
    const many = incidentOf([
      told(OPENED),
      ...ids.map((id) => told({ ...added(missed(id)), why: 'opening' })),
    ]);
    const reports = many.facts.flatMap((fact) => factReportOf(fact, many, EN) ?? []);
    expect(reports.map((report) => linesOf(report).length)).toEqual([9, 8, 6]);
    const all = reports.flatMap(linesOf);
    expect(ids.filter((id) => !all.some((line) => line.startsWith(`Clinic ${id.toUpperCase()} (`)))).toEqual(
      [],
    );
  });

  it('and names a subject of which no diagnosis was kept', () => {
    const seen = { ...missed('a'), diagnosisId: null };
    const incident = incidentOf([told(OPENED), told({ ...added(seen), why: 'opening' })]);
    const report = factReportOf(factOf(incident, 'opened'), incident, EN);
    expect(report?.evidenceOf).toEqual([]);
    expect(report?.furtherLines.map(lineOf).at(-1)).toMatch(/^Clinic A \(#a\) · \[missing\/skipped\]/u);
  });

  it('a nobody at the opening, if everybody was looked at; else it says nothing of others', () => {
    const seen = (ofSubjects: number | null) => {
      const incident = incidentOf([
        told(OPENED),
        told(added(missed('a'))),
        told(others([], ofSubjects), OPENED_MS, BOT),
      ]);
      const report = factReportOf(factOf(incident, 'others-seen'), incident, EN);
      return report === null ? null : linesOf(report);
    };
    expect(seen(212)).toEqual([
      'Blast radius: of 212 widgets, nobody outside this incident has the same verdict · Thu 24 July 08:00 PDT',
    ]);
    expect(seen(null)).toBeNull();
  });

  describe('what one look saw of several verdicts', () => {
    const codes = ['skipped', 'other', 'third'];
    const seenOf = (code: string, ids: readonly string[], atMs = OPENED_MS) =>
      told({ ...others(ids, 212), code }, atMs, BOT);
    const membersOf = () => [told(OPENED), ...codes.map((code) => told(added(missing(code, code))))];
    const toldOf = (facts: readonly NewFact[], telling = EN) => {
      const incident = incidentOf([...membersOf(), ...facts]);
      const seen = incident.facts.filter(({ body }) => body.kind === 'others-seen');
      return seen.flatMap((fact) => factReportOf(fact, incident, telling) ?? []);
    };

    it('in one message, silent about those that nobody else has', () => {
      const reports = toldOf([seenOf('skipped', []), seenOf('other', ['x']), seenOf('third', ['y', 'z'])]);
      expect(reports.map(linesOf)).toEqual([
        [
          expect.stringMatching(
            /^Blast radius: 1 more widget has the verdict “\[missing\/other\]”.*Clinic X/u,
          ),
          expect.stringMatching(
            /^Blast radius: 2 more widgets have the verdict “\[missing\/third\]”.*Clinic Y/u,
          ),
        ],
      ]);
      expect(reports[0]?.addable.map(({ seq }) => seq)).toEqual([6, 7]);
    });

    it('in one line at the opening where nobody else has any of them', () => {
      const nobody = codes.map((code) => seenOf(code, []));
      expect(toldOf(nobody).map(linesOf)).toEqual([
        [
          'Blast radius: of 212 widgets, nobody outside this incident has any of its verdicts · Thu 24 July 08:00 PDT',
        ],
      ]);
      expect(toldOf(nobody, ES).map(linesOf)).toEqual([
        [
          expect.stringContaining(
            'de 212 aparatos, nadie fuera de este incidente tiene alguno de sus veredictos',
          ),
        ],
      ]);
    });

    it('and not at all where that is found of a verdict that has come in later', () => {
      expect(toldOf([seenOf('skipped', []), seenOf('other', [], NOW_MS)]).map(linesOf)).toHaveLength(1);
    });

    it('with those counted that are more than a message holds', () => {
      const facts = Array.from({ length: 12 }, (_, index) =>
        seenOf(`code-${index}`, [`x${index}`, `y${index}`]),
      );
      const [report] = toldOf(facts);
      expect(report?.addable).toHaveLength(8);
      expect(report?.lines.map(lineOf)).toEqual(['and 8 more widgets with 4 other verdicts']);
    });
  });

  it('by whose verdict it is, where its words hold figures that are not the others’', () => {
    const figured = tellingBy({
      statement: ({ code, figures }) => `${code} for all ${String(figures['keptRunAtMs'])}`,
      holdsFigures: () => true,
    });
    const facts = [told(added(kept('a', 3))), told(added(missing('b', 'skipped', { keptRunAtMs: 3 })))];
    const seen = told(others(['x'], 212), OPENED_MS, BOT);
    expect(lastOf([...facts, seen], figured)[0]).toMatch(
      /^Blast radius: 1 more widget has the same verdict as Clinic B \(#b\) since Mon 21 July: Clinic X/u,
    );
  });

  it('naming the verdict of the others where the incident has several, and since when as far as it is known', () => {
    const incident = incidentOf([
      told(OPENED),
      told(added(missed('a'))),
      told(added(missing('b', 'other'))),
      told(others(['x'], 212, null), OPENED_MS, BOT),
    ]);
    const report = factReportOf(factOf(incident, 'others-seen'), incident, EN);
    expect(report === null ? null : linesOf(report)[0]).toMatch(
      /^Blast radius: 1 more widget has the verdict “\[missing\/skipped\]”: Clinic X \(#x\)/u,
    );
  });

  it('that nobody is lost in a long list of others', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `x${index}`);
    const incident = incidentOf([
      told(OPENED),
      told(added(missed('a'))),
      told(others(ids, 212), OPENED_MS, BOT),
    ]);
    const report = factReportOf(factOf(incident, 'others-seen'), incident, EN);
    expect(report === null ? '' : linesOf(report)[0]).toMatch(
      /^Blast radius: 30 more widgets .*\(#x7\) and 22 more · /u,
    );
  });

  it('and that on schedule alone proves nothing', () => {
    const incident = incidentOf([
      told(OPENED),
      told(added(missed('a'))),
      told(
        {
          kind: 'verdict-changed',
          before: missed('a').standing,
          isRecovery: false,
          ...kept('a', MISSED_MS - HOUR_MS),
        },
        NOW_MS,
        BOT,
      ),
    ]);
    const report = factReportOf(factOf(incident, 'verdict-changed'), incident, EN);
    expect(report === null ? '' : linesOf(report)[0]).toContain('no planned run has proved it yet');
    expect(rootOf(incident)).toContain(
      'Clinic A (#a) · [on-schedule/on-schedule]; no planned run has proved it yet',
    );
  });
});

const changeOf = (before: SubjectSeen, after: SubjectSeen, isRecovery = false) =>
  told({ kind: 'verdict-changed', before: before.standing, isRecovery, ...after }, NOW_MS, BOT);

/** What the last of these facts says, and its incident. */
function lastOf(facts: readonly NewFact[], telling = EN): readonly string[] {
  const incident = incidentOf([told(OPENED), ...facts]);
  const last = incident.facts.at(-1);
  const report = last === undefined ? null : factReportOf(last, incident, telling);
  return report === null ? [] : linesOf(report);
}

describe('the thread says what is so', () => {
  it('of one that was never not well it does not ask for a proof', () => {
    const facts = [told(added(unknown('a'))), changeOf(unknown('a'), kept('a'))];
    expect(lastOf(facts)).toEqual([
      'Clinic A (#a): now [on-schedule/on-schedule] (before: [unknown/inconclusive]) · Thu 24 July 09:00 PDT',
    ]);
  });

  it('of one that is proved, and seemed well already, only that', () => {
    const facts = [
      told(added(missed('a'))),
      changeOf(missed('a'), kept('a', 1)),
      changeOf(kept('a', 1), kept('a'), true),
    ];
    expect(lastOf(facts)).toEqual([
      'Clinic A (#a) has recovered; proved by the planned run of Mon 28 July 11:00 PDT · Thu 24 July 09:00 PDT',
    ]);
    expect(lastOf(facts, ES)[0]).toMatch(
      /^Clinic A \(#a\) se recuperó; comprobado por la ejecución prevista/u,
    );
  });

  it('of one that is not there any more by the name that it had', () => {
    const nameless = standing('a', { state: 'unknown', code: 'gone', name: 'a', kind: null });
    const facts = [told(added(missed('a'))), changeOf(missed('a'), { ...unknown('a'), standing: nameless })];
    expect(lastOf(facts)[0]).toMatch(/^Clinic A \(#a\): now \[unknown\/gone\]/u);
  });

  it('asks whether a resolved one may be closed', () => {
    const resolved = told({ kind: 'status-changed', to: 'resolved', notWell: [] });
    expect(lastOf([resolved, told({ kind: 'nudged' }, NOW_MS, BOT)])[1]).toBe('@U1: may it be closed?');
    expect(lastOf([resolved, told({ kind: 'nudged' }, NOW_MS, BOT)], ES)[1]).toBe('@U1: ¿se puede cerrar?');
  });

  it('asks whether a resolved one is to be reopened while somebody is not well, whoever that is by now', () => {
    const resolved = told({ kind: 'status-changed', to: 'resolved', notWell: [] });
    const nudged = told({ kind: 'nudged' }, NOW_MS, BOT);
    const facts = [told(added(missed('a'))), told(added(kept('b'))), resolved, nudged];
    expect(lastOf(facts)[1]).toBe('@U1: 1 of 2 is still missing: Clinic A (#a). Is it to be reopened?');
    expect(lastOf(facts, ES)[1]).toBe('@U1: 1 de 2 sigue sin enlace: Clinic A (#a). ¿Hay que reabrirlo?');
    const well = [told(added(missed('a'))), changeOf(missed('a'), kept('a'), true), resolved, nudged];
    expect(lastOf(well)[1]).toBe('@U1: may it be closed?');
  });

  describe('where only the cause is more or less sure, that', () => {
    const sure = (confidence: Confidence, code = 'skipped'): SubjectSeen => {
      const seen = missed('a');
      return {
        ...seen,
        standing: { ...seen.standing, outcome: { ...seen.standing.outcome, confidence, code } },
      };
    };
    const change = (before: SubjectSeen, after: SubjectSeen, telling = EN) =>
      lastOf([told(added(before)), changeOf(before, after)], telling)[0] ?? '';

    it.each<readonly [Confidence, Confidence, string, string]>([
      [
        'confirmed',
        'likely',
        'its cause is only likely now (before: confirmed)',
        'ahora su causa es solo probable (antes: confirmada)',
      ],
      [
        'likely',
        'confirmed',
        'its cause is confirmed now (before: likely)',
        'ahora su causa está confirmada (antes: probable)',
      ],
      [
        'likely',
        'none',
        'its cause is not established now (before: likely)',
        'ahora su causa está sin establecer (antes: probable)',
      ],
      [
        'none',
        'likely',
        'its cause is likely now (before: not established)',
        'ahora su causa es probable (antes: sin establecer)',
      ],
    ])('from %s to %s', (before, after, en, es) => {
      expect(change(sure(before), sure(after))).toMatch(
        `Clinic A (#a): still [missing/skipped]; ${en}; since`,
      );
      expect(change(sure(before), sure(after), ES)).toMatch(
        `Clinic A (#a): sigue [missing/skipped]; ${es}; desde`,
      );
    });

    it('and never the same before and after, whatever the check’s words are', () => {
      const mute = tellingBy({ statement: () => 'not well' });
      expect(change(sure('likely'), sure('likely', 'other'), mute)).toContain('now other (before: skipped)');
      expect(change(unknown('a'), sure('likely'), mute)).toContain('now missing (before: unknown)');
    });
  });

  it('of others that there is nobody but whom somebody took out by hand', () => {
    const facts = [told(added(missed('a'))), told(added(missing('b', 'other')))];
    const besides = (ids: readonly string[], code = 'skipped') => {
      const takenOut = ids.map((subjectId) => ({ subjectId, name: `Clinic ${subjectId.toUpperCase()}` }));
      return told({ ...others([], 212), code, takenOut }, NOW_MS, BOT);
    };
    const one = [told(added(missed('a'))), besides(['x'])];
    expect(lastOf(one)[0]).toMatch(
      /^Blast radius: of 212 widgets, nobody outside this incident has the same verdict, besides Clinic X \(#x\), who was taken out · /u,
    );
    expect(lastOf(one, ES)[0]).toMatch(
      /de 212 aparatos, nadie fuera de este incidente tiene el mismo veredicto, aparte de Clinic X \(#x\), que se quitó del incidente · /u,
    );
    const incident = incidentOf([told(OPENED), ...facts, besides(['x']), besides(['x', 'y'], 'other')]);
    expect(
      incident.facts.flatMap((fact) => factReportOf(fact, incident, EN) ?? []).map(linesOf),
    ).toContainEqual([
      expect.stringMatching(
        /has any of its verdicts, besides Clinic X \(#x\) and Clinic Y \(#y\), who were taken out · /u,
      ),
    ]);
  });

  it('proposes to resolve by who is well, and of whom nothing is expected any more', () => {
    const both = [told(added(missed('a'))), told(added(missed('b')))];
    const offB = changeOf(missed('b'), notExpected('b'));
    const proposed = (runAtMs: number | null) => told({ kind: 'resolution-proposed', runAtMs }, NOW_MS, BOT);
    const mixed = [...both, changeOf(missed('a'), kept('a'), true), offB, proposed(NEXT_MS)];
    expect(lastOf(mixed)[0]).toMatch(
      /^Clinic A \(#a\) has been well since the planned run of Mon 28 July 11:00 PDT; Clinic B \(#b\) is not expected any more\. Is it resolved\?/u,
    );
    expect(lastOf(mixed, ES)[0]).toMatch(/está bien desde la .*; ya no se espera nada de Clinic B/u);
    const none = [...both, changeOf(missed('a'), notExpected('a')), offB, proposed(null)];
    expect(lastOf(none)[0]).toMatch(/^None of the 2 widgets is expected any more/u);
  });

  it('names the verdict of others by the check’s words, though nobody in it has it any more', () => {
    const facts = [told(added(missed('a'))), changeOf(missed('a'), kept('a'), true)];
    const seen = others(['x'], 212);
    expect(lastOf([...facts, told(seen, NOW_MS, BOT)])[0]).toMatch(/verdict “\[missing\/skipped\]”/u);
    const never = told({ ...seen, code: 'never-seen' }, NOW_MS, BOT);
    expect(lastOf([...facts, never])[0]).toMatch(/^Blast radius: 1 more widget has the same verdict since/u);
  });

  it('counts none of those before who have come in since', () => {
    const facts = [
      told(added(missed('a'))),
      told(others(['b', 'c'], 212), OPENED_MS, BOT),
      ...['b', 'c'].map((id) => told(added(missed(id)))),
    ];
    expect(lastOf([...facts, told(others(['d'], 212), NOW_MS, BOT)])).toHaveLength(1);
  });

  it('says where others may have begun earlier', () => {
    const seen = others(['x', 'y'], 212);
    const earlier = (isAll: boolean) => ({
      ...seen,
      others: seen.others.map((each, index) =>
        index === 0 || isAll ? { ...each, isAtLeast: true } : { ...each, sinceMs: MISSED_MS + 48 * HOUR_MS },
      ),
    });
    const facts = [told(added(missed('a')))];
    expect(lastOf([...facts, told(earlier(true), NOW_MS, BOT)])[0]).toContain(
      'since Mon 21 July or earlier: ',
    );
    expect(lastOf([...facts, told(earlier(false), NOW_MS, BOT)])[0]).toContain(
      '(the first since Mon 21 July or earlier): ',
    );
  });

  it('of a source that was taken out of the configuration that it is not asked', () => {
    const gone = told({ kind: 'source-failed', source: 'loki', status: 'not-configured' }, NOW_MS, BOT);
    expect(lastOf([gone])[0]).toMatch(/^Loki is not configured any more, and is not asked · /u);
  });
});

describe('the root message', () => {
  it('counts apart of whom nothing is expected any more', () => {
    const summary = (...seen: readonly SubjectSeen[]) =>
      rootReportOf(opened(...seen), EN)
        .summary.split(' · ')
        .at(-1);
    expect(summary(missed('a'), kept('b'), notExpected('c'))).toBe(
      '1 of 3 widgets missing, 1 well, 1 not expected any more',
    );
    expect(summary(kept('b'), notExpected('c'))).toBe('1 widget is well, 1 not expected any more');
    expect(summary(notExpected('c'))).toBe('the widget is not expected any more');
    expect(stillNotWell(opened(missed('a'), notExpected('c')), EN)).not.toContain('Clinic C');
    expect(stillNotWell(opened(notExpected('c')), EN)).toBeNull();
  });

  it('of a run whose time has passed says that no check could judge it', () => {
    const check = { atMs: NEXT_MS + 3 * HOUR_MS, seen: [missed('a')], sources: [] };
    expect(rootOf(incidentOf([told(OPENED), told(added(missed('a')))], check))).toContain(
      'Next proof: the planned run of Mon 28 July 11:00 PDT, which could not be judged yet',
    );
  });

  it('of a resolved one with somebody who is not well does not look as if it were over', () => {
    const resolved = told({ kind: 'status-changed', to: 'resolved', notWell: [] });
    const rootWith = (telling: IncidentTelling, ...facts: readonly NewFact[]) =>
      rootReportOf(incidentOf([told(OPENED), ...facts]), telling);
    const well = [told(added(missed('a'))), changeOf(missed('a'), kept('a'), true), resolved];
    const broken = [...well, changeOf(kept('a'), missed('a'))];
    expect(rootWith(EN, ...well)).toMatchObject({ status: 'resolved', isAtOdds: false });
    expect(rootWith(EN, ...broken)).toMatchObject({
      status: 'resolved, though not everybody is well',
      isAtOdds: true,
    });
    expect(rootWith(ES, ...broken).status).toBe('resuelto, aunque no todos están bien');
    expect(rootWith(EN, told(added(missed('a'))))).toMatchObject({ status: 'reported', isAtOdds: false });
  });

  it('names who was not read by the last check, for what is known of them is older', () => {
    const facts = [told(OPENED), told(added(missed('a'))), told(added(missed('b')))];
    const check = { atMs: NOW_MS, seen: [missed('b')], sources: [] };
    expect(rootOf(incidentOf(facts, check)).at(-1)).toBe(
      'Last check: Thu 24 July 09:00 PDT; not read then: Clinic A (#a)',
    );
    expect(rootOf(incidentOf(facts, check), ES).at(-1)).toMatch(/; entonces no se leyó: Clinic A \(#a\)$/u);
    const later = told(added(missed('c')), NOW_MS + 1);
    expect(rootOf(incidentOf([...facts, later], { ...check, seen: [missed('a'), missed('b')] })).at(-1)).toBe(
      'Last check: Thu 24 July 09:00 PDT',
    );
  });

  it('of a resolved one says how a source was at its last check, for nobody has asked it since', () => {
    const facts = [
      told(OPENED),
      told(added(missed('a'))),
      told({ kind: 'source-failed', source: 'loki', status: 'failed' }, OPENED_MS, BOT),
      told({ kind: 'status-changed', to: 'resolved', notWell: [] }, NOW_MS),
    ];
    const incident = incidentOf(facts, { atMs: NOW_MS, seen: [missed('a')], sources: [] });
    expect(rootOf(incident).at(-1)).toBe(
      'Last check: Thu 24 July 09:00 PDT; Loki did not answer then (since Thu 24 July 08:00 PDT)',
    );
  });

  const subjects = [added(missed('a')), added(missed('b')), added(missing('c', 'other'))];
  const whole = incidentOf(
    [
      told(OPENED),
      ...subjects.map((body) => told(body)),
      told(others(['x', 'y'], 212), OPENED_MS, BOT),
      told({ kind: 'lead-taken' }, OPENED_MS + MINUTE_MS, person('U2')),
      told({ kind: 'source-failed', source: 'delivery', status: 'failed' }, OPENED_MS + MINUTE_MS, BOT),
    ],
    { atMs: NOW_MS, seen: [missed('a'), missed('b'), missing('c', 'other')], sources: [] },
  );

  it('tells when it began, who is how, who leads, and what proves anything next', () => {
    expect(rootReportOf(whole, EN).headline).toBe('#7 P2 · clinics silently skipped');
    expect(rootReportOf(whole, EN).status).toBe('acknowledged');
    expect(rootOf(whole)).toEqual([
      'Began: Mon 21 July 11:00 PDT',
      'Reported: Thu 24 July 07:00 PDT by help desk',
      'Affected: 3 of 3 widgets missing',
      '2 widgets: [missing/skipped] — Clinic A (#a) and Clinic B (#b)',
      'Clinic C (#c) · [missing/other]',
      'Blast radius: 2 more widgets have the verdict “[missing/skipped]” since Mon 21 July',
      'Lead: @U2',
      'Next proof: Mon 28 July 13:10 PDT (planned for Mon 28 July 11:00 PDT)',
      'Last check: Thu 24 July 09:00 PDT; the database does not answer (since Thu 24 July 08:01 PDT)',
    ]);
  });

  it('and the same in Spanish', () => {
    expect(rootReportOf(whole, ES).status).toBe('en atención');
    expect(rootOf(whole, ES)).toEqual([
      'Comienzo: lun 21 de julio 11:00 PDT',
      'Reportado: jue 24 de julio 07:00 PDT, por help desk',
      'Afectados: 3 de 3 aparatos sin enlace',
      '2 aparatos: [missing/skipped] — Clinic A (#a) y Clinic B (#b)',
      'Clinic C (#c) · [missing/other]',
      'Alcance: 2 aparatos más tienen el veredicto «[missing/skipped]» desde el lun 21 de julio',
      'A cargo: @U2',
      'Próxima comprobación: lun 28 de julio 13:10 PDT (ejecución prevista: lun 28 de julio 11:00 PDT)',
      'Última revisión: jue 24 de julio 09:00 PDT; la base de datos no responde (desde el jue 24 de julio 08:01 PDT)',
    ]);
  });

  it('makes sense in one line', () => {
    expect(rootReportOf(whole, EN).summary).toBe(
      '#7 P2 · clinics silently skipped · acknowledged · 3 of 3 widgets missing',
    );
    expect(rootReportOf(opened(missed('a'), unknown('b')), EN).summary).toMatch(
      /· 2 of 2 widgets not well$/u,
    );
    expect(rootReportOf(opened(kept('a')), EN).summary).toMatch(/· the widget is well$/u);
    expect(rootReportOf(opened(), EN).summary).toBe('#7 P2 · clinics silently skipped · reported');
  });

  it('needs nobody to be named, and no lead', () => {
    expect(rootOf(opened())).toEqual([
      'Began: not known',
      'Reported: Thu 24 July 07:00 PDT by help desk',
      'Affected: nobody has been named yet · engineers add somebody by /portal-incident add #7',
      'Lead: nobody yet',
    ]);
  });

  it('says by when it began where the data reaches no further back', () => {
    const since = { atMs: MISSED_MS, isAtLeast: true };
    const seen = { ...missed('a'), standing: standing('a', { state: 'missing', since }) };
    expect(rootOf(opened(seen))[0]).toBe('Began: by Mon 21 July 11:00 PDT');
    expect(rootOf(opened(seen), ES)[0]).toBe('Comienzo: lun 21 de julio 11:00 PDT o antes');
  });

  it('says when it began as people told, if they did', () => {
    const event = (mark: 'began') => told({ kind: 'event', text: 'deploy', mark }, MISSED_MS - HOUR_MS);
    const facts = [told(OPENED), told(added(missed('a'))), event('began')];
    expect(rootOf(incidentOf(facts))[0]).toBe('Began: Mon 21 July 10:00 PDT');
    expect(rootOf(incidentOf([...facts, told({ kind: 'withdrawn', seqOfWrong: 3 })]))[0]).toBe(
      'Began: Mon 21 July 11:00 PDT',
    );
  });

  it('names at most eight of a verdict, the worst first, and counts the others', () => {
    const well = kept('z');
    const many = Array.from({ length: 12 }, (_, index) => missing(`m${index}`));
    expect(rootOf(opened(well, ...many)).slice(2, -3)).toEqual([
      'Affected: 12 of 13 widgets missing, 1 well',
      '12 widgets: [missing/skipped] — Clinic M0 (#m0), Clinic M1 (#m1), Clinic M2 (#m2), Clinic M3 (#m3), Clinic M4 (#m4), Clinic M5 (#m5), Clinic M6 (#m6), Clinic M7 (#m7) and 4 more',
      'Clinic Z (#z) · [on-schedule/on-schedule]',
    ]);
  });

  it('loses nobody where each has a verdict of their own', () => {
    const many = Array.from({ length: 10 }, (_, index) => missing(`m${index}`, `code-${index}`));
    const lines = rootOf(opened(...many));
    expect(lines.slice(2, -3)).toHaveLength(6);
    expect(lines[7]).toBe('and 6 more widgets with 6 other verdicts');
  });

  it('counts each of twenty with a dozen verdicts, the worst and most first; in a terminal it names them', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `m${index}`);
    const many = ids.map((id, index) => missing(id, `code-${index < 9 ? 0 : index}`));
    const lines = rootOf(opened(unknown('u'), ...many)).slice(2, -3);
    expect(lines[0]).toBe('Affected: 21 of 21 widgets not well (20 missing, 1 unknown)');
    expect(lines[1]).toMatch(/^9 widgets: \[missing\/code-0\] — Clinic M0 \(#m0\), .* more$/u);
    expect(lines.slice(2, 5).every((line) => /^Clinic M\d+ /u.test(line))).toBe(true);
    expect(lines.slice(5)).toEqual(['and 9 more widgets with 9 other verdicts']);
    const whole = rootReportOf(opened(...many), EN, true)
      .lines.map(lineOf)
      .join('\n');
    expect(ids.filter((id) => !whole.includes(`(#${id})`))).toEqual([]);
  });

  it('says that nobody knows who else has the verdict where no run over all could tell', () => {
    const fleetEN = {
      ...EN,
      wordsOf: (checkId: string) => {
        const words = EN.wordsOf(checkId);
        return words === null ? null : { ...words, fleet: FLEET_WORDS };
      },
    };
    const check = { atMs: NOW_MS, seen: [missed('a')], sources: [] };
    const facts = [told(OPENED), told(added(missed('a')))];
    expect(rootOf(incidentOf(facts, check), fleetEN)).toContain('Blast radius: not known');
    const nobody = told(others([], 212), NOW_MS, BOT);
    expect(rootOf(incidentOf([...facts, nobody], check), fleetEN).join()).not.toContain('Blast radius');
    expect(rootOf(incidentOf(facts), fleetEN).join()).not.toContain('Blast radius');
  });

  it('speaks of no next proof once it is closed', () => {
    const closed = incidentOf([
      told(OPENED),
      told(added(kept('a'))),
      told({ kind: 'status-changed', to: 'resolved', notWell: [] }),
      told({ kind: 'status-changed', to: 'closed', notWell: [] }),
    ]);
    expect(rootOf(closed).some((line) => line.startsWith('Next proof'))).toBe(false);
  });

  it('has a mark of the state in front of those whom it is about', () => {
    const states = rootReportOf(opened(kept('a'), missed('b')), EN).lines.map(({ state }) => state);
    expect(states.filter((state): state is State => state !== undefined)).toEqual(['missing', 'on-schedule']);
  });
});

describe('an incident', () => {
  it('is told by names and codes where its check says nothing of incidents, or is there no more', () => {
    const incident = opened(missed('a'));
    expect(rootOf(incident, tellingIn('en', []))).toContain('Clinic A (a) · skipped');
  });

  describe('that was kept by an earlier release', () => {
    const later = tellingBy({ statement: failing, knows: (code) => code !== 'skipped' });
    const before = opened(missed('a'), missing('b', 'skipped'));

    it('still shows a verdict that is no more, by its code', () => {
      expect(rootOf(before, later)).toContain('2 widgets: skipped — Clinic A (#a) and Clinic B (#b)');
    });

    it('still tells how that verdict changed', () => {
      const changed = changeOf(missed('a'), missing('a', 'other'));
      const knowing = tellingBy({ knows: (code) => code !== 'skipped' });
      expect(lastOf([told(added(missed('a'))), changed], knowing)[0]).toMatch(
        /^Clinic A \(#a\): now \[missing\/other\] \(before: skipped\)/u,
      );
    });

    it('still names that verdict of the others who have it', () => {
      const facts = [told(added(missed('a'))), told(added(kept('b')))];
      const knowing = tellingBy({ knows: (code) => code !== 'skipped', holdsFigures: failing });
      expect(lastOf([...facts, told(others(['x'], 212), NOW_MS, BOT)], knowing)[0]).toMatch(
        /has the verdict “skipped” since/u,
      );
    });
  });

  it('does not pass off a mistake in the words of a verdict as one that is no more', () => {
    const mistaken = tellingBy({ statement: failing });
    const incident = opened(missed('a'));
    expect(() => rootOf(incident, mistaken)).toThrow('a mistake in the words');
    expect(() => factReportOf(factOf(incident, 'subject-added'), incident, mistaken)).toThrow(
      'a mistake in the words',
    );
  });

  it('warns who is not well before it is declared resolved', () => {
    const incident = opened(missed('a'), missed('b'), kept('c'));
    expect(stillNotWell(incident, EN)).toBe('2 of 3 are still missing: Clinic A (#a) and Clinic B (#b)');
    expect(stillNotWell(incident, ES)).toBe('2 de 3 siguen sin enlace: Clinic A (#a) y Clinic B (#b)');
    expect(stillNotWell(opened(kept('c')), EN)).toBeNull();
    expect(stillNotWell(opened(missed('a'), unknown('b')), EN)).toMatch(/^2 of 2 are still not well: /u);
  });

  it('has words for each status and each mark in both languages', () => {
    for (const words of [incidentEn, incidentEs]) {
      expect(Object.keys(words.statuses)).toEqual(STATUSES);
      expect(new Set(Object.values(words.statuses)).size).toBe(STATUSES.length);
    }
  });

  it('of which a later version has told more than can be read says so, wherever it is shown', () => {
    const facts = [told(OPENED), told(added(missed('a'))), told({ kind: 'unreadable' }, NOW_MS, BOT)];
    const incident = incidentOf(facts);
    const said = 'a fact of a later version cannot be read here';
    expect(rootOf(incident)[0]).toBe(said);
    expect(rootReportOf(incident, EN).summary).toContain(` · reported · ${said} · `);
    const timeline = timelineReportOf(timelineOf(incident.facts), incident, EN);
    expect(timeline.map(({ seq, said: line }) => `${seq} ${textOfSaid(line)}`).at(-1)).toBe(`3 ${said}`);
    expect(rootOf(incidentOf([...facts, told({ kind: 'unreadable' })]), ES)[0]).toBe(
      '2 registros de una versión posterior no se pueden leer aquí',
    );
    expect(rootOf(incidentOf([told({ ...OPENED, isReadInPart: true })]))[0]).toBe(said);
    expect(rootOf(opened(missed('a'))).join()).not.toContain('later version');
  });

  it('has a timeline with the numbers that correct it, and what was corrected', () => {
    const fact = factNamed('event');
    const [line] = timelineReportOf(
      [
        {
          seq: fact.seq,
          atMs: OPENED_MS,
          by: person(),
          body: { kind: 'event', text: 'back end out', mark: null },
          mark: null,
          corrections: [
            { by: person('U2'), recordedAtMs: NEXT_MS, wasText: 'front end out', wasAtMs: fact.atMs },
          ],
        },
      ],
      EVERYTHING,
      EN,
    );
    expect(line?.seq).toBe(22);
    expect(line?.at).toBe('Thu 24 July 08:00 PDT');
    expect(textOfSaid(line?.said ?? [])).toBe(
      'back end out (U1) · corrected by U2, Mon 28 July 11:00 PDT; was “front end out”, Thu 24 July 08:21 PDT',
    );
  });
});

function factOf(incident: Incident, kind: string): Incident['facts'][number] {
  const fact = incident.facts.findLast(({ body }) => body.kind === kind);
  if (fact === undefined) throw new Error(`no fact is ${kind}`);
  return fact;
}
