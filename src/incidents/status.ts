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

/** The same on the way through the facts. */
export interface StatusOnTheWay extends StatusNow {
  readonly isLed: boolean;
}

export const NO_STATUS_YET: StatusOnTheWay = { status: 'reported', fact: null, isLed: false };

export function statusOf(facts: readonly Fact[]): StatusNow {
  return facts.reduce(statusAfter, NO_STATUS_YET);
}

/** What a fact makes of it. */
export function statusAfter(before: StatusOnTheWay, fact: Fact): StatusOnTheWay {
  const { body } = fact;
  const { isLed } = before;
  switch (body.kind) {
    case 'opened':
      return { status: 'reported', fact, isLed };
    case 'status-changed':
      return { status: body.to, fact, isLed };
    case 'reopened':
      return { status: isLed ? 'acknowledged' : 'reported', fact, isLed };
    case 'lead-taken':
      return before.status === 'reported'
        ? { status: 'acknowledged', fact, isLed: true }
        : { ...before, isLed: true };
    default:
      return before;
  }
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

/** It was declared resolved, and somebody is not well, or not any more. */
export function isAtOdds({ status, subjects }: Pick<Incident, 'status' | 'subjects'>): boolean {
  return status === 'resolved' && subjects.some(keepsOpen);
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
