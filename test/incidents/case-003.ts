import { DateTime } from 'luxon';
import type { EpochMs } from '../../src/diagnosis/time.ts';
import type { FactBody, NewFact } from '../../src/incidents/fact.ts';
import { foldIncident, numbered } from '../../src/incidents/fold.ts';
import type { Incident, IncidentIdentity } from '../../src/incidents/incident.ts';

/** UTC-5 all year round. */
export const ZONE_003 = 'America/Bogota';

const OPENER = 'U0FIRST';
const ENGINEER = 'U0ENGINEER';
const CLOSED = '2025-06-10T11:20';

const IDENTITY: IncidentIdentity = {
  id: '0197a1b2-0000-7000-8000-000000000003',
  number: 3,
  channelId: 'C0INCIDENTS',
  locale: 'es',
  timeZone: ZONE_003,
  openedAtMs: at('2025-06-09T12:30'),
  openedByUserId: OPENER,
};

/** "2025-06-09T10:44", as the record writes its times. */
export function at(local: string): EpochMs {
  return DateTime.fromISO(local, { zone: ZONE_003 }).toMillis();
}

/**
 * Case 003 as its people would have told it to the bot: opened when the first of them reacted, and told of event by event. It names no
 * provider, for no check has a verdict about it.
 */
export function case003(): Incident {
  const facts = [
    by(OPENER, '2025-06-09T12:30', {
      kind: 'opened',
      title: '"Patients Treated" held the patients of all providers',
      severity: 'P1',
      summary: 'A clinic that downloaded "Patients Treated" got the patients of all providers.',
      reportedAtMs: at('2025-06-09T10:44'),
      reportedBy: { kind: 'named', name: 'help desk' },
      detectedAtMs: null,
      origin: { kind: 'command' },
    }),
    event('2025-06-09T12:28', 'first person reacts', 'first-reaction'),
    event('2025-06-09T12:46', 'second person reacts', null),
    event('2025-06-09T13:09', 'the engineer who will fix it is on it', 'engaged'),
    event('2025-06-09T16:34', 'front-end update out', null),
    event('2025-06-09T19:36', 'back-end update in production, still to be tested in staging', null),
    event('2025-06-10T10:00', 'tested in staging: the problem persists', null),
    event('2025-06-10T10:59', 'fix submitted and tested; the reporter is asked to try again', null),
    event('2025-06-10T11:13', 'the reporter confirms', 'fixed'),
    by(ENGINEER, CLOSED, { kind: 'status-changed', to: 'resolved', notWell: [] }),
  ];
  return foldIncident(IDENTITY, numbered(facts, 0, at(CLOSED)), null);
}

function event(local: string, text: string, mark: 'first-reaction' | 'engaged' | 'fixed' | null): NewFact {
  return by(ENGINEER, local, { kind: 'event', text, mark });
}

function by(userId: string, local: string, body: FactBody): NewFact {
  return { atMs: at(local), by: { kind: 'person', userId }, body };
}
