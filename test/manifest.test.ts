import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { handlers } from '../handlers/index.ts';
import { SLACK_METHODS } from '../src/sandbox/stand-ins/slack/methods.ts';

const ROOT = new URL('..', import.meta.url);
/** Slack's own schema is not ours to copy. */
const SCHEMA = new URL('../shared/schemas/slack-manifest.schema.json', ROOT);

const manifest: unknown = parse(readFileSync(new URL('manifest.yml', ROOT), 'utf8'));
const declared = z
  .object({
    features: z.object({ slash_commands: z.array(z.object({ command: z.string() })) }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
    settings: z.object({
      interactivity: z.object({ is_enabled: z.boolean() }),
      org_deploy_enabled: z.boolean(),
      event_subscriptions: z.unknown().optional(),
    }),
  })
  .parse(manifest);

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

  it('declares exactly the commands that are registered', () => {
    const registered = handlers.filter(({ kind }) => kind === 'command').map(({ id }) => id);
    expect(declared.features.slash_commands.map(({ command }) => command)).toEqual(registered);
  });

  it('lets buttons and modals through exactly if there are handlers for them, and events likewise', () => {
    const kinds = new Set(handlers.map(({ kind }) => kind));
    const isInteractive = ['action', 'view', 'shortcut', 'options'].some((kind) =>
      [...kinds].some((one) => one === kind),
    );
    expect(declared.settings.interactivity.is_enabled).toBe(isInteractive);
    expect(declared.settings.event_subscriptions !== undefined).toBe(kinds.has('event'));
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
    const scopes = new Set(['commands', ...needed.filter((scope) => scope !== null)]);
    expect(declared.oauth_config.scopes.bot.toSorted()).toEqual([...scopes].toSorted());
  });

  it('asks for no scope whose reason is not written down', () => {
    const reasons = readFileSync(new URL('docs/slack-scopes.md', ROOT), 'utf8');
    const written = [...reasons.matchAll(/^\| `([a-z:_.]+)` +\| bot +\|/gmu)].map(([, scope = '']) => scope);
    expect(written.toSorted()).toEqual(declared.oauth_config.scopes.bot.toSorted());
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
