/** Takes out of a text what must not leave the process: secrets, mail addresses, and Slack's answering addresses. */
export type Scrub = (text: string) => string;

/** Also where the "@" is encoded, as in an address's query. Looks behind, so that a long word without "@" is read once. */
const MAIL_ADDRESS =
  /(?<![\p{L}\p{M}\p{N}.!#$%'*+^_~-])[\p{L}\p{M}\p{N}.!#$%'*+^_~-]+(@|%40)(?=[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+)/giu;
/** Whoever holds a response_url can post in that conversation for half an hour. */
const RESPONSE_URL = /https?(?::|%3A)(?:\/|%2F){2}hooks\.slack(?:-gov)?\.com(?:\/|%2F)[^\s"'\\]+/gi;
/** Shorter values would be found in harmless words. */
const SHORTEST_SECRET = 6;

/** @param secrets the values themselves */
export function createScrub(secrets: readonly string[]): Scrub {
  const values = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
  // All at once, so that nothing is looked for in what another one left.
  const anySecret = new RegExp([...new Set(values)].map(asPattern).join('|') || NEVER, 'g');
  return (text) =>
    text
      .replaceAll(anySecret, '[secret]')
      .replaceAll(RESPONSE_URL, '[response_url]')
      .replaceAll(MAIL_ADDRESS, '•••$1');
}

const NEVER = '(?!)';

function asPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** Scrubs every text in a JSON-like value. */
export function scrubDeep(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((item) => scrubDeep(item, scrub));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scrubDeep(item, scrub)]));
}
