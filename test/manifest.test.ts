import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { handlers } from '../handlers/index.ts';
import type { HandlerEntry } from '../handlers/shared/entry.ts';
import { LOCALES } from '../src/words/locale.ts';
import { wordsIn } from '../src/words/slack.ts';
import { SLACK_METHODS } from '../src/sandbox/stand-ins/slack/methods.ts';

const ROOT = new URL('..', import.meta.url);
/** Slack's own schema is not ours to copy. */
const SCHEMA = new URL('../shared/schemas/slack-manifest.schema.json', ROOT);

const manifest: unknown = parse(readFileSync(new URL('manifest.yml', ROOT), 'utf8'));
const declared = z
  .object({
    features: z.object({
      app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
      slash_commands: z.array(z.object({ command: z.string() })),
      shortcuts: z.array(
        z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() }),
      ),
    }),
    oauth_config: z.object({
      scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
    }),
    settings: z.object({
      interactivity: z.object({ is_enabled: z.boolean() }),
      org_deploy_enabled: z.boolean(),
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
    }),
  })
  .parse(manifest);

/** What Slack wants granted before it sends an event. */
const SCOPES_OF_EVENTS: Readonly<Record<string, string | null>> = {
  app_home_opened: null,
  app_mention: 'app_mentions:read',
  // For private channels groups:read, as `conversations.info`.
  channel_shared: 'channels:read',
  subteam_members_changed: 'usergroups:read',
};

/** One method, and a scope for each kind of conversation: private channels need this one. */
const FURTHER_SCOPES: Readonly<Record<string, string>> = {
  'conversations.info': 'groups:read',
  'conversations.history': 'groups:history',
  'conversations.replies': 'groups:history',
};

/** What the bot works without: see docs/slack-scopes.md. */
const OPTIONAL_SCOPES = ['channels:history', 'groups:history'];

const idsOf = (kind: HandlerEntry['kind']): string[] =>
  handlers.filter((entry) => entry.kind === kind).map(({ id }) => id);

describe('manifest.yml', () => {
  it.skipIf(!existsSync(SCHEMA))(
    'is valid by the schema of Slack (skipped where that is not at hand)',
    () => {
      const schema: unknown = JSON.parse(readFileSync(SCHEMA, 'utf8'));
      const ajv = new Ajv({ strict: false, logger: false });
      const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));
      validate(manifest);
      expect(validate.errors).toBeNull();
    },
  );

  it('declares exactly the commands, the shortcuts and the events that are registered', () => {
    const { slash_commands: commands, shortcuts } = declared.features;
    const ofType = (wanted: string): string[] =>
      shortcuts.filter(({ type }) => type === wanted).map(({ callback_id: id }) => id);
    expect(commands.map(({ command }) => command)).toEqual(idsOf('command'));
    expect(ofType('global')).toEqual(idsOf('global-shortcut'));
    expect(ofType('message')).toEqual(idsOf('message-shortcut'));
    expect(declared.settings.event_subscriptions.bot_events.toSorted()).toEqual(idsOf('event').toSorted());
  });

  it('names the message shortcut as the help does, in every language', () => {
    const [name] = declared.features.shortcuts.flatMap((each) =>
      each.type === 'message' ? [each.name] : [],
    );
    for (const locale of LOCALES) expect(wordsIn(locale).help.threads).toContain(name);
  });

  it('lets buttons and modals through, and opens the app’s home and its messages', () => {
    expect(declared.settings.interactivity.is_enabled).toBe(true);
    expect(declared.features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
  });

  it('allows no organization-wide installation, which the handlers refuse', () => {
    expect(declared.settings.org_deploy_enabled).toBe(false);
  });

  it('asks for exactly the scopes that the called methods and the commands need', () => {
    const called = methodsCalledIn(['src/slack', 'handlers']);
    expect(called).toContain('chat.postMessage');
    const needed = called.map((method) => {
      const known = SLACK_METHODS[method];
      if (known === undefined) throw new Error(`the stand-in does not know ${method}: add it with its scope`);
      return known.scope;
    });
    const ofEvents = declared.settings.event_subscriptions.bot_events.map((event) => SCOPES_OF_EVENTS[event]);
    expect(ofEvents, 'an event whose scope this test does not know').not.toContain(undefined);
    const further = called.map((method) => FURTHER_SCOPES[method]);
    const scopes = new Set(
      ['commands', ...needed, ...ofEvents, ...further].filter((scope) => typeof scope === 'string'),
    );
    expect(declared.oauth_config.scopes.bot.toSorted()).toEqual([...scopes].toSorted());
  });

  it('lets whoever installs the app refuse that it reads channels, and names that among all it asks for', () => {
    const { bot, bot_optional: optional } = declared.oauth_config.scopes;
    expect(optional).toEqual(OPTIONAL_SCOPES);
    // Slack wants every optional scope in both lists.
    expect(bot).toEqual(expect.arrayContaining(optional));
  });

  it('asks for no scope whose reason is not written down, and says which may be refused', () => {
    const reasons = readFileSync(new URL('docs/slack-scopes.md', ROOT), 'utf8');
    const written = [...reasons.matchAll(/^\| `([a-z:_.]+)` +\| bot(, optional)? +\|/gmu)];
    const scopes = (isOptional: boolean) =>
      written.flatMap(([, scope = '', optional]) => (isOptional && optional === undefined ? [] : [scope]));
    expect(scopes(false).toSorted()).toEqual(declared.oauth_config.scopes.bot.toSorted());
    expect(scopes(true).toSorted()).toEqual(declared.oauth_config.scopes.bot_optional.toSorted());
  });
});

/** The Web API methods that the code calls on a client, as `chat.postMessage`. */
function methodsCalledIn(folders: readonly string[]): string[] {
  const sources = folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(new URL(`${folder}/${file}`, ROOT), 'utf8')),
  );
  const calls = sources.flatMap((source) => [...source.matchAll(/\bclient\.([a-z]+(?:\.[a-zA-Z]+)+)\(/gu)]);
  return [...new Set(calls.map(([, method = '']) => method))];
}
