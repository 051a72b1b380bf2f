import { datesInSpanish } from '../../words/dates.es.ts';
import { problemInSpanish } from '../../words/problems.es.ts';
import {
  cadenceSaid,
  carePlans,
  figure,
  kindSaid,
  LACKS_ES,
  linksSwitched,
  listed,
  plural,
  shortId,
  verifiedRecipients,
} from './phrasing.es.ts';
import { SIDES_ES } from './side-words.es.ts';
import { VERDICTS_ES } from './verdict-words.es.ts';
import type { PortalLinksWords, Speech } from './words.ts';

/**
 * Spanish, as an on-call team in Latin America writes it: what to do stands in the infinitive, so that nobody is "tú" or "usted".
 *
 * | English | Spanish |
 * |---|---|
 * | slot; slot window | envío programado, "envío" where its date follows; ventana |
 * | kept, missed, failing, pending, excused | cumplido, incumplido, fallando, abierto, no correspondía |
 * | off schedule | fuera de lo programado |
 * | run, the job | ejecución, el proceso (de envío, de correo) |
 * | link; made | enlace; creado |
 * | stamp | marca de envío |
 * | manual send; mail | envío manual; correo ("falló el correo", for an "envío incumplido" may have no failure) |
 * | provider, clinic, practice | proveedor, clínica, consultorio: "lo" stands for "el proveedor", whatever its kind |
 * | recipient, verified | destinatario, verificado |
 * | active care plans, threshold | planes de cuidado activos, umbral |
 * | enrolment, settings | inscripción, configuración |
 * | failure, trace | falla, rastro |
 * | to reach back | alcanzar |
 * | check, check again | revisión, revisar de nuevo |
 * | diagnosis, verdict, evidence | diagnóstico, veredicto, evidencia |
 * | log, issue, id, dashboard, as-of, window, anchor | the same: names of tools and options |
 */
export const PORTAL_LINKS_ES: PortalLinksWords = {
  locale: 'es-419',
  dates: datesInSpanish,
  states: {
    missing: 'sin enlace',
    partial: 'parcial',
    unknown: 'sin determinar',
    'on-schedule': 'al día',
    'not-expected': 'no corresponde',
  },
  verdicts: VERDICTS_ES,
  sides: SIDES_ES,
  lacks: LACKS_ES,
  slotStatuses: {
    kept: 'cumplido',
    missed: 'incumplido',
    excused: 'no correspondía: anterior a la inscripción',
    pending: 'abierto, todavía nada',
    failing: 'abierto, y una falla lo nombra',
  },
  labels: {
    certain: 'Comprobado',
    likely: 'Probable',
    unknown: 'Causa',
    others: 'Los demás',
    next: 'Qué hacer',
    note: 'Nota',
  },
  sources: { sentry: 'Sentry', loki: 'Loki', delivery: 'base de datos' },
  kind: kindSaid,
  problem: problemInSpanish,
  slotsKept: (kept, counted) =>
    `${plural(kept, 'cumplido', 'cumplidos')} de ${counted === 1 ? '1 envío' : `los últimos ${counted} envíos`}`,
  slotMissed: (slotAtMs, { dates }) => `el envío programado del ${dates.dayTime(slotAtMs)} no se cumplió`,
  slotFailing: (slotAtMs, { dates }) => `el envío programado del ${dates.dayTime(slotAtMs)} está fallando`,
  slotKept: (slotAtMs, linkAtMs, { dates }) =>
    `el envío programado del ${dates.day(slotAtMs)} se cumplió a las ${dates.time(linkAtMs)}`,
  lastSendOffSchedule: (atMs, speech) =>
    `El último envío, ${speech.dates.dayTime(atMs)}, hace ${speech.dates.span(atMs, speech.asOfMs)}, fue fuera de lo programado; ${expected(speech)}.`,
  newestLink: (atMs, speech) =>
    `El enlace más reciente es del ${speech.dates.dayTime(atMs)}, hace ${speech.dates.span(atMs, speech.asOfMs)}; ${expected(speech)}.`,
  phantomFigures: (p, speech) => {
    const stamp = `Marca de envío: ${speech.dates.exact(p.stampAtMs)}`;
    return p.newestLinkAtMs === null || p.daysWithoutLink === null
      ? `${stamp}, y no hay ningún enlace; ${expected(speech)}.`
      : `${stamp}; enlace más reciente: ${speech.dates.exact(p.newestLinkAtMs)}. Son ${plural(p.daysWithoutLink, 'día', 'días')} sin enlace; ${expected(speech)}; ${plural(p.linkCount, 'enlace', 'enlaces')} en total.`;
  },
  newestLinkThen: (atMs, { dates, asOfMs }) =>
    `El enlace más reciente es del ${dates.dayTime(atMs)}, ${dates.span(atMs, asOfMs)} antes.`,
  noLinkEver: 'Nunca hubo un enlace.',
  inboxUnknown: 'No se ve ningún correo fallido; lo que llegó a la bandeja de entrada no se ve desde aquí.',
  sourceOk: (source, detail, fromMs, dates) =>
    [
      `${PORTAL_LINKS_ES.sources[source]} ok${fromMs === null ? '' : ` desde el ${dates.shortDay(fromMs)}`}`,
      detail,
    ]
      .filter((part) => part !== null)
      .join(', '),
  sourceNotOk: (source, status, problem) =>
    `${PORTAL_LINKS_ES.sources[source]} ${status === 'failed' ? 'falló' : 'respondió en parte'}: ${problem}`,
  sourceNotConfigured: (source) => `${PORTAL_LINKS_ES.sources[source]} sin configurar`,
  eventsNameIt: (count) =>
    count === 0 ? 'no lo nombra' : plural(count, 'evento lo nombra', 'eventos lo nombran'),
  linesNameIt: (count) => plural(count, 'línea', 'líneas'),
  linesOfNobody: (count) =>
    count === 0
      ? '0 líneas de falla'
      : `${plural(count, 'línea de falla', 'líneas de falla')}, no se sabe de quién`,
  appsLogging: (silent) =>
    silent === null
      ? 'logs de las apps sin contar'
      : silent.length === 0
        ? 'apps con logs'
        : `sin logs de ${listed(silent)} en ese envío`,
  asOf: (at, rulesVersion) => `al ${at} · reglas ${rulesVersion}`,
  listed,
  links: { sentry: 'Sentry', loki: 'Grafana' },
  evidence: {
    title: 'Evidencia',
    verdict: 'Veredicto',
    ledger: 'Envíos programados y enlaces',
    notes: 'También se ve',
    row: (row, code, confidence) => `${code} (fila ${row} de las reglas), ${confidence}`,
    alsoFound: (statement) => `También: ${statement}`,
    slot: (slotAtMs, status, linkAtMs, dates) =>
      `${dates.dayTime(slotAtMs)}: ${status}${linkAtMs === null ? '' : `, enlace ${dates.exact(linkAtMs)}`}`,
    offScheduleLinks: (atMs, dates) =>
      `Fuera de lo programado: ${atMs.map((at) => dates.exact(at)).join(', ')}`,
    stamp: (atMs, dates) =>
      atMs === null
        ? 'Último envío (marca de envío): nunca, o no se conoce para ese momento'
        : `Último envío (marca de envío): ${dates.exact(atMs)}`,
    linkTotals: (count, newestAtMs, dates) =>
      newestAtMs === null
        ? 'Ningún enlace'
        : `${plural(count, 'enlace', 'enlaces')} en total, el más reciente ${dates.exact(newestAtMs)}`,
    settings: (s) =>
      `Configuración: ${linksSwitched(s.enabled)}, ${s.cadence === null ? 'sin cadencia' : `cadencia ${cadenceSaid(s.cadence)}`}, ${carePlans(s.plans)} (${s.threshold === null ? 'sin umbral' : `umbral ${figure(s.threshold)}`}), ${verifiedRecipients(s.verified)} y ${figure(s.unverified)} sin verificar`,
    eventKinds: {
      'unknown-provider': 'proveedor desconocido',
      'none-verified': 'sin dirección verificada',
      'upstream-error': 'error de un servicio externo',
      'duplicate-attempt': 'intento duplicado',
    },
    lineKinds: {
      'link-creation-failed': 'falló la creación del enlace',
      'send-failed': 'falló el correo',
    },
    event: (kind, atMs, issueId, eventId, dates) =>
      `${dates.exact(atMs)}: ${kind}, issue ${issueId}, evento ${shortId(eventId)}`,
    line: (kind, atMs, app, recipient, dates) =>
      `${dates.exact(atMs)}: ${kind}, ${app}${recipient === null ? '' : `, para ${recipient}`}`,
    namedNowhere: 'Sentry no lo nombra.',
    noLines: (fromMs, isLogging, dates) =>
      `0 líneas${fromMs === null ? '' : ` desde el ${dates.shortDay(fromMs)}`}${isLogging ? ', mientras las apps escribían logs' : ''}`,
    logging: (windowFromMs, counts, dates) =>
      `Ventana desde el ${dates.dayTime(windowFromMs)}: ${Object.entries(counts)
        .map(([app, count]) => `${app} ${plural(count, 'línea', 'líneas')}`)
        .join(', ')}`,
    newestLine: (app, atMs, dates) =>
      `Línea más reciente de ${app}: ${atMs === null ? 'ninguna' : dates.exact(atMs)}`,
    reading: (elapsedMs, fromMs, untilMs, dates) =>
      `Leído en ${figure(elapsedMs)} ms, del ${dates.exact(fromMs)} al ${dates.exact(untilMs)}`,
    confidence: { confirmed: 'confirmado', likely: 'probable', none: 'causa sin establecer' },
  },
};

function expected({ cadence }: Speech): string {
  return `cadencia esperada: ${cadenceSaid(cadence)}`;
}
