import { Refusal } from './refusal.ts';

const NS_PER_UNIT: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
  y: 31_536_000_000_000_000n,
};

/** Reads `130m` or `1h30m`. */
export function parseDurationNs(text: string): bigint {
  const parts = [...text.matchAll(/(\d+)(ns|us|µs|ms|[smhdwy])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw new Refusal(400, `parse error : not a valid duration string: ${JSON.stringify(text)}`);
  }
  return parts.reduce(
    (sum, [, amount = '0', unit = 's']) => sum + BigInt(amount) * (NS_PER_UNIT[unit] ?? 0n),
    0n,
  );
}

/** Writes a duration as Go does, in whole seconds: `821h31m34s`. */
export function formatGoDuration(ns: bigint): string {
  const seconds = ns / 1_000_000_000n;
  return `${seconds / 3600n}h${(seconds / 60n) % 60n}m${seconds % 60n}s`;
}
