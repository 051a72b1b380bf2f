import type { SourceId } from '../diagnosis/reading.ts';
import type { State } from '../diagnosis/verdict.ts';
import { datesInSpanish } from './dates.es.ts';
import type { DigestWords } from './digest.en.ts';
import { SOURCE_NAMES_ES, STATE_NAMES_ES } from './names.es.ts';
import { problemInSpanish } from './problems.es.ts';

/**
 * What digests say, in Spanish. A digest is a "resumen"; nobody is "tú" or "usted", and whoever it is about is masculine, as
 * "proveedor" is.
 */
export const digestEs: DigestWords = {
  dates: datesInSpanish,
  problem: problemInSpanish,
  states: STATE_NAMES_ES,

  labels: {
    distrust: 'No es confiable',
    incidents: 'Incidentes abiertos',
    settings: 'Configuración',
    incomplete: 'Incompleto',
    first: 'Primer resumen',
    outage: 'Interrupción',
    new: 'Nuevos',
    worse: 'Peor',
    recovered: 'Recuperados',
    dropped: 'Ya no corresponde',
    unclear: 'Sin determinar',
    notWell: { missing: 'Sin enlace', partial: 'Parciales', both: 'Sin enlace o parciales' },
    still: {
      missing: 'Siguen sin enlace',
      partial: 'Siguen parciales',
      both: 'Siguen sin enlace o parciales',
    },
    factor: 'Factor común',
    finding: 'También',
    note: 'Nota',
  },

  title: (title, selection) =>
    selection.length === 0 ? title : `${title} (${selection.map(either).join(', ')})`,

  headline: ({ title, counts, total, isAtLeast, isInPart, lastTime }) => {
    if (total === 0) return `${title}: ${isAtLeast ? 'no se pudo leer ninguno' : 'ninguno que vigilar'}`;
    const firstChanged = counts.findIndex(({ change }) => change !== null && change !== 0);
    const told = counts.map(({ state, count, change }, index) => {
      const of = index > 0 || isInPart ? '' : ` de ${figure(total)}`;
      const than = index === firstChanged ? ` que ${lastTime}` : '';
      return `${figure(count)}${of} ${inState(state, count)}${change === null || change === 0 ? '' : ` (${more(change)}${than})`}`;
    });
    const asThen = lastTime !== null && firstChanged < 0 && !isAtLeast ? `; tantos como ${lastTime}` : '';
    return `${title}: ${isInPart ? read(total) : ''}${isAtLeast ? 'al menos ' : ''}${told.join(', ')}${asThen}`;
  },

  lastTime: (atMs, isSameDay, dates) =>
    isSameDay ? `hoy a las ${dates.time(atMs)}` : `el ${dates.day(atMs)}`,

  subject: (name, details) => (details === '' ? name : `${name} (${details})`),

  counted: (label, count) => `${label} (${figure(count)})`,

  names: namesWithMore,
  incident: ({ number, severity, title, ...standing }) =>
    [`#${number} ${severity}${title === '' ? '' : ` «${title}»`}`, ...standingSaid(standing)].join(': '),
  incidentInPart: (incident) => `${incident}, leído en parte`,
  incidentsUnread: 'no se pudieron leer',
  inIncident: (numbers) => `incidente ${numbers}`,

  about: (text, list, count) =>
    list === null ? text : `${text} ${count === 1 ? 'Quién' : 'Quiénes'}: ${list}`,

  first: (isComplete) =>
    `no hay uno anterior completo con el que comparar${isComplete ? '; desde el próximo solo se informa lo que haya cambiado' : ''}`,

  incomplete: (lastTime, lists) =>
    [
      ...(lastTime === null ? [] : ['no se informa ninguna recuperación']),
      'ningún resumen posterior se compara con este',
      ...lists.map(({ list, time }) => `sin enlace o parciales ${time}, y ahora no se ven así: ${list}`),
    ].join('; '),

  unclear: (lists) =>
    lists
      .map(({ list, time }) => `${list}: sin enlace o parcial ${time}, y ahora no se puede determinar`)
      .join('; '),

  unknown: (lost, others, lastTime) =>
    [
      ...(lost === null ? [] : [`se podía determinar ${lastTime}, y ahora no: ${lost}`]),
      ...(others === null ? [] : [`no se puede determinar: ${others}`]),
    ].join('; '),

  distrust: (reasons) => `porque ${reasons.join('; ')}`,
  silences: (silences) =>
    silences.map(
      ({ source, sign, of, since, newest }) =>
        `${inSentence(source)} no tiene ${SIGNS[sign]}${of === null ? '' : ` de ${of}`} desde el ${since}${newest === null ? '' : ` (lo más reciente es del ${newest})`}`,
    ),
  vanished: (count, lastTime) => `no queda ninguno de los ${figure(count)} que había ${lastTime}`,

  settingsChanged: (since) =>
    `la de la revisión cambió después del ${since}: puede haber cambios solo por eso`,

  outages: (texts, lastTime) => `${lastTime === null ? '' : `ya había una ${lastTime}: `}${texts.join(' ')}`,

  endedOutage: (recovered, affected, lastTime) =>
    `${figure(recovered)} de los ${figure(affected)} de una interrupción que había ${lastTime} y terminó`,

  besides: (list) => `además, ${list}`,

  withdrawn: (list, lastTime) => `al día ${lastTime}: ${list}`,

  worse: (list) => `${list}; antes parcial`,

  ages: {
    'under-2-weeks': () => 'desde hace menos de 2 semanas',
    'some-days-or-more': ({ days }) =>
      days === 0
        ? 'desde hace unas horas o más'
        : `desde hace ${days === 1 ? 'un día' : `${figure(days)} días`} o más`,
    '2-to-4-weeks': ({ isAtLeast }) => `desde hace ${isAtLeast ? '2 semanas o más' : '2 a 4 semanas'}`,
    '4-to-8-weeks': ({ isAtLeast }) => `desde hace ${isAtLeast ? '4 semanas o más' : '4 a 8 semanas'}`,
    'over-8-weeks': () => 'desde hace 8 semanas o más',
    unknown: () => 'sin que se sepa desde cuándo',
  },

  ageList: (ages) => listed(ages.map(({ age, count }) => (count === null ? age : `${figure(count)} ${age}`))),
  listAged: (list, ages) => `${list}; ${ages}`,

  factor: (factor) => {
    const { trait, value, kind, affectedWith, affected, affectedUnknown, isTooFew } = factor;
    const { unaffectedWith, unaffected, unaffectedUnknown } = factor;
    return [
      `${trait} ${FACTORS[kind]}${value}: ${share(affectedWith, affected, affectedUnknown, 'afectados')}`,
      `${share(unaffectedWith, unaffected, unaffectedUnknown, 'al día')}${isTooFew ? '; son muy pocos para asegurarlo' : ''}`,
    ].join(', ');
  },

  muted: (count) =>
    count === 1 ? '1 silenciado, contado arriba' : `${figure(count)} silenciados, contados arriba`,
  unmuted: (list) => `terminó su silencio y siguen sin enlace o parciales: ${list}`,
  skipped: (first, last, count, isAtLeast) =>
    count === 1
      ? `no hubo resumen el ${first}; este lo reemplaza`
      : `faltaron ${isAtLeast ? 'al menos ' : ''}${figure(count)} resúmenes, del ${first} al ${last}; este los reemplaza`,
  judgedAnew: (lastTime) => `las reglas cambiaron: lo que había ${lastTime} se evaluó de nuevo`,
  notJudgedAnew: (lastTime) =>
    `las reglas cambiaron y lo que había ${lastTime} no se puede evaluar de nuevo: puede haber diferencias solo por eso`,

  coverage: {
    checked: (read, subjects) =>
      subjects === 0 && read === 0 ? 'ninguno revisado' : `revisados ${figure(read)} de ${figure(subjects)}`,
    ok: (source) => `${SOURCE_NAMES_ES[source]} ok`,
    notOk: (source, status, during, problem) =>
      `${SOURCE_NAMES_ES[source]} ${status === 'failed' ? 'falló' : 'respondió en parte'} ${during}${problem === null ? '' : `: ${problem}`}`,
    notConfigured: (source) => `${SOURCE_NAMES_ES[source]} sin configurar`,
    asOf: (at, rulesVersion) => `al ${at} · reglas ${rulesVersion}`,
  },

  summary: {
    quiet: (title, since, counts) => `${title}: nada ha cambiado desde el ${since}: ${counts}`,
    counts: (counts, total) =>
      counts
        .map(
          ({ state, count }, index) =>
            `${figure(count)}${index > 0 ? '' : ` de ${figure(total)}`} ${inState(state, count)}`,
        )
        .join(', '),
    changes: ({ inOutage, fresh, worse, recovered, dropped }) =>
      [
        [inOutage, 'en una interrupción', 'en una interrupción'] as const,
        [fresh, 'nuevo', 'nuevos'] as const,
        [worse, 'peor', 'peor'] as const,
        [recovered, 'recuperado', 'recuperados'] as const,
        [dropped, 'ya no corresponde', 'ya no corresponden'] as const,
      ]
        .filter(([count]) => count > 0)
        .map(([count, one, many]) => `${figure(count)} ${count === 1 ? one : many}`)
        .join(', '),
  },

  standing: {
    fresh: (since) => `nuevo${since === '' ? '' : `, ${since}`}`,
    first: (since) => (since === '' ? 'no se sabe desde cuándo' : since),
    worse: (since) => `peor, antes parcial${since === '' ? '' : `; ${since}`}`,
    still: (state, since) => words('sigue', inState(state, 1), since),
    unmuted: (state, since) => words('terminó su silencio y sigue', inState(state, 1), since),
    recovered: (state, since) => words('estaba', inState(state, 1), since),
    unclear: (state, since) => words('ahora no se puede determinar, estaba', inState(state, 1), since),
    dropped: (state, since) => words('ya no corresponde, estaba', inState(state, 1), since),
    incomparable: (state, since) =>
      words('al día según otro plan que aquel en el que falló, estaba', inState(state, 1), since),
    elsewhere: (state, since) => words('ya no está entre estos, estaba', inState(state, 1), since),
    muted: (until, why) => `silenciado hasta el ${until}${why === '' ? '' : `: ${why}`}`,
  },
  since: ({ atMs, isAtLeast }, dates) => `desde el ${dates.day(atMs)}${isAtLeast ? ' o antes' : ''}`,
  notRead: 'sin leer',
  notSure: 'parece estar bien, pero no todas las fuentes respondieron por completo',
  gone: 'ya no existe',

  trend: {
    locale: 'es-419',
    title: (title, digests) => `${title}: los últimos ${figure(digests)} resúmenes completos`,
    axisTitle: (timeZone) => `Momentos de los resúmenes, en ${timeZone}`,
    alt: (title, first, last, series) => `${title}, del ${first} al ${last}. ${series.join('; ')}.`,
    series: (state, first, highest, highestAt, last) =>
      `${inState(state, 2)}: ${figure(first)} al comienzo, ${figure(highest)} como máximo (${highestAt}), ${figure(last)} al final`,
  },
};

const SIGNS: Readonly<Record<'line' | 'event' | 'link' | 'rows', string>> = {
  line: 'ninguna línea',
  event: 'ningún evento',
  link: 'ningún enlace',
  rows: 'ningún estado de sus filas',
};

const FACTORS: Readonly<Record<'same' | 'before' | 'after', string>> = {
  same: '',
  before: 'antes del ',
  after: 'desde el ',
};

function inSentence(source: SourceId): string {
  return source === 'delivery' ? 'la base de datos' : SOURCE_NAMES_ES[source];
}

/** Behind a figure: "2 parciales". */
function inState(state: State, count: number): string {
  if (state === 'not-expected')
    return count === 1 ? 'al que no le corresponde' : 'a los que no les corresponde';
  return state === 'partial' && count !== 1 ? 'parciales' : STATE_NAMES_ES[state];
}

function namesWithMore(names: readonly string[], count: number): string {
  const rest = count - names.length;
  return listed(rest > 0 ? [...names, `${figure(rest)} más`] : names);
}

function read(total: number): string {
  return total === 1 ? 'del único que se leyó, ' : `de los ${figure(total)} que se leyeron, `;
}

function more(change: number): string {
  return `${figure(Math.abs(change))} ${change > 0 ? 'más' : 'menos'}`;
}

/** "0 de 18 al día (de 12 no se sabe)" */
function share(count: number, total: number, unknown: number, who: string): string {
  const known = `${figure(count)} de ${figure(total - unknown)} ${who}`;
  return unknown === 0 ? known : `${known} (de ${figure(unknown)} no se sabe)`;
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function standingSaid({
  of,
  notWell,
  well,
  isResolved,
}: Omit<Parameters<DigestWords['incident']>[0], 'number' | 'severity' | 'title'>): readonly string[] {
  if (of === 0) return [];
  if (notWell > 0) {
    const but = isResolved ? 'resuelto, pero ' : '';
    return [`${but}${of === 1 ? '' : `${figure(notWell)} de ${figure(of)} `}con problemas`];
  }
  return [well < of ? `${figure(well)} de ${figure(of)} bien` : of === 1 ? 'bien' : `los ${figure(of)} bien`];
}

function figure(count: number): string {
  return count.toLocaleString('es-419');
}

function listed(items: readonly string[]): string {
  return new Intl.ListFormat('es-419', { type: 'conjunction' }).format(items);
}

function either(items: readonly string[]): string {
  return new Intl.ListFormat('es-419', { type: 'disjunction' }).format(items);
}
