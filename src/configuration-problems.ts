import type { NoParams, Requirement } from './requirements.ts';

/**
 * Everything that can be wrong with the configuration, and what the words for it speak of. One closed list, so that every language has words
 * for each (`src/words`). Nothing here holds a setting's value, which may be a secret. A `reason` is what other software wrote: it is quoted
 * as it is.
 */
export interface ConfigurationProblemParams {
  // settings
  readonly 'setting-missing': {
    readonly setting: string;
    /** Another setting that asks for it, by being there or by being missing too; null: it is asked for in any case. */
    readonly because: { readonly setting: string; readonly isSet: boolean } | null;
  };
  readonly 'setting-wrong': {
    readonly setting: string;
    /** Which entry of a list, the first is 1; null: it is no list. */
    readonly entry: number | null;
    readonly requirement: Requirement;
    /** A value as it should look; null: the requirement says it. */
    readonly example: string | null;
  };
  readonly 'two-log-ins': { readonly settings: readonly [string, string] };
  readonly 'late-before-first': { readonly lateAnswerMs: number; readonly firstAnswerMs: number };
  /** The channel that one setting names is not in the list of another one. */
  readonly 'channel-not-listed': { readonly setting: string; readonly list: string };
  readonly 'reports-to-searched-project': NoParams;
  // files
  readonly 'file-unreadable': {
    /** Which setting names the file; null: it came with the bot. */
    readonly setting: string | null;
    readonly file: string;
    readonly reason: string;
  };
  readonly 'not-yaml': { readonly file: string; readonly reason: string };
  readonly 'not-certificate': { readonly setting: string; readonly file: string; readonly reason: string };
  readonly 'file-wrong': {
    readonly file: string;
    /** "cadences.weekly.cron"; null: the file as a whole. */
    readonly place: string | null;
    readonly requirement: Requirement;
  };
  // what stands behind a setting
  readonly 'database-newer': { readonly setting: string; readonly migrations: readonly string[] };
  readonly 'database-unprepared': { readonly setting: string; readonly migrations: readonly string[] };
  /** The role may not make a schema of this name in its database. */
  readonly 'schema-not-allowed': { readonly setting: string; readonly schema: string };
  /** `refusal`: Slack's code, as `invalid_auth`. */
  readonly 'token-refused': { readonly setting: string; readonly refusal: string };
}

export type ConfigurationProblemCode = keyof ConfigurationProblemParams;

export type ConfigurationProblem<Code extends ConfigurationProblemCode = ConfigurationProblemCode> = {
  readonly [Each in Code]: { readonly code: Each; readonly params: ConfigurationProblemParams[Each] };
}[Code];
