import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Fact } from '../incidents/fact.ts';
import { foldIncident } from '../incidents/fold.ts';
import type { Incident } from '../incidents/incident.ts';
import type { KeptIncident } from '../incidents/memory.ts';
import { LOCALES } from '../words/locale.ts';
import { keptRoot, readFact, readLastCheck } from './incident-fact-rows.ts';
import type { Tables } from './tables.ts';

export type IncidentRow = Selectable<Tables['incidents']>;
export type FactRow = Selectable<Tables['incident_facts']>;

/** What of an incident cannot be read: another version has written it, which knows more than this one. */
export interface Unreadable {
  readonly incidentId: string;
  /** The number of the fact; null: the last check. */
  readonly seq: number | null;
}

export type OnUnreadable = (what: Unreadable, cause: z.ZodError) => void;

/** Makes incidents of their rows. */
export interface IncidentReader {
  /** Throws a ZodError where a row is not as any version writes it. */
  kept(row: IncidentRow, facts: readonly FactRow[]): KeptIncident;
  fact(row: FactRow): Fact;
}

const keptLocale = z.enum(LOCALES);

/** @param onUnreadable told of each row once */
export function createIncidentReader(onUnreadable: OnUnreadable): IncidentReader {
  const told = new Set<string>();
  const telling = (incidentId: string, seq: number | null) => (cause: z.ZodError) => {
    const row = `${incidentId} ${seq ?? 'last check'}`;
    if (told.has(row)) return;
    told.add(row);
    onUnreadable({ incidentId, seq }, cause);
  };

  function factOf(row: FactRow): Fact {
    return {
      seq: row.seq,
      atMs: row.at.getTime(),
      recordedAtMs: row.recorded_at.getTime(),
      ...readFact(row, telling(row.incident_id, row.seq)),
    };
  }

  function incidentOf(row: IncidentRow, facts: readonly FactRow[]): Incident {
    const { id, number, last_check: lastCheck, last_check_at: lastCheckAt } = row;
    const identity = {
      id,
      number,
      channelId: row.channel_id,
      locale: keptLocale.parse(row.locale),
      timeZone: row.time_zone,
      openedAtMs: row.opened_at.getTime(),
      openedByUserId: row.opened_by_user_id,
    };
    const checked =
      lastCheckAt === null
        ? null
        : readLastCheck({ lastCheck, atMs: lastCheckAt.getTime() }, telling(id, null));
    return foldIncident(identity, facts.map(factOf), checked);
  }

  return {
    fact: factOf,
    kept: (row, facts) => ({
      incident: incidentOf(row, facts),
      keeping: {
        nextCheckAtMs: row.next_check_at?.getTime() ?? null,
        root: row.root === null ? null : keptRoot.parse(row.root),
        publishedSeq: row.published_seq,
        picturedSeq: row.pictured_seq,
        shownSeq: row.shown_seq,
      },
    }),
  };
}
