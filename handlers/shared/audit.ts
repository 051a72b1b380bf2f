import type { AdmissionRefusal } from '../../src/access/access.ts';
import type { AnyDiagnosis } from '../../src/checks/check.ts';
import type { Asker } from '../../src/diagnosis/diagnosis.ts';
import type { EpochMs } from '../../src/diagnosis/time.ts';
import type { State } from '../../src/diagnosis/verdict.ts';
import type { FactKind } from '../../src/incidents/fact.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';

/** What became of one subject of a check. */
export interface AuditedVerdict {
  readonly diagnosisId: string;
  readonly subjectId: string;
  readonly code: string;
  readonly state: State;
}

/** What was checked. */
interface AuditedCheck {
  readonly checkId: string;
  readonly subjectIds: readonly string[];
  /** null: as of the moment of the check. */
  readonly asOfMs: EpochMs | null;
  readonly windowMs: number | null;
}

export type AuditedEvent =
  | {
      readonly event: 'checked' | 'amended';
      readonly check: AuditedCheck;
      readonly verdicts: readonly AuditedVerdict[];
    }
  | { readonly event: 'failed' | 'interrupted'; readonly check: AuditedCheck }
  | {
      readonly event: 'shown' | 'handed-over' | 'pictured' | 'compared-address' | 'said-right' | 'said-wrong';
      readonly diagnosis: AuditedDiagnosis;
    }
  | { readonly event: 'shared'; readonly diagnoses: readonly AuditedDiagnosis[] }
  | { readonly event: 'searched'; readonly found: number }
  | {
      readonly event: 'digest-made' | 'digest-shown' | 'digest-pictured' | 'digest-listed';
      readonly digest: AuditedDigest;
    }
  | {
      readonly event: 'subscribed' | 'paused' | 'resumed' | 'unsubscribed';
      readonly subscription: { readonly checkId: string; readonly subscriptionId: string };
    }
  | { readonly event: 'subscriptions-shown' }
  | {
      readonly event: 'muted' | 'unmuted';
      readonly subject: { readonly checkId: string; readonly subjectId: string };
    }
  | { readonly event: 'incident-opened'; readonly incident: AuditedIncident }
  | {
      readonly event: 'incident-told';
      readonly incident: AuditedIncident;
      /** What was recorded. */
      readonly facts: readonly FactKind[];
    }
  | {
      readonly event: 'incident-shown' | 'incident-checked' | 'postmortem-posted';
      readonly incident: AuditedIncident;
    }
  | { readonly event: 'incidents-listed' }
  | { readonly event: 'refused'; readonly reason: RefusalReason };

/** Which digest somebody did something with. */
interface AuditedDigest {
  readonly checkId: string;
  readonly digestId: string;
}

/** Which incident somebody did something with. */
interface AuditedIncident {
  readonly incidentId: string;
  readonly number: number;
}

/** Which diagnosis somebody did something with. */
export interface AuditedDiagnosis {
  readonly checkId: string;
  readonly verdict: AuditedVerdict;
}

/** What the audit keeps of a diagnosis: ids and codes, no facts. */
export function audited({ id, checkId, subjectId, verdict }: AnyDiagnosis): AuditedDiagnosis {
  return { checkId, verdict: { diagnosisId: id, subjectId, code: verdict.code, state: verdict.state } };
}

/** Why something about digests is not done. */
export type DigestRefusal = keyof SlackWords['digests']['refused'];

/** Why something about incidents is not done. */
export type IncidentRefusal = keyof SlackWords['incidents']['refused'];

/** Why somebody got no answer. */
type RefusalReason = 'foreign-workspace' | AdmissionRefusal | 'rate-limit' | DigestRefusal | IncidentRefusal;

/** One line of the audit: who did what, when, where and what came out. Holds ids and codes only. */
export type AuditRecord = AuditedEvent & {
  readonly atMs: EpochMs;
  /** The command or button, as `/portal-check` or `evidence`. */
  readonly interaction: string;
  readonly asker: Asker;
  readonly requestId: string;
};
