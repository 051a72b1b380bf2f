import { HttpResponse } from 'msw';
import { z } from 'zod';
import type { SlackWorld } from './world.ts';

/**
 * How calls of one method go wrong: refused for coming too fast, or with an error of the server before anything was done; or done, and the
 * answer lost: to an error of the server, or to a connection on which nothing comes any more.
 */
export const FAULT_KINDS = [
  'rate-limited',
  'server-error-before',
  'server-error-after',
  'hang-after',
] as const;

const fault = z.strictObject({
  /** As `chat.postMessage`. */
  method: z.string().min(1),
  kind: z.enum(FAULT_KINDS),
  /** How many calls meet it; 0: whatever is left for this method is taken back. */
  count: z.number().int().min(0),
});
export interface Fault {
  readonly method: string;
  readonly kind: (typeof FAULT_KINDS)[number];
  count: number;
}

/**
 * Takes what was sent to `PUT /__faults`.
 * @returns null when it is taken, else what is wrong with it
 */
export function addFault({ faults }: SlackWorld, sent: unknown): readonly object[] | null {
  const parsed = fault.safeParse(sent);
  if (!parsed.success) return parsed.error.issues;
  const { data: added } = parsed;
  if (added.count > 0) {
    faults.push(added);
    return null;
  }
  const others = faults.filter(({ method }) => method !== added.method);
  faults.splice(0, faults.length, ...others);
  return null;
}

/** The fault that this call meets; null: none. */
export function faultOf({ faults }: SlackWorld, method: string): Fault['kind'] | null {
  const met = faults.find((one) => one.method === method);
  if (met === undefined) return null;
  met.count -= 1;
  if (met.count === 0) faults.splice(faults.indexOf(met), 1);
  return met.kind;
}

/** What comes of a call that meets a fault. */
export function underFault(kind: Fault['kind'] | null, answer: () => Response): Response | Promise<Response> {
  switch (kind) {
    case null:
      return answer();
    case 'rate-limited':
      return HttpResponse.json(
        { ok: false, error: 'ratelimited' },
        { status: 429, headers: { 'retry-after': '1' } },
      );
    case 'server-error-before':
      return serverError();
    case 'server-error-after':
      answer();
      return serverError();
    case 'hang-after':
      answer();
      return new Promise(() => {});
  }
}

function serverError(): Response {
  return HttpResponse.text('upstream connect error', { status: 503 });
}
