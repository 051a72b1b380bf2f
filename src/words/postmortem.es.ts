import type { PostmortemWords } from './postmortem.en.ts';

interface Noun {
  readonly one: string;
  readonly many: string;
}

/** The headings are those of the team's own record. */
export const postmortemEs: PostmortemWords = {
  headings: {
    summary: 'Resumen',
    severity: 'Nivel de Severidad',
    times: 'Tiempos',
    learnings: '3 - 5 Aprendizajes',
    impact: 'Evaluación de Impacto',
    monitoring: 'Monitoreo',
    whys: 'Análisis de la causa raíz (Cinco Por Qué)',
    could: 'Cómo pudo haberse…',
    prevented: 'Prevenido',
    'detected-earlier': 'Detectado más temprano',
    'mitigated-sooner': 'Mitigado más pronto',
    timeline: (timeZone) => `Línea Temporal (${timeZone})`,
  },
  toWrite: 'Por escribir.',
  severity: (severity) => `**${severity}**`,
  clocks: {
    timeToDetect: 'TTD, hasta la primera reacción',
    timeToEngage: 'TTE, hasta la intervención',
    timeToFix: 'TTF, hasta la solución confirmada',
    timeToDeclaredFix: 'TTF, hasta la solución declarada',
  },
  moments: {
    began: 'el comienzo',
    reported: 'el reporte',
    firstReaction: 'la primera reacción',
    engaged: 'la intervención',
    mitigated: 'la mitigación',
    fixed: 'la solución confirmada',
  },
  ran: ({ hours, from, fromAt, to, toAt, isAtLeast }) =>
    `${isAtLeast ? 'al menos ' : ''}**${hours}** desde ${from} (${fromAt}) hasta ${to} (${toAt})`,
  declaredFix: (by) => `la solución declarada${by === null ? '' : ` por ${by}`}`,
  unconfirmed: (notWell) => `sin confirmar por una revisión: ${notWell}`,
  besides: (ran) => `además, ${ran}`,
  notYet: 'aún no se conoce',
  beforeReport: (at) => `antes del reporte (${at})`,
  byThen: (at) => `a más tardar el ${at}`,
  hoursAndMinutes:
    'En horas y minutos, contados desde el reporte y, cuando se conoce, también desde el comienzo.',
  impact: (subjects, noun, runs, isAtLeast) =>
    runs === 0 && isAtLeast
      ? `${counted(subjects, noun)}; no se conoce ninguna ejecución prevista incumplida.`
      : `${counted(subjects, noun)}; ${isAtLeast ? 'al menos ' : ''}${counted(runs, { one: 'ejecución prevista incumplida', many: 'ejecuciones previstas incumplidas' })} en total.`,
  nobody: ({ many }) => `No se nombraron ${many}. Por escribir: a quiénes afectó y de qué manera.`,
  missed: ({ runs, isAtLeast, firstAt, end, takenOutAt }) =>
    [
      firstAt === null
        ? 'no se conoce ninguna ejecución prevista incumplida'
        : `${isAtLeast ? 'al menos ' : ''}${counted(runs, { one: 'ejecución prevista incumplida', many: 'ejecuciones previstas incumplidas' })}, la primera el ${firstAt}`,
      takenOutAt === null ? ENDS[end] : `se retiró del incidente el ${takenOutAt}`,
    ].join('; '),
  foundBy: {
    report: (by, at) => `Se conoció por un reporte${by === null ? '' : ` de ${by}`}, el ${at}.`,
    digest: (_by, at) => `Se detectó por un resumen del bot; se reportó el ${at}.`,
    check: (_by, at) => `Se detectó por una revisión del bot; se reportó el ${at}.`,
  },
  seenByBot: (at) => `El bot lo vio por primera vez el ${at}.`,
  whyOfThat: '¿Por qué?',
  whyHappened: '¿Por qué pasó?',
  undetected: ({ days, isAtLeast }) =>
    days === 0
      ? `La primera ejecución prevista incumplida${isAtLeast ? ' que se conoce' : ''} fue el mismo día del reporte: un resumen del bot después de cada ejecución la habría mostrado entonces.`
      : `La primera ejecución prevista se incumplió ${isAtLeast ? 'al menos ' : ''}${counted(days, { one: 'día', many: 'días' })} antes del reporte: un resumen del bot lo habría mostrado ${isAtLeast ? 'para entonces' : 'ese mismo día'}.`,
  waited: (hours, from, to) => `${hours} desde ${from} hasta ${to}`,
  timeline: { when: 'Cuándo', what: 'Qué' },
  reported: (by) => `Reportado${by === null ? '' : ` por ${by}`}`,
  began: 'Comienzo',
  firstMissed: 'Se incumplió la primera ejecución prevista',
};

const ENDS: Readonly<Record<Parameters<PostmortemWords['missed']>[0]['end'], string>> = {
  well: 'estuvo bien todo el tiempo',
  'well-again': 'ya está bien',
  'not-expected': 'ya no se espera nada',
  'not-proved': 'aún no hay prueba de que esté bien',
  'not-well': 'aún no está bien',
};

function counted(count: number, { one, many }: Noun): string {
  return `${count.toLocaleString('es')} ${count === 1 ? one : many}`;
}
