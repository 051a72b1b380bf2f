import type { Check } from '../../src/checks/check.ts';
import type { FactBody, FactKind, NewFact } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { incidentTellingOf, type IncidentTelling } from '../../src/incidents/telling.ts';
import { MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Locale } from '../../src/words/locale.ts';
import { FLEET_WORDS } from '../digests/example.ts';
import { widgetCheck } from '../slack/widget-check.ts';
import {
  added,
  BOT,
  incidentOf,
  kept,
  missing,
  MISSED_MS,
  NEXT_MS,
  OPENED,
  OPENED_MS,
  person,
  ref,
  standing,
  told,
} from './example.ts';

const NOUNS = { en: { one: 'widget', many: 'widgets' }, es: { one: 'aparato', many: 'aparatos' } };

/** A check whose subjects incidents follow, in words of no language. */
export const followedCheck: Check = {
  ...widgetCheck,
  words: (locale) => ({
    ...widgetCheck.words(locale),
    noun: NOUNS[locale],
    listed: ({ id }) => `#${id}`,
    following: FLEET_WORDS,
  }),
};

export const tellingIn = (locale: Locale, checks: readonly Check[] = [followedCheck]): IncidentTelling =>
  incidentTellingOf(checks, incidentOf([told(OPENED)]), locale);

const since = { atMs: MISSED_MS, isAtLeast: false };
export const missed = (subjectId: string) =>
  missing(subjectId, 'skipped', { missedRunsAtMs: [MISSED_MS], ...standingSince(subjectId) });
const standingSince = (subjectId: string) => ({
  outcome: standing(subjectId, { state: 'missing', code: 'skipped', since }).outcome,
});

/** A fact of each kind, and of each variety of it, in the order in which one incident may have them. */
const BODIES: readonly (readonly [name: string, body: FactBody, isBots?: 'bot'])[] = [
  [
    'opened',
    {
      ...OPENED,
      summary: 'links stopped',
      detectedAtMs: MISSED_MS,
      origin: { kind: 'digest', digestId: 'd' },
    },
  ],
  ['subject-added, at the opening', { ...added(missed('a')), why: 'opening' }],
  ['subject-added, at the opening, too', { ...added(missed('b')), why: 'opening' }],
  ['others-seen', others(['d', 'e'], 212), 'bot'],
  ['lead-taken', { kind: 'lead-taken' }],
  ['subject-added by hand', added(missed('c'))],
  ['subject-added for the same verdict', { ...added(missed('d')), why: 'same-verdict' }],
  ['subject-removed', { kind: 'subject-removed', ...ref('d'), name: 'Clinic D' }],
  ['source-failed', { kind: 'source-failed', source: 'loki', status: 'failed' }, 'bot'],
  ['source-back', { kind: 'source-back', source: 'loki', failedAtMs: OPENED_MS }, 'bot'],
  ['others-seen that grew', others(['d', 'e', 'f'], null), 'bot'],
  ['others-seen that shrank', others(['e'], 212), 'bot'],
  [
    'verdict-changed',
    { kind: 'verdict-changed', before: missed('b').standing, isRecovery: false, ...missing('b', 'other') },
    'bot',
  ],
  [
    'verdict-changed, recovered',
    { kind: 'verdict-changed', before: missed('a').standing, isRecovery: true, ...kept('a') },
    'bot',
  ],
  ['lead-taken by another one', { kind: 'lead-taken' }],
  ['status-changed to acknowledged', { kind: 'status-changed', to: 'acknowledged', notWell: [] }],
  ['status-changed to mitigated', { kind: 'status-changed', to: 'mitigated', notWell: [] }],
  ['status-changed to resolved', { kind: 'status-changed', to: 'resolved', notWell: [ref('b'), ref('c')] }],
  ['reopened', { kind: 'reopened' }],
  ['severity-changed', { kind: 'severity-changed', to: 'P1' }],
  ['note', { kind: 'note', text: 'the queue was full' }],
  ['event', { kind: 'event', text: 'front end out', mark: 'mitigated' }],
  ['event without a mark', { kind: 'event', text: 'asked again', mark: null }],
  [
    'corrected',
    { kind: 'corrected', seqOfWrong: 22, text: 'back end out', rightAtMs: OPENED_MS + MINUTE_MS },
  ],
  ['withdrawn', { kind: 'withdrawn', seqOfWrong: 23 }],
  ['nudged', { kind: 'nudged' }, 'bot'],
  ['postmortem-written', { kind: 'postmortem-written', section: 'summary', text: 'in short' }],
  ['channel-closed', { kind: 'channel-closed', reason: 'is_archived' }, 'bot'],
  ['channel-back', { kind: 'channel-back' }, 'bot'],
  ['root-lost', { kind: 'root-lost' }, 'bot'],
  ['resolution-proposed', { kind: 'resolution-proposed', runAtMs: NEXT_MS }, 'bot'],
  ['still-not-well', { kind: 'still-not-well', runAtMs: NEXT_MS, notWell: [ref('b')] }, 'bot'],
];

/** The names of all of them, to be looked for by. */
export const FACT_NAMES: readonly string[] = BODIES.map(([name]) => name);
/** Every kind that is stored, by type. */
const KINDS: Readonly<Record<Exclude<FactKind, 'unreadable'>, true>> = {
  opened: true,
  'subject-added': true,
  'subject-removed': true,
  'verdict-changed': true,
  'source-failed': true,
  'source-back': true,
  'others-seen': true,
  'lead-taken': true,
  'status-changed': true,
  reopened: true,
  'severity-changed': true,
  'resolution-proposed': true,
  'still-not-well': true,
  note: true,
  event: true,
  corrected: true,
  withdrawn: true,
  nudged: true,
  'postmortem-written': true,
  'channel-closed': true,
  'channel-back': true,
  'root-lost': true,
};
/** Those of which no fact is among them. */
export const KINDS_LACKING = Object.keys(KINDS).filter(
  (kind) => !BODIES.some(([, body]) => body.kind === kind),
);

const facts: readonly NewFact[] = BODIES.map(([name, body, isBots], index) =>
  told(
    body,
    OPENED_MS + index * MINUTE_MS,
    isBots === 'bot' ? BOT : person(name === 'lead-taken by another one' ? 'U2' : 'U1'),
  ),
);

/** An incident to which everything has happened. */
export const EVERYTHING: Incident = incidentOf(facts);

export function factNamed(name: string): Incident['facts'][number] {
  const fact = EVERYTHING.facts[FACT_NAMES.indexOf(name)];
  if (fact === undefined) throw new Error(`there is no fact "${name}"`);
  return fact;
}

export function others(
  subjectIds: readonly string[],
  ofSubjects: number | null,
  sinceMs: number | null = MISSED_MS,
): Extract<FactBody, { kind: 'others-seen' }> {
  return {
    kind: 'others-seen',
    checkId: 'widgets',
    code: 'skipped',
    others: subjectIds.map((subjectId) => ({
      subjectId,
      name: `Clinic ${subjectId.toUpperCase()}`,
      sinceMs,
    })),
    ofSubjects,
  };
}
