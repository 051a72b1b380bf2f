import type { EpochMs } from '../../diagnosis/time.ts';
import type { CadenceFacts, ProviderFacts } from './facts.ts';
import { scheduleOf, slotAfter, slotsOpenedBy } from './schedule.ts';
import type { PortalLinksSettings } from './settings.ts';

/** How many slots the ledger holds (design §2). */
export const LEDGER_SLOTS = 8;

/** Says of a provider which slots it has at as-of; null: no such provider. */
export type SeeCadence = (provider: ProviderFacts | null) => CadenceFacts;

/** Computes the slots of each cadence once, however many providers share it. */
export function createSeeCadence(asOfMs: EpochMs, settings: PortalLinksSettings): SeeCadence {
  const { timeZone } = settings;
  const seen = new Map<string, CadenceFacts>();
  return (provider) => {
    if (provider === null) return { status: 'not-needed', timeZone };
    if (provider.stateAtAsOf === null) return { status: 'not-known-then', timeZone };
    if (!provider.stateAtAsOf.configured) return { status: 'not-needed', timeZone };
    const value = provider.stateAtAsOf.cadence;
    if (value === null) return { status: 'unknown', value, timeZone };
    const facts = seen.get(value) ?? cadenceFacts(value, asOfMs, settings);
    seen.set(value, facts);
    return facts;
  };
}

function cadenceFacts(value: string, asOfMs: EpochMs, settings: PortalLinksSettings): CadenceFacts {
  const found = scheduleOf(settings, value);
  if (found.status !== 'known') return { status: found.status, value, timeZone: settings.timeZone };
  const { schedule } = found;
  const slots = slotsOpenedBy(schedule, asOfMs, LEDGER_SLOTS);
  const newest = slots.at(-1);
  const next = slotAfter(schedule, Math.max(asOfMs, newest?.atMs ?? asOfMs));
  const from = newest ?? next;
  const following = from === null ? null : slotAfter(schedule, from.atMs);
  return {
    status: 'known',
    value,
    timeZone: schedule.timeZone,
    slots: [...slots],
    next,
    intervalMs: from === null || following === null ? Number.MAX_SAFE_INTEGER : following.atMs - from.atMs,
    toleranceMs: schedule.toleranceMs,
  };
}
