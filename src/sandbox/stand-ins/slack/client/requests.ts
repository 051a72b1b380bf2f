import { z } from 'zod';
import {
  SPANS,
  UPSTREAM_MODES,
  type ArchiveRequest,
  type BlockValue,
  type DeleteRequest,
  type PassRequest,
  type PressRequest,
  type SendRequest,
  type ShortcutRequest,
  type SubmitRequest,
  type SuggestRequest,
  type UpstreamState,
} from '../client-api.ts';
import type { BotAddress } from '../senders.ts';

/* What the page may send: see `client-api.ts`. */

const blockValue: z.ZodType<BlockValue> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), value: z.string() }),
  z.strictObject({ type: z.literal('option'), value: z.string(), label: z.string() }),
  z.strictObject({ type: z.literal('options'), values: z.array(z.string()) }),
  z.strictObject({
    type: z.literal('suggested'),
    options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  }),
  z.strictObject({ type: z.literal('user'), id: z.string() }),
  z.strictObject({ type: z.literal('conversation'), id: z.string() }),
  z.strictObject({ type: z.literal('instant'), epochSeconds: z.int() }),
]);

export const sendRequest: z.ZodType<SendRequest> = z.strictObject({
  user: z.string(),
  channel: z.string(),
  threadTs: z.string().nullable(),
  text: z.string(),
});

export const pressRequest: z.ZodType<PressRequest> = z.strictObject({
  user: z.string(),
  at: z.union([
    z.strictObject({ channel: z.string(), messageTs: z.string() }),
    z.strictObject({ viewId: z.string() }),
  ]),
  blockId: z.string(),
  actionId: z.string(),
  value: blockValue.exactOptional(),
});

export const shortcutRequest: z.ZodType<ShortcutRequest> = z.strictObject({
  user: z.string(),
  callbackId: z.string(),
  message: z.strictObject({ channel: z.string(), ts: z.string() }).exactOptional(),
});

export const suggestRequest: z.ZodType<SuggestRequest> = z.strictObject({
  user: z.string(),
  viewId: z.string(),
  blockId: z.string(),
  actionId: z.string(),
  value: z.string(),
});

export const submitRequest: z.ZodType<SubmitRequest> = z.strictObject({
  user: z.string(),
  viewId: z.string(),
  values: z.record(z.string(), z.record(z.string(), blockValue)),
});

export const deleteRequest: z.ZodType<DeleteRequest> = z.strictObject({
  user: z.string(),
  channel: z.string(),
  ts: z.string(),
});

export const archiveRequest: z.ZodType<ArchiveRequest> = z.strictObject({
  user: z.string(),
  channel: z.string(),
  isArchived: z.boolean(),
});

export const passRequest: z.ZodType<PassRequest> = z.strictObject({ span: z.enum(SPANS) });
export const healRequest = z.strictObject({ providerId: z.string() });

export const closeRequest = z.strictObject({ user: z.string(), viewId: z.string() });
export const homeRequest = z.strictObject({ user: z.string() });

export const appAddress: z.ZodType<BotAddress> = z.strictObject({
  eventsUrl: z.url({ protocol: /^https?$/ }),
  signingSecret: z.string().min(1),
});

export const botClock = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });

export const upstreamChange: z.ZodType<Pick<UpstreamState, 'id' | 'mode'>> = z.strictObject({
  id: z.enum(['sentry', 'loki', 'database']),
  mode: z.enum(UPSTREAM_MODES),
});
