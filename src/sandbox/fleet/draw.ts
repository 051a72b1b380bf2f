import { createHash } from 'node:crypto';

/**
 * A number from 0 (included) to 1 (not included) that depends on nothing but the seed and what it is drawn for: whoever draws more, fewer, or
 * in another order gets the same.
 */
export function draw(seed: number, purpose: string): number {
  // FNV-1a, and MurmurHash3's last steps: neighbours would otherwise draw alike.
  let hash = Math.imul(seed ^ 0x811c9dc5, 0x01000193);
  for (let index = 0; index < purpose.length; index += 1) {
    hash = Math.imul(hash ^ purpose.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A whole number between two others, both included. */
export function drawInt(seed: number, purpose: string, from: number, to: number): number {
  return from + Math.floor(draw(seed, purpose) * (to - from + 1));
}

/** Throws where there is nothing to choose from. */
export function drawOf<Choice>(seed: number, purpose: string, choices: readonly Choice[]): Choice {
  const choice = choices[Math.floor(draw(seed, purpose) * choices.length)];
  if (choice === undefined) throw new Error(`there is nothing to draw for ${purpose}`);
  return choice;
}

/** Lower-case, of version 4. */
export function drawUuid(seed: number, purpose: string): string {
  const hex = drawHex(seed, purpose);
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** 32 hexadecimal digits. */
export function drawHex(seed: number, purpose: string): string {
  return createHash('sha256').update(`${seed}:${purpose}`).digest('hex').slice(0, 32);
}

/** Goes through the numbers below `count` in a mixed order: `count` positions in a row give each of them once. Positions may be negative. */
export function mixed(seed: number, position: number, count: number): number {
  let step = Math.max(1, Math.floor(count * 0.618));
  while (greatestCommonDivisor(step, count) !== 1) step += 1;
  const place = (position * step + drawInt(seed, 'mixed', 0, count - 1)) % count;
  return place < 0 ? place + count : place;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
