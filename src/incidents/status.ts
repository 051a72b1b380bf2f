import { unchanged, type Decided } from './decided.ts';
import type { Fact, Status, SubjectRef } from './fact.ts';
import type { Incident, IncidentSubject } from './incident.ts';

/** What a person may do with an incident's status by hand; to lead is another matter (`lead.ts`). */
export type StatusStep = 'mitigated' | 'resolved' | 'closed' | 'reopened';

/** From which status each step is taken. */
const MAY_FOLLOW: Readonly<Record<StatusStep, readonly Status[]>> = {
  mitigated: ['reported', 'acknowledged'],
  resolved: ['reported', 'acknowledged', 'mitigated'],
  closed: ['resolved'],
  reopened: ['resolved', 'closed'],
};

export interface StatusNow {
  readonly status: Status;
  /** The fact that made it so; null: none was told yet. */
  readonly fact: Fact | null;
}

export function statusOf(facts: readonly Fact[]): StatusNow {
  let now: StatusNow = { status: 'reported', fact: null };
  let isLed = false;
  for (const fact of facts) {
    const { body } = fact;
    if (body.kind === 'opened') now = { status: 'reported', fact };
    if (body.kind === 'status-changed') now = { status: body.to, fact };
    if (body.kind === 'reopened') now = { status: isLed ? 'acknowledged' : 'reported', fact };
    if (body.kind !== 'lead-taken') continue;
    isLed = true;
    if (now.status === 'reported') now = { status: 'acknowledged', fact };
  }
  return now;
}

/** Neither resolved nor closed. */
export function isUnderWay({ status }: Pick<Incident, 'status'>): boolean {
  return status !== 'resolved' && status !== 'closed';
}

/** Nothing is expected of it any more (its links were switched off, say): nothing will ever prove that it is well, and nobody waits for it. */
export function isSwitchedOff({ now }: Pick<IncidentSubject, 'now'>): boolean {
  return now.outcome.state === 'not-expected';
}

/** Whether an incident is not over as long as a subject stands so: it is not well, or nobody has proved that it is. */
export function keepsOpen(subject: Pick<IncidentSubject, 'now' | 'isWell'>): boolean {
  return !subject.isWell && !isSwitchedOff(subject);
}

/** Whom to warn of before an incident is declared resolved: those whom no kept planned run has proved to be well. */
function notWellOf({ subjects }: Pick<Incident, 'subjects'>): readonly SubjectRef[] {
  return subjects.filter(keepsOpen).map(({ checkId, subjectId }) => ({ checkId, subjectId }));
}

/** Whether a person may take this step now. Whoever presses second at once, or a stale button, is told why not. */
export function decideStatus(incident: Incident, step: StatusStep): Decided {
  const { status, fact } = statusOf(incident.facts);
  const isSo = step === 'reopened' ? fact?.body.kind === 'reopened' : step === status;
  if (isSo) return unchanged({ code: 'already-so', fact });
  if (!MAY_FOLLOW[step].includes(status)) return unchanged({ code: 'not-from-here', status });
  if (step === 'reopened') return [{ kind: 'reopened' }];
  return [{ kind: 'status-changed', to: step, notWell: step === 'resolved' ? notWellOf(incident) : [] }];
}
