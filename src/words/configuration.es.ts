import type { ConfigurationWords } from './configuration.ts';
import { TYPES_ES } from './problems.es.ts';

/** What is wrong with the configuration, in Spanish: what to do stands in the infinitive. */
export const CONFIGURATION_ES: ConfigurationWords = {
  heading: 'La configuración no se puede usar:',

  problems: {
    'setting-missing': ({ setting, because }, { describe }) =>
      `falta ${setting}${because === null ? '' : ` (${because.isSet ? `${because.setting} está definido` : `y tampoco está definido ${because.setting}`})`}: ${describe(setting)}`,
    'setting-wrong': ({ setting, entry, requirement, example }, say) =>
      `${setting} no es válido${entry === null ? '' : `, elemento ${entry}`}: ${say.requirement(requirement)}${example === null ? '' : `, por ejemplo ${example}`}`,
    'two-log-ins': ({ settings }) =>
      `${settings.join(' y ')} están definidos a la vez: Loki admite una sola forma de autenticarse, quitar la otra`,
    'late-before-first': ({ lateAnswerMs, firstAnswerMs }) =>
      `LATE_ANSWER_MS (${lateAnswerMs}) es menor que FIRST_ANSWER_MS (${firstAnswerMs}): una respuesta tardía llega después de la primera`,
    'channel-not-listed': ({ setting, list }) =>
      `${setting} indica un canal que no está en ${list}: los incidentes solo van donde las respuestas son públicas, añadirlo allí o indicar otro`,
    'reports-to-searched-project': () =>
      'BOT_SENTRY_DSN es el mismo proyecto en el que se busca (SENTRY_PROJECT_ID): el bot encontraría allí sus propios errores, indicar otro proyecto',

    'file-unreadable': ({ setting, file, reason }) =>
      `${setting === null ? '' : `${setting}: `}no se puede leer ${file}: «${reason}»`,
    'not-yaml': ({ file, reason }) => `${file} no es YAML: «${reason}»`,
    'not-certificate': ({ setting, file, reason }) =>
      `${setting}: ${file} no contiene ningún certificado PEM legible: «${reason}»`,
    'file-wrong': ({ file, place, requirement }, say) =>
      `${file}: ${place === null ? '' : `${place}: `}${say.requirement(requirement)}`,

    'database-newer': ({ setting, migrations }) =>
      `${setting}: una versión más nueva preparó esta base de datos (${migrations.join(', ')}). Iniciar esa versión o usar otra base de datos.`,
    'database-unprepared': ({ setting, migrations }) =>
      `${setting}: la base de datos no está preparada (${migrations.join(', ')}). Ejecutar «portal-check migrate» o dejar activado MIGRATE_AT_START.`,
    'schema-not-allowed': ({ setting, schema }) =>
      `${setting}: este rol no puede crear el esquema «${schema}», donde se guarda la cola. Como dueño de la base de datos, ejecutar: create schema ${schema} authorization <rol>.`,
    'token-refused': ({ setting, refusal }) =>
      `${setting}: Slack rechazó el token (${refusal}): revisarlo o instalar la app de nuevo`,
  },

  requirements: {
    present: () => 'falta',
    'not-empty': () => 'no debe estar vacío',
    'expected-shape': () => 'tiene otra forma que la que aquí se espera',
    type: ({ expected }) => `debe ser ${TYPES_ES[expected]}`,
    'one-of': ({ values }) => `debe ser uno de estos valores: ${values.join(', ')}`,
    'at-least': ({ least }) => `debe ser ${least} como mínimo`,
    'at-most': ({ most }) => `debe ser ${most} como máximo`,
    'known-keys': ({ unknown }) =>
      `aquí no se ${unknown.length === 1 ? 'conoce la clave' : 'conocen las claves'} ${unknown.map((key) => `«${key}»`).join(', ')}`,

    'http-address': () => 'debe ser una dirección con http:// o https://',
    'postgres-address': () => 'debe ser postgres://user:password@host:port/database',
    'encoded-password': () =>
      'no se puede leer como dirección: los caracteres especiales de la contraseña se escriben con codificación por ciento («#» es «%23»)',
    dsn: () => 'debe ser un DSN, https://key@host/project',
    'id-placeholder': () => 'debe contener {id}, donde va el identificador del proveedor',

    'bot-token': () => 'un token de bot empieza con xoxb-',
    'app-token': () => 'un token de nivel de app empieza con xapp-',
    'channel-id': () => 'debe ser el identificador de un canal, como C0123ABCD (no su nombre)',
    'user-group-id': () => 'debe ser el identificador de un grupo de usuarios, como S0123ABCD (no su alias)',
    'member-id': () => 'debe ser el identificador de un miembro, como U0123ABCD (no su nombre)',
    'numeric-id': () => 'debe ser el identificador numérico, no el slug',

    instant: () => 'debe ser un momento con su desfase respecto de UTC',
    date: () => 'debe ser una fecha, como 2025-07-21',
    'time-zone': ({ zone }) => `«${zone}» no es una zona horaria de IANA, como America/Los_Angeles`,
    'five-fields': ({ expression }) =>
      `«${expression}» no es una expresión cron: se necesitan cinco campos (minuto, hora, día, mes, día de la semana)`,
    'cron-expression': ({ expression, reason }) => `«${expression}» no es una expresión cron: «${reason}»`,
    'some-day': ({ expression }) =>
      `ningún día cumple nunca «${expression}»: revisar el día del mes y el mes`,
    'day-with-run': ({ day, expression }) =>
      `el ${day} no es un día de «${expression}»: indicar un día con ejecución`,

    'some-cadence': () => 'indicar al menos una cadencia',
    'exception-class': () => 'debe ser una clase de excepción, sin * y sin \\ al final',
    'searchable-phrase': () => 'para buscar hace falta más que * y \\',
    'tag-name': () => 'debe ser el nombre de una etiqueta de Sentry: letras, cifras y _.:-',
    'label-name': () =>
      'debe ser el nombre de una etiqueta de Loki: letras, cifras y _, sin una cifra al principio',

    query: ({ name }) => `no contiene la consulta «${name}»: ponerla tras una línea «-- query: ${name}»`,
    'known-parameter': ({ used, known }) =>
      `usa $${used}: ${known === 0 ? 'aquí no hay ninguno' : `solo hay de $1 a $${known}`}`,
  },
};
