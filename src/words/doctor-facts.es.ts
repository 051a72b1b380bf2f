/** What sources and databases tell of themselves in English, and the same in Spanish. `{}` stands for what is put in, in the same order. */
const PHRASES: readonly (readonly [english: string, spanish: string])[] = [
  // all
  ['version', 'versión'],
  ['role', 'rol'],
  ['rights', 'permisos'],
  ['unknown', 'no se sabe'],
  ['yes', 'sí'],
  ['no', 'no'],
  ['none', 'ninguno'],
  // Sentry
  ['project {}', 'proyecto {}'],
  ['not among the projects that the token sees', 'no está entre los proyectos que el token ve'],
  ['not told by Sentry', 'Sentry no la dice'],
  ['may read events ({})', 'puede leer eventos ({})'],
  ['may read issues ({})', 'puede leer incidencias ({})'],
  ['newest event', 'evento más reciente'],
  ['never seen', 'nunca visto'],
  [
    'issues: {} or more, events: {} or more, last seen {}',
    'incidencias: {} o más, eventos: {} o más, visto por última vez {}',
  ],
  ['issues: {}, events: {}, last seen {}', 'incidencias: {}, eventos: {}, visto por última vez {}'],
  ['not readable ({})', 'no se puede leer ({})'],
  // Loki
  ['newest line of {}', 'línea más reciente de {}'],
  ['none in the last day', 'ninguna en el último día'],
  ['may query', 'puede consultar'],
  ['sees back to', 've desde'],
  ['no line in the last {} days', 'ninguna línea en los últimos {} días'],
  // the delivery database
  ['first answer after', 'primera respuesta tras'],
  ['kind', 'tipo'],
  ['is a superuser: give it a role that only reads', 'es superusuario: dale un rol que solo lea'],
  [
    'may write to {} tables: give it a role that only reads',
    'puede escribir en {} tablas: dale un rol que solo lea',
  ],
  ['reads only', 'solo lee'],
  ['primary', 'primaria'],
  ['replica that does not tell how far it has followed', 'réplica que no dice hasta dónde ha llegado'],
  ['replica, {} ms behind', 'réplica, {} ms de retraso'],
  ['missing: run views.sql', 'falta: ejecuta views.sql'],
  ['may not be read: check the grants', 'no se puede leer: revisa los permisos (grants)'],
  ['found', 'encontrada'],
  ['found, without the optional {}', 'encontrada, sin lo opcional: {}'],
  ['(null)', '(nulo)'],
  ['({} entries)', '({} entradas)'],
  ['(an object)', '(un objeto)'],
  ['(text, {} characters)', '(texto, {} caracteres)'],
  ['(not shown)', '(no se muestra)'],
  // the bot’s own database
  ['may prepare its tables', 'puede preparar sus tablas'],
  ['may not prepare its tables', 'no puede preparar sus tablas'],
  ['schema', 'esquema'],
  ['newer than this version: {}', 'más nuevo que esta versión: {}'],
  ['not up to date: run "portal-check migrate"', 'no está al día: ejecuta «portal-check migrate»'],
  ['up to date', 'al día'],
  ['kept diagnoses', 'diagnósticos conservados'],
  ['kept feedback', 'opiniones conservadas'],
];

const PATTERNS = PHRASES.map(([english, spanish]) => ({
  pattern: new RegExp(`^${english.split('{}').map(asPattern).join('(.+?)')}$`, 'su'),
  spanish: spanish.split('{}'),
}));

/** A name or a value that `doctor` shows, in Spanish; figures, names and what is no phrase of the bot stay as they are. */
export function doctorFactInSpanish(text: string): string {
  for (const { pattern, spanish } of PATTERNS) {
    const found = pattern.exec(text);
    if (found !== null) return spanish.map((part, index) => `${part}${found[index + 1] ?? ''}`).join('');
  }
  return text;
}

function asPattern(text: string): string {
  return text.replaceAll(/[.()]/g, String.raw`\$&`);
}
