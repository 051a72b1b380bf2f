import type { ConfigurationWords } from './configuration.ts';
import { TYPES_EN } from './problems.en.ts';

/** What is wrong with the configuration, in English. */
export const CONFIGURATION_EN: ConfigurationWords = {
  heading: 'The configuration is not usable:',

  problems: {
    'setting-missing': ({ setting, because }, { describe }) =>
      `${setting} is missing${because === null ? '' : ` (${because.isSet ? `${because.setting} is set` : `and ${because.setting} is not set either`})`}: ${describe(setting)}`,
    'setting-wrong': ({ setting, entry, requirement, example }, say) =>
      `${setting} is wrong${entry === null ? '' : `, entry ${entry}`}: ${say.requirement(requirement)}${example === null ? '' : `, for example ${example}`}`,
    'two-log-ins': ({ settings }) =>
      `${settings.join(' and ')} are both set: Loki takes one way to log in, leave the other out`,
    'late-before-first': ({ lateAnswerMs, firstAnswerMs }) =>
      `LATE_ANSWER_MS (${lateAnswerMs}) is less than FIRST_ANSWER_MS (${firstAnswerMs}): a late answer comes after the first`,
    'channel-not-listed': ({ setting, list }) =>
      `${setting} names a channel that is not in ${list}: incidents go only where answers are public, add it there or name another one`,
    'reports-to-searched-project': () =>
      'BOT_SENTRY_DSN is the very project that is searched (SENTRY_PROJECT_ID): the bot would find its own errors there, name another project',

    'file-unreadable': ({ setting, file, reason }) =>
      `${setting === null ? '' : `${setting}: `}${file} cannot be read: "${reason}"`,
    'not-yaml': ({ file, reason }) => `${file} is no YAML: "${reason}"`,
    'not-certificate': ({ setting, file, reason }) =>
      `${setting}: ${file} holds no readable PEM certificate: "${reason}"`,
    'file-wrong': ({ file, place, requirement }, say) =>
      `${file}: ${place === null ? '' : `${place}: `}${say.requirement(requirement)}`,

    'database-newer': ({ setting, migrations }) =>
      `${setting}: a newer version has prepared this database (${migrations.join(', ')}). Start that version, or use another database.`,
    'database-unprepared': ({ setting, migrations }) =>
      `${setting}: the database is not prepared (${migrations.join(', ')}). Run "portal-check migrate", or leave MIGRATE_AT_START on.`,
    'schema-not-allowed': ({ setting, schema }) =>
      `${setting}: this role may not make the schema "${schema}", where the queue is kept. As the owner of the database run: create schema ${schema} authorization <role>.`,
    'token-refused': ({ setting, refusal }) =>
      `${setting}: Slack refused the token (${refusal}): check it, or install the app again`,
  },

  requirements: {
    present: () => 'is missing',
    'not-empty': () => 'must not be empty',
    'expected-shape': () => 'is of another shape than is expected here',
    type: ({ expected }) => `must be of type ${TYPES_EN[expected]}`,
    'one-of': ({ values }) => `must be one of ${values.join(', ')}`,
    'at-least': ({ least }) => `must be at least ${least}`,
    'at-most': ({ most }) => `must be at most ${most}`,
    'known-keys': ({ unknown }) =>
      `${unknown.map((key) => `"${key}"`).join(', ')} ${unknown.length === 1 ? 'is no key' : 'are no keys'} that is known here`,

    'http-address': () => 'must be an address with http:// or https://',
    'postgres-address': () => 'must be postgres://user:password@host:port/database',
    'encoded-password': () =>
      'not readable as an address: special characters in the password need percent-encoding ("#" is "%23")',
    dsn: () => 'must be a DSN, https://key@host/project',
    'id-placeholder': () => 'must hold {id}, where the provider’s id goes',

    'bot-token': () => 'a bot token begins with xoxb-',
    'app-token': () => 'an app-level token begins with xapp-',
    'channel-id': () => 'must be the id of a channel, as C0123ABCD (not its name)',
    'user-group-id': () => 'must be the id of a user group, as S0123ABCD (not its handle)',
    'member-id': () => 'must be the id of a member, as U0123ABCD (not the name)',
    'numeric-id': () => 'must be the numeric id, not the slug',

    instant: () => 'must be an instant with its offset from UTC',
    date: () => 'must be a date, as 2025-07-21',
    'time-zone': ({ zone }) => `"${zone}" is no IANA time zone, as America/Los_Angeles`,
    'five-fields': ({ expression }) =>
      `"${expression}" is no cron expression: five fields are needed (minute hour day month weekday)`,
    'cron-expression': ({ expression, reason }) => `"${expression}" is no cron expression: "${reason}"`,
    'some-day': ({ expression }) => `no day ever fits "${expression}": check day of month and month`,
    'day-with-run': ({ day, expression }) => `${day} is no day of "${expression}": name a day with a run`,

    'some-cadence': () => 'name at least one cadence',
    'exception-class': () => 'must be an exception class, without * and not ending in \\',
    'searchable-phrase': () => 'more than * and \\ is needed to search for',
    'tag-name': () => 'must be a tag’s name: letters, digits and _.:-',
    'label-name': () => 'must be the name of a Loki label: letters, digits, _, no digit first',

    query: ({ name }) => `holds no query "${name}": put it after a line "-- query: ${name}"`,
    'known-parameter': ({ used, known }) =>
      `uses $${used}: ${known === 0 ? 'there are none here' : `there are only $1 to $${known}`}`,
  },
};
