import type { ReadingStatus } from '../diagnosis/reading.ts';
import { doctorFactInSpanish, doctorProblemInSpanish } from './doctor-facts.es.ts';
import { problemInSpanish } from './problems.es.ts';
import type { TerminalWords } from './terminal.en.ts';

const STATUS_NAMES: Readonly<Record<ReadingStatus | 'asking', string>> = {
  asking: '…',
  ok: 'ok',
  truncated: 'en parte',
  failed: 'falló',
  'not-configured': 'sin configurar',
};

const INSTANT_EXAMPLES = 'como 7d, 12h o 2025-07-24T05:31-07:00';

/** Everything that the terminal says, in Spanish. */
export const terminalEs: TerminalWords = {
  locale: 'es',
  problem: problemInSpanish,

  help: {
    usage: 'Uso:',
    arguments: 'Argumentos:',
    options: 'Opciones:',
    globalOptions: 'Opciones de todos los comandos:',
    commands: 'Comandos:',
    anyOptions: '[opciones]',
    anyCommand: '[comando]',
    oneOf: (choices) => `uno de ${choices.join(', ')}`,
    ifLeftOut: (value) => `${value} si se omite`,
    shows: 'muestra esta ayuda',
    ofCommand: 'muestra la ayuda de un comando',
    whereToLook: '(portal-check --help muestra lo que hay)',
    program: 'Dice por qué un proveedor no recibió su enlace del portal.',
    language: 'el idioma de lo que se imprime; BOT_LANGUAGE si se omite',
    exitCodes: [
      'Códigos de salida: 0 al día o no corresponde, 10 sin enlace, 11 parcial,',
      '12 sin determinar (con varios, y en un resumen, el peor), 64 uso, 70 interno, 78 configuración.',
      'Los datos van a la salida estándar, lo demás a la de errores.',
    ].join('\n'),
  },

  values: {
    words: 'palabras',
    diagnosisId: 'id-de-diagnóstico',
    command: 'comando',
    instant: 'momento',
    duration: 'lapso',
    instantOrDuration: 'momento o lapso',
    name: 'nombre',
    format: 'formato',
    id: 'id',
    trait: 'rasgo=valor',
    number: 'número',
    file: 'archivo',
    language: 'idioma',
  },

  refusals: {
    unknownCommand: (name, similar) => `comando desconocido: '${name}'${didYouMean(similar)}`,
    unknownOption: (name, similar) => `opción desconocida: '${name}'${didYouMean(similar)}`,
    missingArgument: (name) => `falta el argumento obligatorio '${name}'`,
    missingValue: (option) => `falta el valor de la opción '${option}'`,
    invalidValue: (option, value, choices) =>
      `el valor '${value}' no es válido para la opción '${option}': es uno de ${choices}`,
    tooManyArguments: (surplus) => `sobran argumentos: ${surplus}`,
    unknownCheck: (name, known) => `ninguna revisión se llama «${name}»; hay: ${known.join(', ')}`,
    instant: (option, value, example) =>
      `${option} admite un momento con su desfase horario, como ${example}, o hace cuánto, como 7d o 12h; no «${value}»`,
    instantWithoutOffset: (option, value) =>
      `a ${option} «${value}» le falta el desfase respecto de UTC: añade uno, como -07:00 o Z`,
    emptyRange: (since, until) => `--since (${since}) debe ser anterior a --until (${until})`,
    oneId: (option, value, example) =>
      `${option} admite un solo identificador, no «${value}». Por ejemplo: ${example}`,
    noDigests: (checkId, { many }) =>
      `la revisión «${checkId}» no tiene resúmenes, pues no lee todos los ${many} a la vez: hay que nombrar a quién revisar`,
    noIncident: (written) =>
      `no hay ningún incidente "${written}"; "portal-check incident list --all" los lista por número`,
    file: (path, code) =>
      `el archivo ${path} no se puede leer y escribir (${code}): indique otro o corrija sus permisos`,
    filter: (value, known) =>
      known.length === 0
        ? `los resúmenes de esta revisión no se pueden acotar: hay que omitir --filter ${value}`
        : `--filter admite uno de ${known.join(', ')}; no «${value}»`,
  },

  failures: {
    internal: 'portal-check ha fallado:',
    storeUnusable:
      'la base de datos propia del bot no se puede usar: la respuesta no se conservará; «portal-check doctor» dice por qué',
    auditFailed: 'no se pudo escribir la auditoría de esta consulta: «portal-check doctor» dice por qué',
  },

  check: {
    description: 'revisa uno o varios proveedores',
    words: 'identificadores, también dentro de un texto pegado; o palabras de un nombre',
    asOf: 'el momento que se revisa, con su desfase horario, como 2025-07-24T05:31-07:00',
    window: 'hasta dónde se leen registros y eventos, como 14d o 12h',
    check: 'qué revisión; portal-links si se omite',
    evidence: 'muestra en qué se apoya el diagnóstico',
    format: 'cómo se imprime',
    checking: (what) => `revisando ${what} …`,
    source: (source, status) => `${source}: ${STATUS_NAMES[status]}`,
    byId: (example) => `Revisa uno de ellos por su identificador: ${example}`,
    late: 'una fuente se retrasa; se la espera',
    codes: (verdict, diagnosisId) => `veredicto ${verdict} · diagnóstico ${diagnosisId}`,
  },

  digest: {
    exitCodes: [
      'Códigos de salida, según el peor estado: 0 no falta nadie y se sabe de todos, 10 sin enlace, 11 parcial,',
      '12 sin determinar, o no se ve a nadie mal y no todo se pudo leer.',
    ].join('\n'),
    description: 'resume qué ha cambiado entre todos los proveedores',
    filter: 'solo los que tienen este rasgo, como kind=Clinic; puede repetirse',
    format: 'cómo se imprime; csv los lista a todos',
    asking: ({ many }) => `consultando por todos los ${many} …`,
    reading: (count, { one, many }) => `leyendo ${figure(count)} ${count === 1 ? one : many} …`,
    read: (count, of) => `${figure(count)} de ${figure(of)} leídos`,
    further: 'Además',
    inOutage: (count) =>
      `${figure(count)} más en una interrupción: portal-check digest --format csv ${count === 1 ? 'lo nombra' : 'los nombra'}.`,
    mutedBy: (userId) => `por ${userId}`,
  },

  incident: {
    description: 'mostrar incidentes e imprimir sus postmortems',
    list: 'listar los abiertos, el más reciente primero',
    all: 'todos, también los cerrados',
    show: 'mostrar cómo está uno, sus tiempos y su línea temporal',
    postmortem:
      'imprimir el postmortem como Markdown, en el idioma del incidente salvo que --language indique otro',
    into: 'escribirlo en este archivo; lo que alguien haya editado ahí queda como está',
    format: 'cómo imprimir',
    none: { open: 'no hay ningún incidente abierto', all: 'aún no ha habido ningún incidente' },
    clocks: 'Tiempos (horas y minutos)',
    timeline: (timeZone) => `Línea temporal (${timeZone})`,
    notYet: 'aún no se conoce',
    fromReport: 'desde el reporte',
    fromBeginning: (isAtLeast) => `desde el comienzo${isAtLeast ? ', o más' : ''}`,
    between: (from, to) => `(${from} – ${to})`,
    written: (path) => `escrito en ${path}`,
    kept: (headings) => `editado por personas, queda como está: ${headings.join(', ')}`,
  },

  replay: {
    description: 'evalúa un diagnóstico conservado con las reglas de hoy',
    notKept: (id) => `no se conserva ningún diagnóstico ${id}: nunca se hizo aquí, o se purgó`,
    notInstalled: (id, checkId) =>
      `el diagnóstico ${id} es de la revisión «${checkId}», que no está instalada`,
    unchanged: (verdict, rulesThen, rulesNow) =>
      `sin cambios: ${verdict}, reglas ${rulesThen} entonces y ${rulesNow} ahora`,
    changed: (before, rulesThen, after, rulesNow) =>
      `ha cambiado: ${before} con las reglas ${rulesThen}, ${after} con las reglas ${rulesNow}`,
  },

  migrate: {
    description: 'prepara la base de datos propia del bot',
    upToDate: 'la base de datos está al día',
    applied: (names) => `aplicado: ${names.join(', ')}`,
  },

  verdicts: {
    description: 'imprime todos los veredictos y cuándo se dan, como Markdown',
  },

  audit: {
    description: 'lista quién preguntó qué y qué resultó',
    since: `desde cuándo, ${INSTANT_EXAMPLES}`,
    until: 'hasta cuándo; ahora si se omite',
    user: 'solo de este usuario',
    provider: 'solo sobre este proveedor',
    format: 'cómo se imprime',
    nothing: (since, until) => `la auditoría no contiene nada así desde ${since} hasta ${until}`,
  },

  feedback: {
    description: 'lista lo que la gente dijo de los diagnósticos',
    since: `desde cuándo, ${INSTANT_EXAMPLES}`,
    format: 'cómo se imprime',
    nothing: (since) => `nadie ha dicho nada de ningún diagnóstico desde ${since}`,
    count: (verdict, right, wrong) =>
      `${verdict}: ${[
        ...(right === 0 ? [] : [right === 1 ? '1 correcto' : `${right} correctos`]),
        ...(wrong === 0 ? [] : [wrong === 1 ? '1 incorrecto' : `${wrong} incorrectos`]),
      ].join(', ')}`,
    right: 'correcto',
    wrong: 'incorrecto',
    rules: (version) => `reglas ${version}`,
    diagnosis: (id) => `diagnóstico ${id}`,
  },

  doctor: {
    description: 'prueba Slack, Sentry, Loki y ambas bases de datos',
    sample: 'muestra cada columna de este proveedor, sin sus nombres, y con qué frecuencia se vio cada frase',
    trying: 'probando Slack, Sentry, Loki y ambas bases de datos …',
    rehearsal: (startedAt) => `ensayo: el reloj empezó en ${startedAt} (CLOCK_STARTS_AT)`,
    parts: {
      slack: 'Slack',
      sentry: 'Sentry',
      loki: 'Loki',
      delivery: 'Base de datos de envíos',
      store: 'La base de datos propia del bot',
      digests: 'Resúmenes',
    },
    notConfigured: (settings) => `sin configurar (falta ${settings.join(' o ')})`,
    notExamined: (reason) => `no se pudo examinar: ${reason}`,
    fact: doctorFactInSpanish,
    problem: doctorProblemInSpanish,

    slack: {
      tokenOfPerson: 'este es el token de una persona: SLACK_BOT_TOKEN debe ser un token de bot (xoxb-…)',
      scopesLacking: (scopes) =>
        `falta el permiso ${scopes.join(' y ')}: instalar la app de nuevo desde manifest.yml`,
      noAnswer: (address) => `Slack no respondió en ${address}: revisar la red, HTTPS_PROXY y CA_FILE`,
      refused: (code, setting) =>
        `Slack rechazó el token (${code}): revisar ${setting} o instalar la app de nuevo`,
    },

    restsOnStore: 'no se sabe mientras no se pueda usar la base de datos propia del bot: ver arriba',
    deadLetters: (count) =>
      `${count === 1 ? 'se abandonó un resumen' : `se abandonaron ${count} resúmenes`} tras todos los intentos. No se pierde nada: el próximo cuenta todo lo que cambió desde el último completo, y /portal-digest now hace uno enseguida. El porqué está en el log, en "a job failed". Se olvidan a los 14 días`,
    deadIncidentChecks: (count) =>
      `${count === 1 ? 'se abandonó una revisión de un incidente' : `se abandonaron ${count} revisiones de incidentes`} tras todos los intentos. No se pierde nada: mientras el incidente esté pendiente, se revisa de nuevo cada hora. El porqué está en el log, en "a job failed". Se olvidan a los 14 días`,

    sampleOf: (id) => `Muestra ${id}`,
    noSuchProvider: 'no existe tal proveedor',
  },
};

function figure(count: number): string {
  return count.toLocaleString('es-419');
}

function didYouMean(similar: string | null): string {
  return similar === null ? '' : `. ¿Querías decir ${similar}?`;
}
