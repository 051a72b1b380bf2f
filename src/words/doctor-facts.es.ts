import type { DoctorFact, ShownValue, Sightings } from '../diagnosis/doctor-facts.ts';
import type { Problem, SourceId } from '../diagnosis/reading.ts';
import { isoOf } from '../diagnosis/time.ts';
import { agoIn, speak, triedIn, type DoctorFactWords, type SpokenFact } from './doctor-facts.ts';
import { HTTP_REMEDY, problemInSpanish } from './problems.es.ts';

const FACTS_ES: DoctorFactWords = {
  // several parts
  version: ({ product, version }) => [
    'versión',
    version === null ? `${product} no la indica` : `${product} ${version}`,
  ],
  'database-role': ({ role }) => ['rol', role],

  // Slack
  'slack-mode': ({ mode }) => ['modo', mode === 'socket' ? 'Socket Mode' : 'HTTP'],
  'slack-workspace': ({ name }) => ['espacio de trabajo', name ?? 'desconocido'],
  'slack-bot': ({ user, botId }) => ['bot', `${user ?? 'desconocido'} (${botId ?? 'sin id de bot'})`],
  'slack-scopes': ({ scopes }) => ['permisos', scopes?.join(', ') ?? 'Slack no los indica'],
  'slack-socket-granted': () => ['conexión por Socket Mode', 'concedida'],

  // Sentry
  'sentry-project': ({ projectId, slug }) => [
    `proyecto ${projectId}`,
    triedIn(slug, (told) => told ?? 'no está entre los proyectos que el token ve', sentryProblem),
  ],
  'sentry-reads-events': ({ isAllowed }) => ['puede leer eventos (org:read)', isAllowed ? 'sí' : 'no'],
  'sentry-reads-issues': ({ isAllowed }) => ['puede leer incidencias (event:read)', isAllowed ? 'sí' : 'no'],
  'sentry-newest-event': ({ atMs }) => [
    'evento más reciente',
    triedIn(atMs, (told) => (told === null ? 'ninguno' : isoOf(told)), sentryProblem),
  ],
  'sentry-watched': ({ kind, seen }) => [
    kind,
    triedIn(seen, (told) => (told === null ? 'nunca visto' : sightingsInSpanish(told)), sentryProblem),
  ],

  // Loki
  'loki-newest-line': ({ app, atMs }) => [
    `línea más reciente de ${app}`,
    atMs === null ? 'ninguna en el último día' : isoOf(atMs),
  ],
  'loki-queries': () => ['puede consultar', 'sí'],
  'loki-reach': ({ firstLineAtMs, days }) => [
    've desde',
    firstLineAtMs === null ? `ninguna línea en los últimos ${days} días` : isoOf(firstLineAtMs),
  ],
  'loki-phrase': ({ phrase, days, seen }) => [
    `«${phrase}» en ${days} días`,
    triedIn(
      seen,
      ({ count, lastSeenAtMs }) =>
        `${count} ${count === 1 ? 'línea' : 'líneas'}, ${
          lastSeenAtMs === null ? 'nunca vista: ¿todavía se escribe así?' : `la última ${isoOf(lastSeenAtMs)}`
        }`,
      (problem) => doctorProblemInSpanish('loki', problem),
    ),
  ],

  // the delivery database
  'delivery-first-answer': ({ afterMs }) => ['primera respuesta después de', `${afterMs} ms`],
  'delivery-rights': ({ isSuperuser, writableTables }) => {
    const advice = 'asignarle un rol que solo lea';
    if (isSuperuser) return ['permisos', `es superusuario: ${advice}`];
    if (writableTables === 0) return ['permisos', 'solo lee'];
    return [
      'permisos',
      `puede escribir en ${writableTables} ${writableTables === 1 ? 'tabla' : 'tablas'}: ${advice}`,
    ];
  },
  'delivery-server': ({ isReplica, lagMs }) => {
    if (!isReplica) return ['tipo', 'primaria'];
    return [
      'tipo',
      lagMs === null ? 'réplica que no indica hasta dónde ha llegado' : `réplica con ${lagMs} ms de atraso`,
    ];
  },
  'delivery-view': ({ view, state, absentColumns }) => {
    switch (state) {
      case 'missing':
        return [view, 'no existe: ejecutar views.sql'];
      case 'unreadable':
        return [view, 'no se puede leer: revisar los permisos'];
      case 'found':
        return [
          view,
          absentColumns.length === 0
            ? 'encontrada'
            : `encontrada, sin lo opcional: ${absentColumns.join(', ')}`,
        ];
    }
  },
  'delivery-queries-answered': ({ checkId }) => [`las consultas de ${checkId}`, 'respondidas'],
  'delivery-column': ({ column, shown }) => [column, shownInSpanish(shown)],

  // the bot's own database
  'store-rights': ({ mayPrepare }) => [
    'permisos',
    mayPrepare ? 'puede preparar sus tablas' : 'no puede preparar sus tablas',
  ],
  'store-schema': ({ state, unknownMigrations }) => {
    switch (state) {
      case 'current':
        return ['esquema', 'al día'];
      case 'outdated':
        return ['esquema', 'no está al día: ejecutar «portal-check migrate»'];
      case 'newer':
        return ['esquema', `más nuevo que esta versión: ${unknownMigrations.join(', ')}`];
    }
  },
  'store-kept-diagnoses': ({ count }) => ['diagnósticos conservados', String(count)],
  'store-kept-feedback': ({ count }) => ['opiniones conservadas', String(count)],

  // digests and their queue
  'digest-subscriptions': ({ active, paused }) => [
    'suscripciones',
    `${active} ${active === 1 ? 'activa' : 'activas'}, ${paused} en pausa`,
  ],
  'digest-last-complete': ({ atMs, nowMs }) => [
    'último resumen completo',
    atMs === null ? 'ninguno todavía' : `${isoOf(atMs)}, ${agoIn('es', atMs, nowMs)}`,
  ],
  'queue-state': ({ queue, waiting, active, deadLetters }) => [
    `cola ${queue}`,
    `${waiting} en espera, ${active} en curso, ${deadLetters} ${deadLetters === 1 ? 'abandonado' : 'abandonados'}`,
  ],
  'queue-dead-letter': ({ failedAtMs, subscriptionId, incidentId, dueAtMs, reason }) => {
    const what = `${isoOf(failedAtMs)}, ${reason}`;
    if (dueAtMs === null) return ['abandonado', what];
    const due = isoOf(dueAtMs);
    if (incidentId !== null)
      return ['abandonado', `${what}: la revisión de ${due} del incidente ${incidentId}`];
    return ['abandonado', `${what}: el resumen de ${due}, suscripción ${subscriptionId}`];
  },
  'digest-heartbeat': ({ isConfigured }) => [
    'señal de vida',
    isConfigured
      ? 'después de cada resumen completo'
      : 'ninguna (HEARTBEAT_URL): nadie nota desde fuera que faltan los resúmenes',
  ],
};

/** "evento más reciente: 2025-07-23T18:00:41.000Z" */
export function doctorFactInSpanish(fact: DoctorFact): SpokenFact {
  return speak(FACTS_ES, fact);
}

/** What went wrong with a source, a colon, and what to do: only in doctor that cannot be to run doctor. */
export function doctorProblemInSpanish(source: SourceId | 'store', problem: Problem): string {
  return problemInSpanish(source, problem).replace(
    HTTP_REMEDY,
    'quizá el bot no conoce su versión, avisar al equipo del bot',
  );
}

function sentryProblem(problem: Problem): string {
  return doctorProblemInSpanish('sentry', problem);
}

function sightingsInSpanish({ issues, events, hasMore, lastSeenAtMs }: Sightings): string {
  const more = hasMore ? ' o más' : '';
  const last = lastSeenAtMs === null ? '' : `, visto por última vez ${isoOf(lastSeenAtMs)}`;
  return `incidencias: ${issues}${more}, eventos: ${events}${more}${last}`;
}

function shownInSpanish(shown: ShownValue): string {
  switch (shown.kind) {
    case 'null':
      return '(nulo)';
    case 'object':
      return '(un objeto)';
    case 'withheld':
      return '(no se muestra)';
    case 'list':
      return `(${shown.entries} ${shown.entries === 1 ? 'entrada' : 'entradas'})`;
    case 'text':
      return `(texto, ${shown.characters} ${shown.characters === 1 ? 'carácter' : 'caracteres'})`;
    case 'plain':
      return shown.json;
  }
}
