import type { EpochMs } from '../../diagnosis/time.ts';
import type { PortalLinksFacts } from './facts.ts';

/** Whether any link works at as-of. */
export type LinkNow =
  | { readonly status: 'works'; readonly untilMs: EpochMs }
  | { readonly status: 'expired'; readonly atMs: EpochMs }
  /** There never was a link. */
  | { readonly status: 'never' }
  | { readonly status: 'unknown' };

/** Judges by when the links expire, of those made up to as-of. What the database did not tell for sure stays unknown. */
export function linkNowOf({ provider, readings, asOfMs }: PortalLinksFacts): LinkNow {
  if (provider === null || readings.delivery.status !== 'ok') return { status: 'unknown' };
  if (provider.linkCount === 0) return { status: 'never' };
  const expiresAtMs = provider.linkExpiry?.newestExpiresAtMs ?? null;
  if (expiresAtMs === null) return { status: 'unknown' };
  return expiresAtMs > asOfMs
    ? { status: 'works', untilMs: expiresAtMs }
    : { status: 'expired', atMs: expiresAtMs };
}
