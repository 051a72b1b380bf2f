import { describe, expect, it } from 'vitest';
import { DUKE, widgetDiagnosis } from '../slack/widget-check.ts';
import { drawn, startRig } from './rig.ts';

describe('in Socket Mode', () => {
  it('a command is answered', async () => {
    const rig = await startRig({ mode: 'socket-mode' });
    await rig.command(DUKE);
    const { first, amended } = await rig.investigation();
    first.resolve([widgetDiagnosis({ id: 'd-1' })]);
    amended.resolve(null);
    const [message] = await rig.messages(1);
    expect(drawn(message)).toContain('missing: no link');
  });

  it('a button is answered', async () => {
    const rig = await startRig({ mode: 'socket-mode' });
    rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1' }));
    await rig.press({ actionId: 'evidence', value: 'd-1', message: { ts: '1.000001' } });
    await rig.settled();
    expect(rig.world.modals).toHaveLength(1);
  });

  it('people of another workspace are refused', async () => {
    const rig = await startRig({ mode: 'socket-mode' });
    await rig.command(DUKE, { teamId: 'T9', userId: 'U9' });
    expect(drawn((await rig.messages(1))[0])).toContain('only people of the workspace');
  });
});
