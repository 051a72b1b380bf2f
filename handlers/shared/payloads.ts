import { z } from 'zod';

const user = z.object({ id: z.string(), team_id: z.string().optional() });
const team = z.object({ id: z.string() }).nullish();
const doer = z.object({ user, team });

/** Who did something, and of which workspace they are; null: the payload does not tell. */
export function whoOf({ user: { id, team_id: own }, team: ofApp }: z.infer<typeof doer>): {
  readonly userId: string;
  readonly teamId: string | null;
} {
  return { userId: id, teamId: own ?? ofApp?.id ?? null };
}

const message = z.object({ ts: z.string(), thread_ts: z.string().optional() });

/** What has been put into the fields of a modal: by block id, then by action id. */
const state = z.object({
  values: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
        selected_options: z
          .array(z.object({ value: z.string(), text: z.object({ text: z.string() }).optional() }))
          .nullish(),
        selected_conversation: z.string().nullish(),
        selected_date_time: z.number().nullish(),
      }),
    ),
  ),
});

/** What the bot reads of a slash command. */
export const commandPayload = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  team_id: z.string(),
  channel_id: z.string(),
  response_url: z.string(),
  trigger_id: z.string(),
});
export type CommandPayload = z.infer<typeof commandPayload>;

/** What the bot reads of a pressed button or a changed select. In a modal and at home it has neither channel nor message nor `response_url`. */
export const actionPayload = z.object({
  user,
  team,
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ is_ephemeral: z.boolean().optional(), thread_ts: z.string().optional() }).optional(),
  message: message.optional(),
  view: z
    .object({
      id: z.string(),
      type: z.string(),
      private_metadata: z.string().optional(),
      state: state.optional(),
    })
    .optional(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
  actions: z.tuple([
    z.object({
      action_id: z.string(),
      block_id: z.string().optional(),
      value: z.string().optional(),
      selected_option: z.object({ value: z.string() }).nullish(),
    }),
  ]),
});
export type ActionPayload = z.infer<typeof actionPayload>;

/** What the bot reads of a shortcut that belongs to no message. */
export const globalShortcutPayload = z.object({ user, team, trigger_id: z.string() });
export type GlobalShortcutPayload = z.infer<typeof globalShortcutPayload>;

/** What the bot reads of a shortcut on a message. The message comes whole, so that no right to read the channel is needed. */
export const messageShortcutPayload = z.object({
  user,
  team,
  channel: z.object({ id: z.string() }),
  message: message.extend({
    user: z.string().optional(),
    /** Where an app has written it; `username`: by which name. */
    bot_id: z.string().nullish(),
    username: z.string().nullish(),
    text: z.string().nullish(),
    blocks: z.array(z.unknown()).nullish(),
    attachments: z.array(z.unknown()).nullish(),
  }),
  response_url: z.string(),
  trigger_id: z.string(),
});
export type MessageShortcutPayload = z.infer<typeof messageShortcutPayload>;

/** What the bot reads of a submitted modal. */
export const submissionPayload = z.object({
  user,
  team,
  trigger_id: z.string().optional(),
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    state,
  }),
  response_urls: z.array(z.object({ channel_id: z.string(), response_url: z.string() })).default([]),
});
export type SubmissionPayload = z.infer<typeof submissionPayload>;

/** What the bot reads of letters typed into a type-ahead. */
export const suggestionPayload = z.object({
  user,
  team,
  value: z.string().default(''),
  view: z.object({ private_metadata: z.string() }).optional(),
});

/** What the bot reads around an event. */
const envelope = { event_id: z.string(), team_id: z.string().optional() };

export const mentionPayload = z.object({
  ...envelope,
  event: z.object({
    /** Left out where an app has written it. */
    user: z.string().optional(),
    /** The workspace of who wrote it. */
    team: z.string().optional(),
    text: z.string().default(''),
    channel: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
  }),
});

export const homeOpenedPayload = z.object({
  ...envelope,
  event: z.object({ user: z.string(), tab: z.string(), channel: z.string().optional() }),
});

export const channelSharedPayload = z.object({
  ...envelope,
  event: z.object({ channel: z.string() }),
});

/** Wherever a payload says from which workspace or organization somebody comes. */
export const originPayload = z.object({
  team_id: z.string().optional(),
  team,
  user: z.object({ id: z.string().optional(), team_id: z.string().optional() }).optional(),
  user_id: z.string().optional(),
  channel_id: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  is_enterprise_install: z.union([z.boolean(), z.string()]).optional(),
  command: z.string().optional(),
  type: z.string().optional(),
  callback_id: z.string().optional(),
  trigger_id: z.string().optional(),
  view: z.object({ type: z.string() }).nullish(),
  actions: z.array(z.object({ action_id: z.string() })).optional(),
  response_url: z.string().optional(),
  event: z
    .object({
      type: z.string(),
      user: z.string().optional(),
      channel: z.string().optional(),
      ts: z.string().optional(),
      thread_ts: z.string().optional(),
      team: z.string().optional(),
      user_team: z.string().optional(),
      source_team: z.string().optional(),
    })
    .optional(),
});
export type OriginPayload = z.infer<typeof originPayload>;
