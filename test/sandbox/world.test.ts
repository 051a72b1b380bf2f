import { describe, expect, it } from 'vitest';
import { createSlackClient } from '../../src/sandbox/stand-ins/slack/client/client.ts';
import { createSlackWorld } from '../../src/sandbox/stand-ins/slack/world.ts';
import { sandboxWorkspace } from '../../src/sandbox/world.ts';

describe('the workspace of the sandbox', () => {
  const world = createSlackWorld(sandboxWorkspace());
  const client = createSlackClient({ world, slackUrl: 'https://slack.test', bot: null });
  const seenBy = (user: string): Record<string, number> =>
    Object.fromEntries(client.view(user).channels.map(({ id, messages }) => [id, messages.length]));

  it('has an incident to start with: a name, and two ids', () => {
    const incident = client.view('U0ONCALL').channels.find(({ id }) => id === 'C0INCIDENT');
    expect(incident?.messages.map(({ text }) => text)).toEqual([
      expect.stringContaining('Memorial Healthcare System (South Florida)'),
      expect.stringMatching(/[0-9a-f-]{36}.*[0-9a-f-]{36}/),
    ]);
  });

  it('shows each person what is theirs', () => {
    expect(seenBy('U0HELP')).toEqual({
      C0ONCALL: 0,
      C0HELPDESK: 0,
      C0INCIDENT: 2,
      C0DIGEST: 0,
      C0INCIDENTS: 0,
      C0SHARED: 1,
      C0RANDOM: 0,
    });
    expect(seenBy('U0GUEST')).toEqual({ C0ONCALL: 0, C0HELPDESK: 0, C0SHARED: 1, C0RANDOM: 0 });
    expect(seenBy('U0OUTSIDE')).toEqual({ C0SHARED: 1 });
  });

  it('has one channel that the bot is not in, and one shared with another organization', () => {
    const { channels, users } = client.workspace();
    expect(channels.filter(({ isBotMember }) => !isBotMember).map(({ name }) => name)).toEqual(['random']);
    expect(channels.filter(({ isShared }) => isShared).map(({ name }) => name)).toEqual([
      'shared-with-partner',
    ]);
    expect(users.map(({ role }) => role)).toEqual(['engineer', 'help-desk', 'outsider', 'guest']);
  });
});
