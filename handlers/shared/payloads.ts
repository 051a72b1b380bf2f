import { z } from 'zod';

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

/** What the bot reads of a pressed button. In a modal it has neither channel nor message nor `response_url`. */
export const buttonPayload = z.object({
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ is_ephemeral: z.boolean().optional() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().optional() })]),
});
export type ButtonPayload = z.infer<typeof buttonPayload>;

/** Wherever a payload says from which workspace or organization somebody comes. */
export const originPayload = z.object({
  team_id: z.string().optional(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string().optional(), team_id: z.string().optional() }).optional(),
  user_id: z.string().optional(),
  channel_id: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  is_enterprise_install: z.union([z.boolean(), z.string()]).optional(),
  command: z.string().optional(),
  actions: z.array(z.object({ action_id: z.string() })).optional(),
  response_url: z.string().optional(),
});
export type OriginPayload = z.infer<typeof originPayload>;
