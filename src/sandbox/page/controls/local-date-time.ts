/*
 * What a browser's field of date and time holds: "2025-07-24T05:31", on the clock of whoever looks at it.
 */

/** @param epochSeconds an instant */
export function toLocalDateTime(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1_000);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [
    String(date.getFullYear()).padStart(4, '0'),
    two(date.getMonth() + 1),
    two(date.getDate()),
  ].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** @returns seconds since 1970; null: it is not filled in */
export function fromLocalDateTime(text: string): number | null {
  const epochMs = new Date(text).getTime();
  return Number.isNaN(epochMs) ? null : Math.floor(epochMs / 1_000);
}
