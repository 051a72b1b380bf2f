import type { DoctorFact } from '../diagnosis/doctor-facts.ts';
import type { PostgresAddress } from '../postgres-connection.ts';
import { createAudit, type Audit } from './audit.ts';
import { createCheckingMessages, type CheckingMessages } from './checking-messages.ts';
import { isReachable, openDatabase } from './database.ts';
import { createDiagnoses, type Diagnoses } from './diagnoses.ts';
import { createKeptDigests, type KeptDigests } from './digests.ts';
import { examineStore } from './examine.ts';
import { createFeedback, type Feedback } from './feedback.ts';
import { createFleetRuns, type FleetRuns } from './fleet-runs.ts';
import { createKeptIncidents, type KeptIncidents } from './incidents.ts';
import type { OnUnreadable } from './read-incident.ts';
import { migrate, requireCurrentSchema } from './migrate.ts';
import { createMutes, type Mutes } from './mutes.ts';
import { createObservations, type Observations } from './observations.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createPlannedDigests, type PlannedDigests } from './planned-digests.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createRequests, type Requests } from './requests.ts';
import { purge, type Purged, type RetentionLimits } from './retention.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';

/** The bot's own database. Every method rejects with the error of the database, which holds no name and no address. */
export interface Store {
  readonly diagnoses: Diagnoses;
  readonly observations: Observations;
  readonly audit: Audit;
  readonly feedback: Feedback;
  readonly preferences: Preferences;
  readonly requests: Requests;
  readonly fleetRuns: FleetRuns;
  readonly subscriptions: Subscriptions;
  readonly plannedDigests: PlannedDigests;
  readonly digests: KeptDigests;
  readonly mutes: Mutes;
  readonly outbox: Outbox;
  readonly checkingMessages: CheckingMessages;
  readonly incidents: KeptIncidents;
  /** Prepares the database; tells what it applied. Throws a ConfigurationError where a newer version has prepared it. */
  migrate(): Promise<readonly string[]>;
  /** Throws a ConfigurationError where the database is newer than this version, or was not prepared for it yet. */
  requireCurrentSchema(): Promise<void>;
  /** Removes what is older than it may be kept. */
  purge(limits: RetentionLimits): Promise<Purged>;
  isReachable(): Promise<boolean>;
  /** What `doctor` shows. */
  examine(): Promise<readonly DoctorFact[]>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Told once of each row of an incident that this version cannot read. */
  readonly onUnreadable?: OnUnreadable;
}

/** Connects when it is first used. Throws a ConfigurationError where the URL cannot be read. */
export function openStore(address: PostgresAddress, { onUnreadable = () => {} }: StoreOptions = {}): Store {
  const db = openDatabase(address);
  return {
    diagnoses: createDiagnoses(db),
    observations: createObservations(db),
    audit: createAudit(db),
    feedback: createFeedback(db),
    preferences: createPreferences(db),
    requests: createRequests(db),
    fleetRuns: createFleetRuns(db),
    subscriptions: createSubscriptions(db),
    plannedDigests: createPlannedDigests(db),
    digests: createKeptDigests(db),
    mutes: createMutes(db),
    outbox: createOutbox(db),
    checkingMessages: createCheckingMessages(db),
    incidents: createKeptIncidents(db, onUnreadable),
    migrate: () => migrate(db),
    requireCurrentSchema: () => requireCurrentSchema(db),
    purge: (limits) => purge(db, limits),
    isReachable: () => isReachable(db),
    examine: () => examineStore(db),
    close: () => db.destroy(),
  };
}
