import type { Refusal } from '../block-rules.ts';
import type { SlackWorld } from '../world.ts';

/** What a method was called with: everything is text, and what is more than text is JSON. */
export type Params = Readonly<Record<string, string>>;

export type Answer = { readonly ok: true; readonly [field: string]: unknown } | ErrorAnswer;

export interface ErrorAnswer {
  readonly ok: false;
  readonly error: string;
  readonly needed?: string;
  readonly response_metadata?: { readonly messages: readonly string[] };
  /** Not part of the body: becomes status 429 with this header. */
  readonly retryAfterS?: number;
}

/** A method of Slack's Web API. */
export interface SlackMethod {
  readonly token: 'bot' | 'app';
  /** What the app must have been granted; null: nothing. */
  readonly scope: string | null;
  /** Where the scope depends on what it is called with: the one of this call. */
  scopeFor?(world: SlackWorld, params: Params): string;
  /** @param slackUrl where the stand-in was reached */
  answer(world: SlackWorld, params: Params, slackUrl: string): Answer;
}

export type SlackMethods = Readonly<Record<string, SlackMethod>>;

export function refused(error: string): ErrorAnswer {
  return { ok: false, error };
}

export function refusedAs({ error, messages }: Refusal): ErrorAnswer {
  return { ok: false, error, response_metadata: { messages } };
}

/** @returns null where it is not given, and undefined where it is no JSON */
export function jsonOf(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    // Every rule refuses undefined, in Slack's words for that method.
    return undefined;
  }
}
