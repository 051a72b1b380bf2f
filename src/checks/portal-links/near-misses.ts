import type { Named } from './see-provider.ts';

/** More differing digits than this is another id, not a slip of the pen. */
const MOST_DIFFERENT_DIGITS = 3;
const MOST_SHOWN = 3;

/** Providers whose id differs little from one that nobody has: mistyped, or cut and mended. Nearest first. */
export function nearMissesOf(id: string, directory: readonly Named[]): { id: string; name: string }[] {
  return directory
    .map((row) => ({ id: row.id, name: row.name, distance: differingDigits(id, row.id) }))
    .filter(({ distance }) => distance <= MOST_DIFFERENT_DIGITS)
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_SHOWN)
    .map(({ id, name }) => ({ id, name }));
}

function differingDigits(a: string, b: string): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.split('').filter((digit, index) => digit !== b[index]).length;
}
