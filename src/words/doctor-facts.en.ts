import type { DoctorFact, ShownValue, Sightings } from '../diagnosis/doctor-facts.ts';
import type { Problem, SourceId } from '../diagnosis/reading.ts';
import { isoOf } from '../diagnosis/time.ts';
import { agoIn, speak, triedIn, type DoctorFactWords, type SpokenFact } from './doctor-facts.ts';
import { HTTP_REMEDY, problemInEnglish } from './problems.en.ts';

const FACTS_EN: DoctorFactWords = {
  // several parts
  version: ({ product, version }) => [
    'version',
    version === null ? `not told by ${product}` : `${product} ${version}`,
  ],
  'database-role': ({ role }) => ['role', role],

  // Slack
  'slack-mode': ({ mode }) => ['mode', mode === 'socket' ? 'Socket Mode' : 'HTTP'],
  'slack-workspace': ({ name }) => ['workspace', name ?? 'unknown'],
  'slack-bot': ({ user, botId }) => ['bot', `${user ?? 'unknown'} (${botId ?? 'no bot id'})`],
  'slack-scopes': ({ scopes }) => ['scopes', scopes?.join(', ') ?? 'not told'],
  'slack-socket-granted': () => ['Socket Mode', 'a connection is granted'],

  // Sentry
  'sentry-project': ({ projectId, slug }) => [
    `project ${projectId}`,
    triedIn(slug, (told) => told ?? 'not among the projects that the token sees', sentryProblem),
  ],
  'sentry-reads-events': ({ isAllowed }) => ['may read events (org:read)', isAllowed ? 'yes' : 'no'],
  'sentry-reads-issues': ({ isAllowed }) => ['may read issues (event:read)', isAllowed ? 'yes' : 'no'],
  'sentry-newest-event': ({ atMs }) => [
    'newest event',
    triedIn(atMs, (told) => (told === null ? 'none' : isoOf(told)), sentryProblem),
  ],
  'sentry-watched': ({ kind, seen }) => [
    kind,
    triedIn(seen, (told) => (told === null ? 'never seen' : sightingsInEnglish(told)), sentryProblem),
  ],

  // Loki
  'loki-newest-line': ({ app, atMs }) => [
    `newest line of ${app}`,
    atMs === null ? 'none in the last day' : isoOf(atMs),
  ],
  'loki-queries': () => ['may query', 'yes'],
  'loki-reach': ({ firstLineAtMs, days }) => [
    'sees back to',
    firstLineAtMs === null ? `no line in the last ${days} days` : isoOf(firstLineAtMs),
  ],
  'loki-phrase': ({ phrase, days, seen }) => [
    `"${phrase}" in ${days} days`,
    triedIn(
      seen,
      ({ count, lastSeenAtMs }) =>
        `${count} ${count === 1 ? 'line' : 'lines'}, ${
          lastSeenAtMs === null ? 'never seen: is it still written like this?' : `last ${isoOf(lastSeenAtMs)}`
        }`,
      (problem) => doctorProblemInEnglish('loki', problem),
    ),
  ],

  // the delivery database
  'delivery-first-answer': ({ afterMs }) => ['first answer after', `${afterMs} ms`],
  'delivery-rights': ({ isSuperuser, writableTables }) => {
    const advice = 'give it a role that only reads';
    if (isSuperuser) return ['rights', `is a superuser: ${advice}`];
    if (writableTables === 0) return ['rights', 'reads only'];
    return [
      'rights',
      `may write to ${writableTables} ${writableTables === 1 ? 'table' : 'tables'}: ${advice}`,
    ];
  },
  'delivery-server': ({ isReplica, lagMs }) => {
    if (!isReplica) return ['kind', 'primary'];
    return [
      'kind',
      lagMs === null ? 'replica that does not tell how far it has followed' : `replica, ${lagMs} ms behind`,
    ];
  },
  'delivery-view': ({ view, state, absentColumns }) => {
    switch (state) {
      case 'missing':
        return [view, 'missing: run views.sql'];
      case 'unreadable':
        return [view, 'may not be read: check the grants'];
      case 'found':
        return [
          view,
          absentColumns.length === 0 ? 'found' : `found, without the optional ${absentColumns.join(', ')}`,
        ];
    }
  },
  'delivery-queries-answered': ({ checkId }) => [`the queries of ${checkId}`, 'answered'],
  'delivery-column': ({ column, shown }) => [column, shownInEnglish(shown)],

  // the bot's own database
  'store-rights': ({ mayPrepare }) => [
    'rights',
    mayPrepare ? 'may prepare its tables' : 'may not prepare its tables',
  ],
  'store-schema': ({ state, unknownMigrations }) => {
    switch (state) {
      case 'current':
        return ['schema', 'up to date'];
      case 'outdated':
        return ['schema', 'not up to date: run "portal-check migrate"'];
      case 'newer':
        return ['schema', `newer than this version: ${unknownMigrations.join(', ')}`];
    }
  },
  'store-kept-diagnoses': ({ count }) => ['kept diagnoses', String(count)],
  'store-kept-feedback': ({ count }) => ['kept feedback', String(count)],

  // digests and their queue
  'digest-subscriptions': ({ active, paused }) => ['subscriptions', `${active} active, ${paused} paused`],
  'digest-last-complete': ({ atMs, nowMs }) => [
    'last complete digest',
    atMs === null ? 'none yet' : `${isoOf(atMs)}, ${agoIn('en', atMs, nowMs)}`,
  ],
  'queue-state': ({ queue, waiting, active, deadLetters }) => [
    `queue ${queue}`,
    `${waiting} waiting, ${active} worked on, ${deadLetters} given up`,
  ],
  'queue-dead-letter': ({ failedAtMs, subscriptionId, incidentId, dueAtMs, reason }) => {
    const what = `${isoOf(failedAtMs)}, ${reason}`;
    if (dueAtMs === null) return ['given up', what];
    const due = isoOf(dueAtMs);
    if (incidentId !== null) return ['given up', `${what}: the look of ${due} at incident ${incidentId}`];
    return ['given up', `${what}: the digest of ${due}, subscription ${subscriptionId}`];
  },
  'digest-heartbeat': ({ isConfigured }) => [
    'heartbeat',
    isConfigured
      ? 'after each complete digest'
      : 'none (HEARTBEAT_URL): nobody outside notices when digests stay out',
  ],
};

/** "newest event: 2025-07-23T18:00:41.000Z" */
export function doctorFactInEnglish(fact: DoctorFact): SpokenFact {
  return speak(FACTS_EN, fact);
}

/** What went wrong with a source, a colon, and what to do: only in doctor that cannot be to run doctor. */
export function doctorProblemInEnglish(source: SourceId | 'store', problem: Problem): string {
  return problemInEnglish(source, problem).replace(
    HTTP_REMEDY,
    'its version may be new to this bot, tell the bot’s team',
  );
}

function sentryProblem(problem: Problem): string {
  return doctorProblemInEnglish('sentry', problem);
}

function sightingsInEnglish({ issues, events, hasMore, lastSeenAtMs }: Sightings): string {
  const more = hasMore ? ' or more' : '';
  const last = lastSeenAtMs === null ? '' : `, last seen ${isoOf(lastSeenAtMs)}`;
  return `issues: ${issues}${more}, events: ${events}${more}${last}`;
}

function shownInEnglish(shown: ShownValue): string {
  switch (shown.kind) {
    case 'null':
      return '(null)';
    case 'object':
      return '(an object)';
    case 'withheld':
      return '(not shown)';
    case 'list':
      return `(${shown.entries} ${shown.entries === 1 ? 'entry' : 'entries'})`;
    case 'text':
      return `(text, ${shown.characters} ${shown.characters === 1 ? 'character' : 'characters'})`;
    case 'plain':
      return shown.json;
  }
}
