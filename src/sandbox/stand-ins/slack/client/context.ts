import type { Outcome } from '../client-api.ts';
import type { Actor } from '../interaction-payloads.ts';
import { userOf } from '../places.ts';
import type { SlackWorld } from '../world.ts';
import type { Acknowledgement, Delivery } from './delivery.ts';

/** What every action of a person needs. */
export interface ClientContext {
  readonly world: SlackWorld;
  readonly slackUrl: string;
  readonly delivery: Delivery;
}

/** What Slack itself says to a person when the bot does not answer as it must. */
const TROUBLE = 'We had some trouble connecting. Try again?';

export function refusedWith(error: string): Outcome & { readonly ok: false } {
  return { ok: false, error };
}

/** @returns null where there is no such person */
export function actorOf({ world, slackUrl }: ClientContext, userId: string): Actor | null {
  const user = userOf(world, userId);
  return user === null ? null : { world, slackUrl, user };
}

/** @param what the person has used, as "/portal-check" */
export function outcomeOf(acknowledgement: Acknowledgement, what: string): Outcome {
  return acknowledgement.ok
    ? { ok: true }
    : refusedWith(`${what} did not respond (${acknowledgement.error})`);
}

export function trouble(why: string): Outcome & { readonly ok: false } {
  return refusedWith(`${TROUBLE} (${why})`);
}
