import type { TimelineWords } from './timeline-words.ts';

/** Spanish. */
export const TIMELINE_ES: TimelineWords = {
  lanes: {
    runs: 'Envíos previstos',
    links: 'Enlaces',
    stamp: 'Marca de envío',
    sentry: 'Sentry',
    loki: 'Loki',
  },
  slots: {
    kept: 'cumplido',
    missed: 'incumplido',
    failing: 'abierto, con falla',
    pending: 'abierto, aún nada',
    excused: 'antes de la inscripción',
  },
  slotNotSeen: 'aún no visto',
  slotWithoutLink: 'sin enlace',
  onSchedule: 'enlace a su hora',
  offSchedule: 'enlace fuera de lo programado',
  link: 'enlace',
  stampMoved: 'marca movida',
  event: 'evento que lo nombra',
  line: 'línea de falla',
  sharedLine: 'línea que encaja con otros',
  unseen: 'no se sabe',
  none: 'nada',
  notes: {
    failed: 'falló: no se sabe nada',
    notConfigured: 'sin configurar',
    incomplete: 'incompleto: puede haber más',
    reachUnknown: 'no se sabe hasta dónde ve',
    seenFrom: (atMs, dates) => `visto desde el ${dates.shortDay(atMs)} ${dates.time(atMs)}`,
    nothingNewer: (atMs, dates) =>
      atMs === null ? 'no ha visto nada' : `nada posterior al ${dates.shortDay(atMs)} ${dates.time(atMs)}`,
    rowsUntil: (atMs, dates) =>
      atMs === null
        ? 'filas de edad desconocida'
        : `filas solo hasta el ${dates.shortDay(atMs)} ${dates.time(atMs)}`,
    notLoggingAt: ([first = 0, ...more], dates) =>
      more.length === 0
        ? `una app calló el ${dates.shortDay(first)}`
        : `una app calló en ${1 + more.length} envíos`,
    loggingNotCounted: 'logs del último envío sin contar',
    linesOfNobody: (count, isAtLeast) =>
      `${isAtLeast ? 'al menos ' : ''}${count === 1 ? '1 línea' : `${count} líneas`}, no se sabe de quién`,
    eventsOfNobody: (count) => (count === 1 ? '1 evento leído sin id' : `${count} eventos leídos sin id`),
    dueNotKnown: 'no se sabe si correspondía',
    asSeen: 'solo lo que el bot ha visto',
    noSuchProvider: 'no existe tal proveedor',
    nonePlanned: 'ninguno previsto: sin portal',
    scheduleUnknown: 'no se conoce el calendario',
    settingsUnknown: 'ajustes de entonces desconocidos',
  },
  axisTitle: (timeZone) => `Horas de ${timeZone}`,
  asOf: (at) => `hasta el ${at}`,
  alt: {
    opening: (title, from, asOf, timeZone) =>
      `Línea de tiempo de ${title}, del ${from} al ${asOf}, horas de ${timeZone}.`,
    noneSeen: 'nada visto',
    moreBefore: (count) => `${count} más antes`,
  },
};
