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
  },
  moments: {
    began: 'el comienzo',
    reported: 'el reporte',
    firstReaction: 'la primera reacción',
    engaged: 'la intervención',
    fixed: 'la solución confirmada',
  },
  ran: ({ hours, from, fromAt, to, toAt, isAtLeast }) =>
    `${isAtLeast ? 'al menos ' : ''}**${hours}** desde ${from} (${fromAt}) hasta ${to} (${toAt})`,
  besides: (ran) => `además, ${ran}`,
  notYet: 'aún no se conoce',
  beforeReport: (at) => `antes del reporte (${at})`,
  byThen: (at) => `a más tardar el ${at}`,
  hoursAndMinutes:
    'En horas y minutos, contados desde el reporte; además, desde el comienzo, donde se conoce.',
  impact: (subjects, noun, runs, isAtLeast) =>
    `${counted(subjects, noun)}; ${isAtLeast ? 'al menos ' : ''}${counted(runs, { one: 'ejecución prevista incumplida', many: 'ejecuciones previstas incumplidas' })} en total.`,
  nobody: ({ many }) => `No se nombraron ${many}. Por escribir: a quiénes afectó y de qué manera.`,
  missed: ({ runs, isAtLeast, firstAt, isWell, takenOutAt }) =>
    [
      runs === 0
        ? 'no se conoce ninguna ejecución prevista incumplida'
        : `${isAtLeast ? 'al menos ' : ''}${counted(runs, { one: 'ejecución prevista incumplida', many: 'ejecuciones previstas incumplidas' })}, la primera: ${firstAt ?? 'un día que no se conoce'}`,
      takenOutAt !== null
        ? `se retiró del incidente el ${takenOutAt}`
        : isWell
          ? 'ya está bien'
          : 'aún no hay prueba de que esté bien',
    ].join('; '),
  foundBy: {
    report: (by, at) => `Por un reporte${by === null ? '' : ` de ${by}`}, el ${at}.`,
    digest: (_by, at) => `Por un resumen del bot; reportado el ${at}.`,
    check: (_by, at) => `Por una revisión del bot; reportado el ${at}.`,
  },
  seenByBot: (at) => `El bot lo vio por primera vez el ${at}.`,
  why: (index, subject) =>
    subject === null ? `¿Por qué ${index}?` : `Por qué ${index}: ¿por qué le pasó a ${subject}?`,
  whyOfThat: '¿Por qué?',
  whyHappened: '¿Por qué pasó?',
  undetected: ({ days, isAtLeast }) =>
    days === 0
      ? `La primera ejecución prevista incumplida${isAtLeast ? ' que se conoce' : ''} fue el mismo día del reporte: un resumen después de cada ejecución la habría mostrado entonces.`
      : `La primera ejecución prevista se incumplió ${isAtLeast ? 'al menos ' : ''}${counted(days, { one: 'día', many: 'días' })} antes del reporte: un resumen lo habría mostrado ${isAtLeast ? 'para entonces' : 'ese mismo día'}.`,
  waited: {
    'first-reaction': (hours) => `Pasaron ${hours} desde el reporte hasta la primera reacción.`,
    engaged: (hours) => `Pasaron ${hours} más hasta que alguien se hizo cargo.`,
    fixed: (hours) => `Pasaron ${hours} más hasta que se confirmó la solución.`,
  },
  timeline: { when: 'Cuándo', what: 'Qué' },
  reported: (by) => `reportado${by === null ? '' : ` por ${by}`}`,
  began: 'se incumplió la primera ejecución prevista',
};

function counted(count: number, { one, many }: Noun): string {
  return `${count.toLocaleString('es')} ${count === 1 ? one : many}`;
}
