import {
  aProvider,
  cadenceSaid,
  carePlans,
  figure,
  kindSaid,
  linksSwitched,
  listed,
  plural,
  shortId,
  verifiedRecipients,
} from './phrasing.es.ts';
import type { PortalLinksWords } from './words.ts';

/** The words of the side findings in Spanish: whole sentences. The terms are those of `words.es.ts`. */
export const SIDES_ES: PortalLinksWords['sides'] = {
  'peers-at-slot': (p, { dates }) =>
    `${figure(p.linked)} de ${figure(p.due)} ${p.linked === 1 ? 'recibió' : 'recibieron'} un enlace el ${dates.day(p.slotAtMs)}${p.linked + p.linkedBesides === 0 ? '.' : ': la ejecución sí ocurrió.'}`,
  'off-schedule-sends': (p, { dates }) =>
    `${plural(p.count, 'enlace', 'enlaces')} fuera de lo programado en el período de los envíos mostrados, el más reciente el ${dates.dayTime(p.newestAtMs)}.`,
  batch: (p, { dates }) =>
    `Un mismo lote: la marca de envío de ${plural(p.count, 'proveedor', 'proveedores')} cambió en ${plural(p.seconds, 'segundo', 'segundos')}, el ${dates.dayTime(p.firstAtMs)}, fuera de lo programado.`,
  unattributable: (p, { dates }) => {
    const read = `de ${plural(p.read, 'leído', 'leídos')}`;
    const ids =
      p.withoutId === p.read
        ? `${read}, ninguno lleva el id de un proveedor`
        : `${read}, ${figure(p.withoutId)} no ${p.withoutId === 1 ? 'lleva' : 'llevan'} el id de un proveedor`;
    const where =
      p.inWindow === null
        ? `leídos solo desde el ${dates.shortDay(p.readFromMs)}`
        : `${figure(p.inWindow)} de ellos en la ventana del último envío`;
    return `${p.watched} (issue ${p.issueId}, ${plural(p.total, 'evento', 'eventos')} en total): ${ids}, ${where}. No se le atribuyen a nadie; conviene etiquetar estos eventos con el id del proveedor.`;
  },
  'unclear-lines': (p, { dates }) => {
    const withSubject = p.withSubject === 0 ? '' : ` (${figure(p.withSubject)} de ellas, también de este)`;
    const atLeast = p.isAtLeast ? 'al menos ' : '';
    return `Líneas de falla desde el ${dates.day(p.slotAtMs)} que no se cuentan: ${atLeast}${figure(p.shared)} de varios proveedores posibles${withSubject}, ${figure(p.nobodys)} de ninguno.`;
  },
  overtaken: (p, { dates }) =>
    `${plural(p.count, 'falla anterior', 'fallas anteriores')}, la última el ${dates.dayTime(p.newestAtMs)}, ${p.count === 1 ? 'superada' : 'superadas'} por el enlace del ${dates.dayTime(p.keptAtMs)}.`,
  contradiction: (p, { dates }) =>
    p.kind === 'failure-yet-link'
      ? `Las fuentes se contradicen: una falla lo nombra en la ventana del ${dates.day(p.slotAtMs)}, y sin embargo su enlace ya estaba creado.`
      : `Las fuentes se contradicen: ninguna línea muestra una ejecución el ${dates.day(p.slotAtMs)}, y sin embargo ${plural(p.linked, 'proveedor recibió', 'proveedores recibieron')} un enlace.`,
  margin: (p) =>
    p.activeCarePlans === p.threshold
      ? `${carePlans(p.activeCarePlans)} con un umbral de ${figure(p.threshold)}: con uno menos se detienen los correos.`
      : `${carePlans(p.activeCarePlans)} con un umbral de ${figure(p.threshold)}: muy cerca.`,
  retention: (p, { dates }) =>
    `${p.source === 'sentry' ? 'Sentry' : 'Loki'} solo alcanza hasta el ${dates.shortDay(p.reachFromMs)} ${dates.time(p.reachFromMs)}: ${plural(p.unjudgedSlots, 'envío anterior no se puede', 'envíos anteriores no se pueden')} evaluar con esa fuente.`,
  freshness: (p, { dates }) =>
    `${p.source === 'sentry' ? 'Evento más reciente del proyecto en Sentry' : p.source === 'loki' ? 'Línea más reciente de Loki' : 'La base de datos está actualizada hasta'}: ${dates.exact(p.freshUntilMs)}.`,
  'phrase-never-seen': (p, { dates }) =>
    `Desde el ${dates.shortDay(p.sinceMs)} ninguna línea contiene «${p.phrase}»: ¿todavía se escribe así?`,
  namesake: (p) => {
    const [kind = null] = p.kinds;
    const kinds = p.kinds.length === 0 ? '' : ` (${listed(p.kinds.map(kindSaid))})`;
    const whom = p.count === 1 ? aProvider(kind) : `otros ${figure(p.count)} proveedores${kinds}`;
    return `Comparte su nombre con ${whom}: ${p.ids.map(shortId).join(', ')}.`;
  },
  today: (p, { dates }) => {
    const cadence = p.cadence === null ? 'sin cadencia' : `cadencia ${cadenceSaid(p.cadence)}`;
    const sent = p.stampAtMs === null ? 'ningún envío' : `último envío el ${dates.dayTime(p.stampAtMs)}`;
    return `Hoy: ${cadence}, ${linksSwitched(p.linksEnabled)}, ${carePlans(p.activeCarePlans)}, ${verifiedRecipients(p.verifiedRecipients)}, ${sent}.`;
  },
  'state-from-kept': (p, { dates }) =>
    `Configuración y cantidades según un diagnóstico guardado el ${dates.dayTime(p.readAtMs)}.`,
  'slot-pending': (p, { dates }) =>
    `El envío programado del ${dates.dayTime(p.slotAtMs)} está abierto hasta las ${dates.time(p.closesAtMs)}: todavía nada.`,
};
