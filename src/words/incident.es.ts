import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { Confidence, State } from '../diagnosis/verdict.ts';
import { datesInSpanish } from './dates.es.ts';
import { digestEs } from './digest.es.ts';
import type { IncidentWords } from './incident.en.ts';
import { SOURCE_NAMES_ES, STATE_NAMES_ES } from './names.es.ts';
import { said } from './said.ts';

/**
 * What incidents say, in Spanish. To be on it is "estar a cargo", an acknowledged incident "está en atención", a planned run is an "ejecución
 * prevista", as in digests, and what it proves is a "comprobación"; a check is a "revisión". Nobody is "tú" or "usted".
 */
export const incidentEs: IncidentWords = {
  dates: datesInSpanish,

  headline: (number, severity, title) =>
    title === '' ? `#${number} ${severity}` : `#${number} ${severity} · ${title}`,
  statuses: {
    reported: 'reportado',
    acknowledged: 'en atención',
    mitigated: 'mitigado',
    resolved: 'resuelto',
    closed: 'cerrado',
  },
  notAllWell: (status) => `${status}, aunque no todos están bien`,
  bot: 'el bot',
  noun: { one: 'caso', many: 'casos' },
  subject: digestEs.subject,
  names: digestEs.names,
  more: (count, list) => `y ${figure(count)} más${list === null ? '' : `: ${list}`}`,
  moreBelow: (count) => `y ${figure(count)} más, nombrados a continuación`,
  moreVerdicts: (count, verdicts, noun) =>
    `y ${figure(count)} ${count === 1 ? noun.one : noun.many} más con ${verdicts === 1 ? 'otro veredicto' : `otros ${figure(verdicts)} veredictos`}`,

  labels: {
    began: 'Comienzo',
    reported: 'Reportado',
    detected: 'Visto por el bot',
    summary: 'Resumen',
    also: 'Además',
    affected: 'Afectados',
    others: 'Alcance',
    lead: 'A cargo',
    nextProof: 'Próxima comprobación',
    lastCheck: 'Última revisión',
    note: (seq) => `Nota ${seq}`,
    event: (seq) => `Evento ${seq}`,
  },

  root: {
    began: (at, isAtLatest) => (isAtLatest ? `${at} o antes` : at),
    notKnown: 'no se sabe',
    reported: (at, by) => (by === null ? said`${at}` : said`${at}, por ${by}`),
    standing: (statement, list) => `${list} · ${statement}`,
    group: (count, noun, statement, list) => `${counted(count, noun)}: ${statement} — ${list}`,
    noSubjects: 'todavía no se nombró a nadie',
    nobodyLeft: 'ya nadie',
    toAdd: (number) => `para agregar (ingeniería): /portal-incident add #${number}`,
    nobody: 'todavía nadie',
    nextProof: (judgedAt, plannedAt) => `${judgedAt} (ejecución prevista: ${plannedAt})`,
    noProof: 'no se conoce ninguna',
    notLookedAnew: 'no se sabe hasta la próxima revisión',
    notCheckedYet: 'todavía ninguna',
    notReadThen: (list) => `entonces no se leyó: ${list}`,
    notJudged: (plannedAt) => `ejecución prevista del ${plannedAt}, que todavía no se pudo juzgar`,
    failedSince: (source, status, at) => `${inSentence(source)} ${SOURCE_FAILURES[status]} (desde el ${at})`,
    hadFailed: (source, status, at) =>
      `${inSentence(source)} ${SOURCE_FAILURES_THEN[status]} entonces (desde el ${at})`,
    restNotShown: 'Lo demás no se ha podido mostrar aquí. Queda registrado, y lo ocurrido está en el hilo',
    notWell: ({ count, of, state }, noun) =>
      `${figure(count)} de ${counted(of, noun)} ${stateSaid(state, count)}`,
    allWell: (count, noun) =>
      count === 1 ? `el ${noun.one} está bien` : `los ${counted(count, noun)} están bien`,
    someWell: (count, noun) => `${counted(count, noun)} ${count === 1 ? 'está' : 'están'} bien`,
    well: (count) => `${figure(count)} bien`,
    inState: (count, state) => `${figure(count)} ${stateSaid(state, count)}`,
    unproved: (count) => `${figure(count)} sin comprobar todavía`,
    switchedOff: (count) => `de ${figure(count)} ya no se espera nada`,
    allSwitchedOff: (count, noun) =>
      count === 1
        ? `ya no se espera nada del ${noun.one}`
        : `ya no se espera nada de los ${counted(count, noun)}`,
  },

  notProved: 'ninguna ejecución prevista lo ha comprobado todavía',
  since: (at, isAtLeast) => `desde el ${at}${isAtLeast ? ' o antes' : ''}`,
  missedRuns: (count, isAtLeast) =>
    `${isAtLeast ? 'al menos ' : ''}${figure(count)} ${count === 1 ? 'ejecución prevista incumplida' : 'ejecuciones previstas incumplidas'}`,

  verdict: {
    quoted: (statement) => `veredicto «${statement}»`,
    asOf: (subject) => `mismo veredicto que ${subject}`,
    asBefore: (subject) => `veredicto que tenía ${subject}`,
  },
  others: ({ count, isAtLeast, noun, verdict, since, list }) =>
    [
      `${isAtLeast ? 'al menos ' : ''}${figure(count)} ${count === 1 ? `${noun.one} más tiene` : `${noun.many} más tienen`} el ${verdict ?? 'mismo veredicto'}`,
      ...(since === null ? [] : [` ${since}`]),
      ...(list === null ? [] : [`: ${list}`]),
    ].join(''),
  sinceAll: (day, isAtLeast) => `desde el ${day}${isAtLeast ? ' o antes' : ''}`,
  sinceFirst: (day, isAtLeast) => `(el primero desde el ${day}${isAtLeast ? ' o antes' : ''})`,
  othersBefore: (count) => `En la revisión anterior: ${figure(count)}`,
  noOthers: (of, noun, verdict, besides) =>
    `de ${counted(of, noun)}, nadie fuera de este incidente tiene el ${verdict ?? 'mismo veredicto'}${besides}`,
  noOthersAtAll: (of, noun, besides, isRest) =>
    `de ${counted(of, noun)}, nadie fuera de este incidente tiene alguno de sus ${isRest ? 'otros veredictos' : 'veredictos'}${besides}`,
  noOthersKnown: (verdict, besides) =>
    `no se sabe de nadie fuera de este incidente con el ${verdict ?? 'mismo veredicto'}${besides}; no se pudo leer a todos`,
  besides: ({ count, list }) =>
    `, aparte de ${list}, que se ${count === 1 ? 'quitó' : 'quitaron'} del incidente`,

  opened: (by, origin) => said`Abierto por ${by}${ORIGINS[origin]}`,
  added: {
    opening: () => [],
    'by-hand': (by) => said`agregado por ${by}`,
    'same-verdict': (by) => said`agregado por ${by}, por tener el mismo veredicto`,
  },
  removed: (by, subject) => said`${subject}: quitado por ${by}`,
  changed: (subject, before, after) => `${subject}: ahora ${after} (antes: ${before})`,
  surer: (subject, statement, before, after) =>
    `${subject}: sigue ${statement}; ahora su causa ${causeSaid(before, after)} (antes: ${CONFIDENCES[before]})`,
  states: STATE_NAMES_ES,
  recovered: (subject, before) => `${subject} se recuperó${before === null ? '' : ` (antes: ${before})`}`,
  provedBy: (at) => `comprobado por la ejecución prevista del ${at}`,

  sourceFailed: (sources, status) => {
    const [isOne, list] = [sources.length === 1, sourcesSaid(sources)];
    const failure = (isOne ? SOURCE_FAILURES : SOURCES_FAILURES)[status];
    return status === 'not-configured'
      ? `${list} ${failure}, y no se ${isOne ? 'consulta' : 'consultan'}`
      : `${list} ${failure}: los veredictos que dependen de ${isOne ? 'esa fuente' : 'esas fuentes'} quedan como estaban`;
  },
  sourceBack: (source, failedAt, wasWatched) =>
    `${atStart(source)} responde de nuevo; no lo hacía ${wasWatched ? 'desde el' : 'en la revisión del'} ${failedAt}`,

  leadTaken: (by, instead) =>
    instead === null ? said`${by} está a cargo` : said`${by} está a cargo, en lugar de ${instead}`,
  statusChanged: {
    acknowledged: (by) => said`En atención, según ${by}`,
    mitigated: (by) => said`Mitigado, según ${by}`,
    resolved: (by) => said`Resuelto, según ${by}`,
    closed: (by) => said`Cerrado por ${by}`,
  },
  declaredWhile: (notWell) => `Se declaró resuelto, aunque ${notWell}`,
  stillNotWell: ({ count, of, state }, list) =>
    `${figure(count)} de ${figure(of)} ${count === 1 ? 'sigue' : 'siguen'} ${stateSaid(state, count)}: ${list}`,
  stillNotWellThen: ({ count, of, state }) =>
    `${figure(count)} de ${figure(of)} ${count === 1 ? 'seguía' : 'seguían'} ${stateSaid(state, count)}`,
  reopened: (by) => said`Reabierto por ${by}`,
  severityChanged: (by, before, to) => said`Severidad ${before} → ${to}, por ${by}`,
  resolutionProposed: (count, noun, runAt) =>
    `${count === 1 ? `El ${noun.one} está bien` : `Los ${counted(count, noun)} están bien`} ${sinceRun(runAt)}. ¿Está resuelto?`,
  resolutionProposedBut: (well, off, runAt) =>
    `${well.list} ${well.count === 1 ? 'está' : 'están'} bien ${sinceRun(runAt)}; ya no se espera nada de ${off.list}. ¿Está resuelto?`,
  resolutionProposedOff: (count, noun) =>
    `Ya no se espera nada ${count === 1 ? `del ${noun.one}` : `de los ${counted(count, noun)}`}: ninguna ejecución prevista comprobará nada. ¿Está resuelto?`,

  stillNotWellAt: (declaredAt, runAt, notWell) =>
    `Se declaró resuelto el ${declaredAt}, pero tras la ejecución prevista del ${runAt}, ${notWell}`,
  wasResolved: (declaredAt, who) =>
    said`Este incidente se había declarado resuelto el ${declaredAt}. ${who}: ¿hay que reabrirlo?`,
  toReopen: (who) => said`${who}: ¿hay que reabrirlo?`,

  noted: (by, text) => said`${text} (${by})`,
  countsAs: (mark) => `cuenta como ${mark}`,
  marks: {
    began: 'comienzo',
    reported: 'reporte',
    detected: 'detección',
    'first-reaction': 'primera reacción',
    engaged: 'intervención',
    mitigated: 'mitigación',
    fixed: 'solución',
  },
  corrected: ({ seq, by, text, at }) => {
    const parts = [
      ...(text === null ? [] : [`«${text.right}»${text.was === null ? '' : `, no «${text.was}»`}`]),
      ...(at === null ? [] : [`el ${at.right}${at.was === null ? '' : `, no el ${at.was}`}`]),
    ];
    return said`${by} corrige el n.º ${seq}${parts.length === 0 ? '' : `: ${parts.join('; ')}`}`;
  },
  withdrawn: (by, seq, text) => said`${by} retira el n.º ${seq}${text === null ? '' : `: «${text}»`}`,

  quoted: (text) => `«${text}»`,

  nudged: 'Hace siete días que no hay novedades',
  nudge: (who, isResolved) =>
    isResolved ? said`${who}: ¿se puede cerrar?` : said`${who}: ¿está resuelto, o quién sigue?`,
  nudgeToReopen: (who, notWell) => said`${who}: ${notWell}. ¿Hay que reabrirlo?`,
  wrotePostmortem: (by) => said`${by} escribió en el postmortem`,
  channelClosed: {
    shared: 'Ahora leen el canal personas de otras organizaciones: allí no se publica nada',
    'not-allowed': 'Las respuestas en el canal ya no son públicas: allí no se publica nada',
    'not-a-member': 'El bot ya no está en el canal: allí no se publica nada',
    'thread-locked': 'El hilo está bloqueado: allí no se publica nada',
    refused: 'Slack no permite que el bot publique en el canal',
  },
  channelClosedFor: {
    shared: (channel) =>
      `Ahora leen ${channel} personas de otras organizaciones, o invitadas, y allí no se publica nada de este incidente. Se sigue revisando y registrando; cuando deje de ser así, se publica todo lo pendiente.`,
    'not-allowed': (channel) =>
      `Las respuestas en ${channel} ya no son públicas, y allí no se publica nada de este incidente. Se sigue revisando y registrando; cuando el canal se permita de nuevo (SLACK_ALLOWED_CHANNELS), se publica todo lo pendiente.`,
    'not-a-member': (channel) =>
      `El bot ya no está en ${channel}, y allí no se publica nada de este incidente. Se sigue revisando y registrando; cuando se invite al bot (/invite @portal-check), se publica todo lo pendiente.`,
    'thread-locked': (channel) =>
      `El hilo de este incidente en ${channel} está bloqueado, y allí no se publica nada. Se sigue revisando y registrando; cuando se desbloquee (lo hace quien administra Slack), se publica todo lo pendiente.`,
    refused: (channel) =>
      `El bot ya no puede publicar en ${channel}. Este incidente se sigue revisando y registrando; cuando pueda hacerlo (desarchivar el canal), se publica todo lo pendiente.`,
  },
  notShown: (seq) =>
    `El n.º ${seq} no se ha podido mostrar completo. Queda registrado: @portal-check línea temporal`,
  picturesLeftOut: (count) =>
    count === 1
      ? 'No se ha podido mostrar la imagen de una línea de tiempo: todo lo que muestra está arriba en palabras'
      : `No se han podido mostrar ${figure(count)} imágenes de líneas de tiempo: todo lo que muestran está arriba en palabras`,
  unreadable: (count) =>
    count === 1
      ? 'un registro de una versión posterior no se puede leer aquí'
      : `${figure(count)} registros de una versión posterior no se pueden leer aquí`,
  channelBack: (sinceAt) =>
    sinceAt === null
      ? 'El bot puede publicar aquí de nuevo'
      : `El bot puede publicar aquí de nuevo; lo ocurrido desde el ${sinceAt} está arriba`,
  rootLost: {
    deleted: 'Se borró el mensaje que encabeza este incidente: está de nuevo en el canal',
    'not-editable':
      'Slack ya no permite que el bot edite el mensaje que encabeza este incidente: está de nuevo en el canal, y el anterior queda como estaba',
  },

  buttons: {
    lead: 'Me encargo',
    mitigated: 'Mitigado',
    resolved: 'Resuelto',
    severity: 'Cambiar severidad',
    reopen: 'Reabrir',
    close: 'Cerrar',
    addOthers: 'Agregarlos',
    thread: 'Ir al hilo',
  },

  list: {
    headline: {
      open: (count) => (count === 1 ? '1 incidente abierto' : `${figure(count)} incidentes abiertos`),
      all: (count) => (count === 1 ? '1 incidente' : `${figure(count)} incidentes`),
    },
    resolved: (count) =>
      count === 1 ? '1 resuelto, aún sin cerrar' : `${figure(count)} resueltos, aún sin cerrar`,
    none: { open: 'No hay ningún incidente abierto.', all: 'Todavía no hubo ningún incidente.' },
    more: (count) => `… y ${figure(count)} más`,
  },
  timeline: {
    headline: (headline, timeZone) => `Línea temporal de ${headline} (${timeZone})`,
    earlier: (count) =>
      `… ${count === 1 ? '1 entrada anterior' : `${figure(count)} entradas anteriores`}: en el postmortem están todas`,
    correctedBy: (by, at, was) => said`corregido por ${by}, ${at}; antes ${was}`,
    withdrawnBy: (by, at) => said`retirado por ${by}, ${at}`,
    help: 'Con estos números: corregir 5 a las 12:30 lo correcto · retirar 5',
  },
};

const ORIGINS: Readonly<Record<'diagnosis' | 'digest' | 'message' | 'command', string>> = {
  diagnosis: ' a partir de un diagnóstico',
  digest: ' a partir de un resumen',
  message: ' a partir de un mensaje',
  command: '',
};

const CONFIDENCES: Readonly<Record<Confidence, string>> = {
  confirmed: 'confirmada',
  likely: 'probable',
  none: 'sin establecer',
};

const SOURCE_FAILURES: Readonly<Record<ReadingStatus, string>> = {
  ok: 'no es confiable',
  truncated: 'responde solo en parte',
  failed: 'no responde',
  'not-configured': 'ya no está en la configuración',
};

const SOURCES_FAILURES: Readonly<Record<ReadingStatus, string>> = {
  ok: 'no son confiables',
  truncated: 'responden solo en parte',
  failed: 'no responden',
  'not-configured': 'ya no están en la configuración',
};

const SOURCE_FAILURES_THEN: Readonly<Record<ReadingStatus, string>> = {
  ok: 'no era confiable',
  truncated: 'respondía solo en parte',
  failed: 'no respondía',
  'not-configured': 'ya no estaba en la configuración',
};

function inSentence(source: SourceId): string {
  return source === 'delivery' ? 'la base de datos' : SOURCE_NAMES_ES[source];
}

function atStart(source: SourceId): string {
  return source === 'delivery' ? 'La base de datos' : SOURCE_NAMES_ES[source];
}

/** "Sentry y la base de datos", al comienzo. */
function sourcesSaid(sources: readonly SourceId[]): string {
  const names = sources.map((source, index) => (index === 0 ? atStart(source) : inSentence(source)));
  return digestEs.names(names, names.length);
}

/** "es solo probable", "está confirmada". */
function causeSaid(before: Confidence, after: Confidence): string {
  if (after !== 'likely') return `está ${CONFIDENCES[after]}`;
  return `es ${before === 'confirmed' ? 'solo ' : ''}${CONFIDENCES[after]}`;
}

/** Behind a figure: "2 parciales". */
function stateSaid(state: State | null, count: number): string {
  if (state === null) return 'con problemas';
  if (state === 'not-expected') return 'sin que corresponda';
  return state === 'partial' && count !== 1 ? 'parciales' : STATE_NAMES_ES[state];
}

/** Since when somebody is well. */
function sinceRun(runAt: string | null): string {
  return runAt === null ? 'según la última revisión' : `desde la ejecución prevista del ${runAt}`;
}

function counted(count: number, { one, many }: { readonly one: string; readonly many: string }): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

function figure(count: number): string {
  return count.toLocaleString('es-419');
}
