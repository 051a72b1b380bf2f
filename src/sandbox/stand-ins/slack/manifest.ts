import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** What manifest.yml tells Slack of the app, as far as Slack acts on it here. */
export interface AppManifest {
  readonly name: string;
  /** What it cannot do without. */
  readonly scopes: readonly string[];
  /** What whoever installs it may refuse. */
  readonly optionalScopes: readonly string[];
  /** With their slash, as `/portal-check`. */
  readonly commands: readonly string[];
  readonly shortcuts: readonly {
    readonly kind: 'global' | 'message';
    readonly callbackId: string;
    readonly name: string;
  }[];
  /** The names of the events that are sent to it. */
  readonly events: readonly string[];
  readonly hasHomeTab: boolean;
  /** Whether people have a conversation with the bot, and may write in it. */
  readonly messagesTab: 'open' | 'read-only' | 'disabled';
}

const manifest = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    app_home: z
      .object({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().default(true),
        messages_tab_read_only_enabled: z.boolean().default(false),
      })
      .default({
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      }),
    slash_commands: z.array(z.object({ command: z.string() })).default([]),
    shortcuts: z
      .array(z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() }))
      .default([]),
  }),
  oauth_config: z.object({
    // Slack wants the optional ones in both.
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }),
  }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional(),
  }),
});

/** Throws where manifest.yml is not as Slack wants it. */
export function readAppManifest(): AppManifest {
  const text = readFileSync(new URL('../../../../manifest.yml', import.meta.url), 'utf8');
  const { features, oauth_config: oauth, settings } = manifest.parse(parse(text));
  const { app_home: home } = features;
  const { bot: scopes, bot_optional: optionalScopes } = oauth.scopes;
  return {
    name: features.bot_user.display_name,
    scopes: scopes.filter((scope) => !optionalScopes.includes(scope)),
    optionalScopes,
    commands: features.slash_commands.map(({ command }) => command),
    shortcuts: features.shortcuts.map(({ name, type, callback_id: callbackId }) => ({
      kind: type,
      callbackId,
      name,
    })),
    events: settings.event_subscriptions?.bot_events ?? [],
    hasHomeTab: home.home_tab_enabled,
    messagesTab: messagesTabOf(home),
  };
}

function messagesTabOf(home: z.infer<typeof manifest>['features']['app_home']): AppManifest['messagesTab'] {
  if (!home.messages_tab_enabled) return 'disabled';
  return home.messages_tab_read_only_enabled ? 'read-only' : 'open';
}
