import { describe, expect, it } from 'vitest';
import { clocksOf } from '../../src/incidents/clocks-of.ts';
import { hoursAndMinutes } from '../../src/incidents/postmortem-sections.ts';
import { createWritePostmortem } from '../../src/incidents/write-postmortem.ts';
import { PORTAL_LINKS } from '../support/portal-links-world.ts';
import { at, case003 } from '../incidents/case-003.ts';

const write = createWritePostmortem({
  checks: [PORTAL_LINKS],
  findDiagnosis: async () => null,
  clock: () => at('2025-06-12T09:00'),
});

describe('Case 003: the postmortem of the P1 gets the figures that its people got wrong by a minute', () => {
  it.each([
    ['timeToDetect', '1:44', '2025-06-09T12:28'],
    ['timeToEngage', '2:25', '2025-06-09T13:09'],
    ['timeToFix', '24:29', '2025-06-10T11:13'],
  ] as const)('%s is %s, from the report', (clock, expected, until) => {
    const { fromReport } = clocksOf(case003())[clock];
    expect(hoursAndMinutes(fromReport?.elapsedMs ?? -1)).toBe(expected);
    expect([fromReport?.from.atMs, fromReport?.to.atMs]).toEqual([at('2025-06-09T10:44'), at(until)]);
  });

  it('and nothing is counted from a beginning that nobody knows', () => {
    const { began, timeToFix } = clocksOf(case003());
    expect([began, timeToFix.fromBeginning]).toEqual([null, null]);
  });

  it('is written in the team’s own form, in its order', async () => {
    const { markdown } = await write(case003(), 'es');
    const headings = [...markdown.matchAll(/^#+ (.+)$/gmu)].map(([, heading]) => heading);
    expect(headings).toEqual([
      '9 de junio de 2025 · P1 · "Patients Treated" held the patients of all providers',
      'Resumen',
      'Nivel de Severidad',
      'Tiempos',
      '3 - 5 Aprendizajes',
      'Evaluación de Impacto',
      'Monitoreo',
      'Análisis de la causa raíz (Cinco Por Qué)',
      'Cómo pudo haberse…',
      'Prevenido',
      'Detectado más temprano',
      'Mitigado más pronto',
      'Línea Temporal (America/Bogota)',
    ]);
  });

  it('names each time with the two moments that it runs between', async () => {
    const { markdown } = await write(case003(), 'en');
    const times = markdown.split('\n').filter((line) => line.startsWith('- **TT'));
    expect(times).toEqual([
      '- **TTD, to the first reaction:** **1:44** from the report (Mon 9 June 10:44 GMT-5) to the first reaction (Mon 9 June 12:28 GMT-5)',
      '- **TTE, to the engagement:** **2:25** from the report (Mon 9 June 10:44 GMT-5) to the engagement (Mon 9 June 13:09 GMT-5)',
      '- **TTF, to the confirmed fix:** **24:29** from the report (Mon 9 June 10:44 GMT-5) to the confirmed fix (Tue 10 June 11:13 GMT-5)',
    ]);
  });

  it('tells the whole timeline from the report on, in order', async () => {
    const { markdown } = await write(case003(), 'en');
    const rows = [...markdown.matchAll(/^\| (\w{3} \d+ June \d\d:\d\d) GMT-5 \| (.+) \|$/gmu)];
    expect(rows.map(([, when]) => when)).toEqual([
      'Mon 9 June 10:44',
      'Mon 9 June 12:28',
      'Mon 9 June 12:30',
      'Mon 9 June 12:46',
      'Mon 9 June 13:09',
      'Mon 9 June 16:34',
      'Mon 9 June 19:36',
      'Tue 10 June 10:00',
      'Tue 10 June 10:59',
      'Tue 10 June 11:13',
      'Tue 10 June 11:20',
    ]);
    expect(rows[0]?.[2]).toBe('Reported by help desk');
    expect(rows[1]?.[2]).toContain('first person reacts');
  });
});
