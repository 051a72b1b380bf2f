import type { Proof } from '../checks/following.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { withoutOwn } from './blast-radius.ts';
import type { BodyOf, Fact, NewFact } from './fact.ts';
import { isOf, newestOf } from './fact-search.ts';
import type { Incident, IncidentIdentity, IncidentSubject, LastCheck } from './incident.ts';
import { leadOf } from './lead.ts';
import { movedAtMsOf } from './movement.ts';
import { isProposalStanding } from './proposal.ts';
import { isUnderWay, keepsOpen, statusOf } from './status.ts';
import { lastSeenOf, subjectsOf } from './subjects-of.ts';

/**
 * An incident as its facts tell it: the same facts, the same incident. Whatever follows the fact `opened` folds; what does not concern the
 * incident as it then was (a verdict of somebody who was taken out) changes nothing. Throws where `opened` is not there.
 * @param facts in the order in which they were told
 */
export function foldIncident(
  identity: IncidentIdentity,
  facts: readonly Fact[],
  lastCheck: LastCheck | null,
): Incident {
  const { id, number, channelId, locale, timeZone, openedAtMs, openedByUserId } = identity;
  const opened = facts.find(isOf('opened'))?.body;
  if (opened === undefined) throw new Error(`the facts of incident ${id} do not tell of its opening`);
  const { title, summary, reportedAtMs, reportedBy, origin } = opened;
  const everSubjects = subjectsOf(facts, lastCheck);
  const subjects = everSubjects.filter(({ removedAtMs }) => removedAtMs === null);
  const { status } = statusOf(facts);
  const closing = newestOf(facts, 'channel-closed', 'channel-back')?.body;
  return {
    id,
    number,
    channelId,
    locale,
    timeZone,
    openedAtMs,
    openedByUserId,
    facts,
    title,
    severity: newestOf(facts, 'severity-changed')?.body.to ?? opened.severity,
    status,
    summary,
    reportedAtMs,
    reportedBy,
    origin,
    leadUserId: leadOf(facts),
    subjects,
    everSubjects,
    failedSources: failedSourcesOf(facts),
    others: othersOf(facts, everSubjects),
    movedAtMs: movedAtMsOf(facts, openedAtMs),
    isResolutionProposed: isUnderWay({ status }) && isProposalStanding(facts, 'reopened'),
    closedChannel: closing?.kind === 'channel-closed' ? closing.reason : null,
    lastCheck,
    nextProof: nextProofOf(subjects, lastCheck),
  };
}

/** The facts as they are stored after those that an incident has. */
export function numbered(facts: readonly NewFact[], lastSeq: number, recordedAtMs: EpochMs): readonly Fact[] {
  return facts.map((fact, index) => ({ ...fact, seq: lastSeq + index + 1, recordedAtMs }));
}

/** The incident as it is once these facts are stored. */
export function withFacts(
  incident: Incident,
  facts: readonly NewFact[],
  recordedAtMs: EpochMs,
  lastCheck: LastCheck | null = incident.lastCheck,
): Incident {
  const lastSeq = incident.facts.at(-1)?.seq ?? 0;
  return foldIncident(incident, [...incident.facts, ...numbered(facts, lastSeq, recordedAtMs)], lastCheck);
}

function failedSourcesOf(facts: readonly Fact[]): Incident['failedSources'] {
  const newest = new Map(
    facts.filter(isOf('source-failed', 'source-back')).map((fact) => [fact.body.source, fact]),
  );
  return [...newest.values()].flatMap(({ body, atMs }) =>
    body.kind === 'source-failed' && body.status !== 'not-configured'
      ? [{ source: body.source, status: body.status, sinceMs: atMs }]
      : [],
  );
}

/** Whoever has been added since is no other any more, nor who was taken out. */
function othersOf(
  facts: readonly Fact[],
  everSubjects: readonly IncidentSubject[],
): readonly BodyOf<'others-seen'>[] {
  const newest = new Map(
    facts.filter(isOf('others-seen')).map(({ body }) => [JSON.stringify([body.checkId, body.code]), body]),
  );
  return [...newest.values()]
    .map((body) => ({ ...body, others: withoutOwn(everSubjects, body.checkId, body.others) }))
    .filter(({ others }) => others.length > 0);
}

/** The earliest that can be judged of those who keep it open, for nobody waits for the others; of all where there are no such. */
function nextProofOf(subjects: readonly IncidentSubject[], lastCheck: LastCheck | null): Proof | null {
  const open = subjects.filter(keepsOpen);
  return (open.length > 0 ? open : subjects)
    .flatMap((subject) => lastSeenOf(subject, lastCheck).nextProof ?? [])
    .reduce<Proof | null>(
      (earliest, proof) => (earliest === null || proof.judgedAtMs < earliest.judgedAtMs ? proof : earliest),
      null,
    );
}
