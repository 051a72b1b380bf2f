import { z } from 'zod';
import { UPSTREAM_MODES } from './slack/client-api.ts';

/**
 * How a stand-in behaves at the moment, whatever it stands for. `slow` answers, but later than anybody likes to wait, and `very-slow` only
 * after the bot has given its first answer (see `lateness.ts`); `down` breaks every connection; `hanging` takes requests and never answers.
 */
export const MODES = [...UPSTREAM_MODES, 'hanging'] as const;
export type Mode = (typeof MODES)[number];

export interface Conditions {
  /** Added to every answer. */
  latencyMs: number;
  mode: Mode;
}

/** What may be sent to `PUT /__conditions`: what is left out stays as it is. */
export const conditionsChange = z.strictObject({
  latencyMs: z.number().int().min(0).exactOptional(),
  mode: z.enum(MODES).exactOptional(),
});

/** What a mode answers in place of the handlers: a response, a broken connection, nothing ever, or null for their own answer. */
export function answerOfMode(mode: Mode): Response | 'break' | 'never' | null {
  switch (mode) {
    case 'down':
      return 'break';
    case 'hanging':
      return 'never';
    case 'rate-limited':
      return new Response('too many outstanding requests', { status: 429, headers: { 'Retry-After': '1' } });
    case 'wrong-shape':
      return Response.json({ answer: 42 });
    default:
      return null;
  }
}
