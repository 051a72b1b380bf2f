import { z } from 'zod';
import {
  UPSTREAM_MODES,
  type AilingProvider,
  type ClientView,
  type Outcome,
  type SubmitOutcome,
  type SuggestOutcome,
  type UpstreamState,
  type Workspace,
} from '../../stand-ins/slack/client-api.ts';

const channel = z.object({
  id: z.string(),
  name: z.string(),
  topic: z.string(),
  isShared: z.boolean(),
  isArchived: z.boolean(),
  isBotMember: z.boolean(),
  memberIds: z.array(z.string()),
});

export const workspaceSchema: z.ZodType<Workspace> = z.object({
  teamId: z.string(),
  botUserId: z.string(),
  botName: z.string(),
  users: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(['engineer', 'help-desk', 'outsider', 'guest']),
      isForeign: z.boolean(),
    }),
  ),
  channels: z.array(channel),
  shortcuts: z.array(
    z.object({ kind: z.enum(['global', 'message']), callbackId: z.string(), name: z.string() }),
  ),
  nowMs: z.number(),
});

const message = z.object({
  ts: z.string(),
  threadTs: z.string().nullable(),
  userId: z.string().nullable(),
  isEphemeral: z.boolean(),
  isEdited: z.boolean(),
  isDeleted: z.boolean(),
  isBroadcast: z.boolean(),
  text: z.string(),
  blocks: z.array(z.unknown()),
  files: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      title: z.string(),
      isPicture: z.boolean(),
      altText: z.string(),
      url: z.string(),
    }),
  ),
});
const conversation = z.object({ id: z.string(), messages: z.array(message) });
const surface = z.object({ viewId: z.string(), blocks: z.array(z.unknown()) });

export const viewSchema: z.ZodType<ClientView> = z.object({
  channels: z.array(conversation),
  direct: conversation,
  home: surface.nullable(),
  modals: z.array(
    surface.extend({ title: z.string(), submit: z.string().nullable(), close: z.string().nullable() }),
  ),
});

const refused = z.object({ ok: z.literal(false), error: z.string() });
const fieldErrors = z.record(z.string(), z.string());

export const outcomeSchema: z.ZodType<Outcome> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  refused,
]);

export const submitOutcomeSchema: z.ZodType<SubmitOutcome> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), errors: fieldErrors.exactOptional() }),
  refused.extend({ errors: fieldErrors.exactOptional() }),
]);

export const suggestOutcomeSchema: z.ZodType<SuggestOutcome> = z.object({
  options: z.array(z.object({ value: z.string(), label: z.string(), description: z.string().nullable() })),
  error: z.string().exactOptional(),
});

export const ailingSchema: z.ZodType<readonly AilingProvider[]> = z.array(
  z.object({ id: z.string(), name: z.string() }),
);

export const upstreamsSchema: z.ZodType<readonly UpstreamState[]> = z.array(
  z.object({
    id: z.enum(['sentry', 'loki', 'database']),
    name: z.string(),
    mode: z.enum(UPSTREAM_MODES),
  }),
);
