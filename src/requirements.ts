import type { ExpectedType } from './diagnosis/expectations.ts';

/**
 * What a value of the configuration must be, as far as it takes no figures to say so. With the others below it is one closed list, so that
 * every language has words for each. A check of zod names it in its message: see `must`.
 */
const PLAIN_REQUIREMENTS = [
  'present',
  'not-empty',
  'expected-shape',
  // addresses
  'http-address',
  'postgres-address',
  'encoded-password',
  'dsn',
  'id-placeholder',
  // tokens and ids
  'bot-token',
  'app-token',
  'channel-id',
  'user-group-id',
  'member-id',
  'numeric-id',
  // times
  'instant',
  'date',
  // what to look for
  'some-cadence',
  'exception-class',
  'searchable-phrase',
  'tag-name',
  'label-name',
] as const;

export type PlainRequirement = (typeof PLAIN_REQUIREMENTS)[number];

/** What words take besides a code, where they take nothing. */
export type NoParams = Readonly<Record<string, never>>;

/** What the words of the others speak of. A `reason` is what other software wrote: it is quoted as it is. */
interface FiguredRequirements {
  readonly type: { readonly expected: ExpectedType };
  readonly 'one-of': { readonly values: readonly string[] };
  readonly 'at-least': { readonly least: number };
  readonly 'at-most': { readonly most: number };
  readonly 'known-keys': { readonly unknown: readonly string[] };
  readonly 'time-zone': { readonly zone: string };
  readonly 'five-fields': { readonly expression: string };
  readonly 'cron-expression': { readonly expression: string; readonly reason: string };
  /** A schedule that ever has a run. */
  readonly 'some-day': { readonly expression: string };
  /** A day on which a schedule has a run. */
  readonly 'day-with-run': { readonly day: string; readonly expression: string };
  /** A query of an SQL file. */
  readonly query: { readonly name: string };
  /** `$1` to `$known` are given to a query, which uses `$used`. */
  readonly 'known-parameter': { readonly used: number; readonly known: number };
}

export type RequirementParams = Readonly<Record<PlainRequirement, NoParams>> & FiguredRequirements;

export type RequirementCode = keyof RequirementParams;

/** A requirement that a value does not meet, with what its words speak of. */
export type Requirement<Code extends RequirementCode = RequirementCode> = {
  readonly [Each in Code]: { readonly code: Each; readonly params: RequirementParams[Each] };
}[Code];

/** The message of a check of zod: which requirement is not met where it fails. */
export function must(requirement: PlainRequirement): PlainRequirement {
  return requirement;
}

/** A custom issue of zod, by a requirement with figures. */
export function unmet(requirement: Requirement<keyof FiguredRequirements>) {
  return { code: 'custom', params: { requirement } } as const;
}

export function isPlainRequirement(text: string): text is PlainRequirement {
  return PLAIN_REQUIREMENTS.some((requirement) => requirement === text);
}
