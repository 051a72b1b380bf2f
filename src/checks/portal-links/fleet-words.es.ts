import { cadenceSaid, carePlans, figure, plural } from './phrasing.es.ts';
import type { FleetCatalogue } from './fleet-words.ts';

/** The words of the fleet in Spanish. The terms are those of `words.es.ts`. */
export const FLEET_ES: FleetCatalogue = {
  title: 'Enlaces del portal',
  outage: ({ slot, cadence, due, linked, isProven, count }) => {
    const run = `la ejecución ${cadence === null ? 'programada' : cadenceSaid(cadence)} del ${slot}`;
    const what = isProven
      ? `${run} no se realizó o falló para todos: ${figure(linked)} de ${figure(due)} ${linked === 1 ? 'recibió' : 'recibieron'} un enlace.`
      : `parece que ${run} no se realizó: ${plural(count, 'proveedor', 'proveedores')} sin enlace, y los logs no muestran ninguna ejecución.`;
    return `${what} Ver el planificador y la cola.`;
  },
  findings: {
    'manual-batch': (p, dates, count) =>
      `Un lote de envíos manuales: ${plural(count, 'proveedor', 'proveedores')} en ${plural(p.seconds, 'segundo', 'segundos')}, el ${dates.instant(p.firstAtMs)}. Ocultan lo que la ejecución omite.`,
    unattributable: (p) => {
      const read = `de ${plural(p.read, 'leído', 'leídos')}`;
      const ids =
        p.withoutId === p.read
          ? `${read}, ninguno lleva el id de un proveedor`
          : `${read}, ${figure(p.withoutId)} no ${p.withoutId === 1 ? 'lleva' : 'llevan'} el id de un proveedor`;
      return `${p.watched} (issue ${p.issueId}, ${plural(p.total, 'evento', 'eventos')} en total): ${ids}. No se le atribuyen a nadie; conviene etiquetar estos eventos con el id del proveedor.`;
    },
    'near-threshold': (_, __, count) =>
      `${plural(count, 'proveedor tiene', 'proveedores tienen')} apenas los planes de cuidado activos necesarios: por debajo del umbral se detienen los correos.`,
    'unclear-lines': (p, dates) =>
      `Líneas de falla desde el ${dates.instant(p.sinceMs)} que no se le atribuyen a nadie: ${figure(p.shared)} de varios proveedores posibles, ${figure(p.nobodys)} de ninguno. Conviene escribir el id del proveedor en esas líneas.`,
    'phrase-never-seen': (p, dates) =>
      `Desde el ${dates.day(p.sinceMs)} ninguna línea contiene «${p.phrase}»: ¿todavía se escribe así?`,
  },
  traits: { kind: 'tipo', cadence: 'cadencia', size: 'tamaño', enrolledAt: 'inscripción' },
  cadence: cadenceSaid,
  size: (from, to) =>
    to === null
      ? `${figure(from)} planes de cuidado activos o más`
      : from === to
        ? carePlans(from)
        : `${from}–${to} planes de cuidado activos`,
};
