/**
 * The value that this share of all values does not exceed, by the nearest rank: one that was really measured.
 * @param share from 0 to 1
 */
export function percentile(values: readonly number[], share: number): number {
  const ascending = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * ascending.length));
  const value = ascending[rank - 1];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
