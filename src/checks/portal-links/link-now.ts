import type { EpochMs } from '../../diagnosis/time.ts';
import type { CurrentState, PortalLinksFacts } from './facts.ts';

/** Whether any link works at as-of. */
export type LinkNow =
  | { readonly status: 'works'; readonly untilMs: EpochMs }
  | { readonly status: 'expired'; readonly atMs: EpochMs }
  /** There never was a link. */
  | { readonly status: 'never' }
  | { readonly status: 'unknown' };

/**
 * Judges by when the links expire, of those made up to as-of. What the database did not tell for sure stays unknown; so does whether a link
 * that has not expired opens anything where links are off, or its dashboard is gone.
 */
export function linkNowOf({ provider, readings, asOfMs }: PortalLinksFacts): LinkNow {
  if (provider === null || readings.delivery.status !== 'ok') return { status: 'unknown' };
  if (provider.linkCount === 0) return { status: 'never' };
  const expiresAtMs = provider.linkExpiry?.newestExpiresAtMs ?? null;
  if (expiresAtMs === null) return { status: 'unknown' };
  if (expiresAtMs <= asOfMs) return { status: 'expired', atMs: expiresAtMs };
  return canOpen(provider.stateAtAsOf) ? { status: 'works', untilMs: expiresAtMs } : { status: 'unknown' };
}

function canOpen(state: CurrentState | null): boolean {
  return state !== null && state.configured && state.linksEnabled === true && state.dashboardId !== null;
}
