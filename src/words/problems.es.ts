import { TOP_LEVEL, type ExpectedType } from '../diagnosis/expectations.ts';
import type { ProblemCode } from '../diagnosis/problems.ts';
import type { Problem, SourceId } from '../diagnosis/reading.ts';
import { durationIn, expectedIn, megabytesIn, type ProblemParams } from './problem-figures.ts';

/** A source as its problems speak of it. All names are feminine or proper ones, so that "de" and "a" stay as they are. */
interface SourceWords {
  readonly name: string;
  /** What helps against slowness, besides trying again. */
  readonly relief: string;
  /** Where to look when it knows no such page. */
  readonly place: (params: ProblemParams) => string;
  /** What to do about an answer of another shape. */
  readonly remedy: string;
}

/** What to do about answers over HTTP that the bot does not understand. */
export const HTTP_REMEDY = 'quizá el bot no conoce su versión, ejecutar «portal-check doctor»';
/** Of a database, or of its replica. */
const ASK_ADMINISTRATORS = 'consultar a quienes la administran';

/** The sources, and the bot's own database, which fails like one. */
const SOURCES_ES: Readonly<Record<SourceId | 'store', SourceWords>> = {
  sentry: {
    name: 'Sentry',
    relief: 'pedir una ventana más corta',
    place: (p) => `${setting(p)}, SENTRY_ORGANIZATION y SENTRY_PROJECT_ID`,
    remedy: HTTP_REMEDY,
  },
  loki: { name: 'Loki', relief: 'pedir una ventana más corta', place: setting, remedy: HTTP_REMEDY },
  delivery: {
    name: 'la base de datos de envíos',
    relief: 'consultar a quienes administran la base de datos',
    place: setting,
    remedy: 'corregir la vista o el archivo de DELIVERY_SQL_FILE',
  },
  store: {
    name: 'la base de datos propia del bot',
    relief: 'consultar a quienes administran la base de datos',
    place: setting,
    remedy: 'ejecutar «portal-check migrate»',
  },
};

/** What a 401 is about, where it is not the token. */
const REFUSED_ES: Readonly<Record<string, string>> = {
  LOKI_PASSWORD: 'la contraseña',
  LOKI_TENANT: 'una solicitud sin tenant',
  GRAFANA_LOKI_UID: 'las credenciales de la fuente de datos de Grafana',
};

/** What a value should have been. */
export const TYPES_ES: Readonly<Record<ExpectedType, string>> = {
  string: 'un texto',
  number: 'un número',
  int: 'un número entero',
  boolean: 'un booleano',
  null: 'nulo',
  array: 'una lista',
  object: 'un objeto',
  record: 'un objeto',
  date: 'una fecha',
  datetime: 'una fecha con hora',
  timestamptz: 'un timestamptz',
  uuid: 'un uuid',
  regex: 'un texto con un formato dado',
  'watched-exception': 'una de las excepciones vigiladas',
  'another-shape': 'de otra forma',
};

/**
 * What went wrong with a source, a colon, and what to do next, in the infinitive. Only our own words: nothing that the other
 * side wrote stands here. Each phrase is a whole clause; it is put behind "Loki falló: " as well as alone.
 */
const PROBLEMS_ES: Readonly<Record<ProblemCode, (source: SourceWords, params: ProblemParams) => string>> = {
  'connection-refused': ({ name }, p) =>
    `nada responde en ${p['address']}: ¿funciona ${name} y es correcto ${setting(p)}?`,
  'host-not-found': (_, p) => `no se encuentra el host de ${p['address']}: revisar ${setting(p)}`,
  'timed-out': ({ name, relief }, p) =>
    `${name} no respondió ${within(p)}: intentar de nuevo, ${relief} o revisar ${setting(p)}`,
  'connection-lost': ({ name }) => `${name} cortó la conexión a la mitad de su respuesta: intentar de nuevo`,
  'tls-failed': ({ name }, p) =>
    `no hay cifrado confiable con ${name} en ${p['address']}: revisar CA_FILE y ${setting(p)}`,
  unauthorized: ({ name }, p) =>
    `${name} rechazó ${REFUSED_ES[setting(p)] ?? 'el token'} (${p['status'] ?? 401}): revisar ${setting(p)}`,
  forbidden: ({ name }, p) =>
    `${name} no permite leer eso con este token (${p['status'] ?? 403}): revisar los permisos de ${setting(p)}`,
  'not-found': ({ name, place }, p) => `${name} no conoce esa página (404): revisar ${place(p)}`,
  'rate-limited': ({ name }, p) =>
    `${name} pide menos solicitudes (${p['status'] ?? 429}): intentar de nuevo en ${p['afterMs'] === undefined ? 'un minuto' : durationIn(p)}`,
  'bad-request': ({ name }, p) => `${name} no entendió la consulta (${p['status'] ?? 400}): ${HTTP_REMEDY}`,
  'server-error': ({ name }, p) =>
    `${name} tiene un error propio (${p['status'] ?? 500}): intentar de nuevo o consultar a quienes administran ese servicio`,
  'not-json': ({ name }, p) =>
    `lo que responde en ${p['address']} no es ${name}, o antes hay una página de inicio de sesión: revisar ${setting(p)}`,
  'wrong-shape': ({ name, remedy }, p) => `${name} respondió con otra estructura, ${shapeOf(p)}: ${remedy}`,
  'too-large': ({ name }, p) =>
    `la respuesta de ${name} ${p['limit'] === undefined ? 'es demasiado grande' : `supera ${megabytesIn(p)}`}: pedir una ventana más corta`,
  'still-running': ({ relief }, p) =>
    `${p['afterMs'] === undefined ? 'sin respuesta a tiempo' : `sigue en curso después de ${durationIn(p)}`}: esperar, intentar de nuevo o ${relief}`,
  'given-up': ({ relief }, p) =>
    `sin respuesta después de ${durationIn(p)}, se abandonó: intentar de nuevo o ${relief}`,
  'line-limit': ({ name }, p) =>
    `${name} entrega como máximo ${p['limit']} líneas de un mismo instante y faltan más: verlas directamente en ${name}`,
  'page-limit': ({ name }, p) =>
    `solo se leyeron las ${p['limit']} páginas más recientes de ${name}: pedir una ventana más corta`,
  'later-page-failed': ({ name, relief }) =>
    `falló una página posterior de ${name}, pueden faltar eventos más antiguos: intentar de nuevo o ${relief}`,
  'older-piece-failed': ({ name, relief }) =>
    `no se pudo leer la parte más antigua de las líneas de ${name}: intentar de nuevo o ${relief}`,
  'replica-behind': (_, p) =>
    p['afterMs'] === undefined
      ? `la réplica no dice hasta dónde llegó, sus filas pueden ser antiguas: ${ASK_ADMINISTRATORS}`
      : `la réplica lleva ${durationIn(p)} de atraso, sus filas son antiguas: esperar a que se ponga al día o ${ASK_ADMINISTRATORS}`,
  'time-without-zone': (_, p) =>
    `la columna ${p['column']} guarda una hora sin zona horaria: convertirla en timestamptz en la vista`,
  'missing-object': (_, p) =>
    `${p['object'] ?? 'una vista'} no existe o no se puede leer: ejecutar views.sql o revisar los permisos`,
  'statement-timed-out': ({ relief }, p) =>
    `la consulta se canceló después de ${durationIn(p)}: intentar de nuevo o ${relief} (quizá falta un índice)`,
  'database-refused-login': ({ name }, p) =>
    `${name} rechazó el inicio de sesión: revisar usuario, contraseña y base de datos en ${setting(p)}`,
  'database-error': ({ name }, p) =>
    `${name} respondió con el error ${p['sqlState']}: ver el log o ${ASK_ADMINISTRATORS}`,
};

/** "Loki rechazó el token (401): revisar LOKI_TOKEN" */
export function problemInSpanish(source: SourceId | 'store', problem: Problem): string {
  return PROBLEMS_ES[problem.code](SOURCES_ES[source], problem.params);
}

function setting(params: ProblemParams): string {
  return String(params['setting'] ?? 'la configuración');
}

function within(params: ProblemParams): string {
  return params['afterMs'] === undefined ? 'a tiempo' : `en ${durationIn(params)}`;
}

/** "data.result debería ser una lista", "subjects.link_count debería ser un número entero (esa columna no existe)" */
function shapeOf(params: ProblemParams): string {
  const path = params['path'] === TOP_LEVEL ? 'el nivel superior' : params['path'];
  const absent = params['absent'] === undefined ? '' : ' (esa columna no existe)';
  return `${path} debería ser ${expectedIn(params, TYPES_ES).join(' o ')}${absent}`;
}
