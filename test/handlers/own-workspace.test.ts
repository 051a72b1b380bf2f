import { describe, expect, it } from 'vitest';
import { handlers } from '../../handlers/index.ts';
import { isFromHere } from '../../handlers/shared/own-workspace.ts';
import { DUKE, widgetDiagnosis } from '../slack/widget-check.ts';
import { drawn, startRig } from './rig.ts';

const buttons = handlers
  .filter(({ kind }) => kind === 'action')
  .map(({ id }) => (id === 'open-link' ? `${id}:0` : id));

describe('people of another workspace', () => {
  it('cannot use the command', async () => {
    const rig = await startRig();
    await rig.command(DUKE, { teamId: 'T9', userId: 'U9' });
    const [message] = await rig.messages(1);
    expect(message?.onlyFor).toBe('U9');
    expect(drawn(message)).toContain('only people of the workspace');
    await rig.settled();
    expect(rig.audits).toMatchObject([
      {
        event: 'refused',
        reason: 'foreign-workspace',
        interaction: '/portal-check',
        asker: { userId: 'U9', teamId: 'T9' },
      },
    ]);
  });

  it.each(buttons)('cannot use the button %s', async (actionId) => {
    const rig = await startRig();
    rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1' }));
    await rig.press(
      { actionId, value: 'd-1', message: { ts: '1.000001' }, userTeamId: 'T9' },
      { userId: 'U9' },
    );
    const [message] = await rig.messages(1);
    expect(message?.onlyFor).toBe('U9');
    expect(drawn(message)).toContain('only people of the workspace');
    await rig.settled();
    expect(rig.world.modals).toEqual([]);
    expect(rig.audits).toMatchObject([{ event: 'refused', interaction: actionId, asker: { teamId: 'T9' } }]);
  });

  it('are refused though the audit fails', async () => {
    const rig = await startRig({ handling: { audit: () => Promise.reject(new Error('no database')) } });
    await rig.command(DUKE, { teamId: 'T9', userId: 'U9' });
    expect(drawn((await rig.messages(1))[0])).toContain('only people of the workspace');
    await rig.settled();
    expect(rig.errors).toHaveLength(1);
  });
});

describe('where somebody comes from', () => {
  const own = { teamId: 'T1', enterpriseId: null };
  const inAnOrganization = { teamId: 'T1', enterpriseId: 'E1' };

  it.each([
    ['a command of the own workspace', { team_id: 'T1' }, own, true],
    ['a button of the own workspace', { team: { id: 'T1' }, user: { team_id: 'T1' } }, own, true],
    ['a payload without the person’s workspace', { team: { id: 'T1' }, user: {} }, own, true],
    [
      'a person known by the organization',
      { team: { id: 'T1' }, user: { team_id: 'E1' } },
      inAnOrganization,
      true,
    ],
    ['a guest in a shared channel', { team: { id: 'T1' }, user: { team_id: 'T9' } }, own, false],
    ['a payload from elsewhere', { team: { id: 'T9' }, user: { team_id: 'T1' } }, own, false],
    [
      'another workspace of the organization',
      { team: { id: 'T2' }, user: { team_id: 'T2' } },
      inAnOrganization,
      false,
    ],
    ['the organization without a workspace', { user: { team_id: 'E1' } }, inAnOrganization, false],
    [
      'an organization-wide installation',
      { team_id: 'T1', is_enterprise_install: 'true' },
      inAnOrganization,
      false,
    ],
    ['no origin at all', {}, own, false],
    ['a button without a team', { team: null, user: {} }, own, false],
  ])('%s', (_, origin, workspace, expected) => {
    expect(isFromHere(origin, workspace)).toBe(expected);
  });
});
