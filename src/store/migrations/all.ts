import type { Migration } from 'kysely/migration';
import { diagnoses } from './0001-diagnoses.ts';
import { observations } from './0002-observations.ts';
import { audit } from './0003-audit.ts';
import { diagnosesMade } from './0004-diagnoses-made.ts';
import { feedback } from './0005-feedback.ts';
import { preferences } from './0006-preferences.ts';
import { requests } from './0007-requests.ts';
import { auditReaders } from './0008-audit-readers.ts';
import { fleetRuns } from './0009-fleet-runs.ts';
import { subscriptions } from './0010-subscriptions.ts';
import { digests } from './0011-digests.ts';
import { mutes } from './0012-mutes.ts';
import { outbox } from './0013-outbox.ts';
import { looksAndSettings } from './0014-looks-and-settings.ts';
import { answers } from './0015-answers.ts';
import { incidents } from './0016-incidents.ts';
import { comparedDigests } from './0017-compared-digests.ts';
import { incidentPictures } from './0018-incident-pictures.ts';
import { lastCalls } from './0019-last-calls.ts';

/** Every migration by its name, in order. One that was released is never changed, only followed by another. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-diagnoses': diagnoses,
  '0002-observations': observations,
  '0003-audit': audit,
  '0004-diagnoses-made': diagnosesMade,
  '0005-feedback': feedback,
  '0006-preferences': preferences,
  '0007-requests': requests,
  '0008-audit-readers': auditReaders,
  '0009-fleet-runs': fleetRuns,
  '0010-subscriptions': subscriptions,
  '0011-digests': digests,
  '0012-mutes': mutes,
  '0013-outbox': outbox,
  '0014-looks-and-settings': looksAndSettings,
  '0015-answers': answers,
  '0016-incidents': incidents,
  '0017-compared-digests': comparedDigests,
  '0018-incident-pictures': incidentPictures,
  '0019-last-calls': lastCalls,
};
