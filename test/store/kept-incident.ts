import { randomUUID } from 'node:crypto';
import type { FactBody, NewFact } from '../../src/incidents/fact.ts';
import { missing } from '../incidents/example.ts';
import { NOW_MS } from './kept.ts';

export const OPENED: FactBody = {
  kind: 'opened',
  title: 'clinics silently skipped',
  severity: 'P2',
  summary: '',
  reportedAtMs: NOW_MS,
  reportedBy: null,
  detectedAtMs: null,
  origin: { kind: 'command' },
};

export const NOTE: FactBody = { kind: 'note', text: 'we are on it' };

/** As somebody tells it. */
export const fact = (body: FactBody): NewFact => ({
  atMs: NOW_MS,
  by: { kind: 'person', userId: 'U1' },
  body,
});

/** Of nobody yet, in a channel that the stand-in of Slack lets the bot post in. */
export const identity = (channelId = 'C1') => ({
  id: randomUUID(),
  channelId,
  locale: 'en' as const,
  timeZone: 'America/Los_Angeles',
  openedAtMs: NOW_MS,
  openedByUserId: 'U1',
});

/** One of everything that can happen in an incident. */
export const EVERY_BODY: readonly FactBody[] = [
  {
    ...OPENED,
    reportedBy: { kind: 'named', name: 'help desk' },
    detectedAtMs: NOW_MS - 1,
    origin: { kind: 'message', channelId: 'C1', ts: '1.1' },
  },
  { kind: 'subject-added', why: 'opening', ...missing('a') },
  {
    kind: 'subject-added',
    why: 'same-verdict',
    detectedAtMs: NOW_MS - 1,
    ...missing('b'),
    diagnosisId: null,
  },
  { kind: 'subject-removed', name: 'b', checkId: 'widgets', subjectId: 'b' },
  { kind: 'verdict-changed', before: missing('a').standing, isRecovery: false, ...missing('a', 'late') },
  { kind: 'source-failed', source: 'loki', status: 'failed' },
  { kind: 'source-back', source: 'loki', failedAtMs: NOW_MS },
  {
    kind: 'others-seen',
    checkId: 'widgets',
    code: 'skipped',
    others: [{ subjectId: 'c', name: 'C', sinceMs: null }],
    ofSubjects: 3,
  },
  { kind: 'lead-taken' },
  { kind: 'status-changed', to: 'resolved', notWell: [{ checkId: 'widgets', subjectId: 'a' }] },
  { kind: 'reopened' },
  { kind: 'severity-changed', to: 'P1' },
  { kind: 'resolution-proposed', runAtMs: null },
  NOTE,
  { kind: 'event', text: 'restarted', mark: 'first-reaction' },
  { kind: 'corrected', seqOfWrong: 14, text: null, rightAtMs: NOW_MS },
  { kind: 'corrected', seqOfWrong: 14, text: 'engaged: Ana', rightAtMs: null, mark: 'engaged' },
  { kind: 'withdrawn', seqOfWrong: 14 },
  { kind: 'nudged' },
  { kind: 'postmortem-written', section: 'whys', text: 'why?' },
  { kind: 'channel-closed', reason: 'is_archived' },
  { kind: 'channel-back' },
  { kind: 'root-lost' },
  {
    kind: 'others-seen',
    checkId: 'widgets',
    code: 'skipped',
    others: [],
    takenOut: [{ subjectId: 'b', name: 'B' }],
    ofSubjects: 3,
  },
];
