import { describe, expect, it } from 'vitest';
import { DUKE, widgetDiagnosis } from '../slack/widget-check.ts';
import { personOf } from './person.ts';
import { drawn, type RigSettings } from './rig.ts';
import { ALLOWED, startWorkspace } from './workspace.ts';

const before = widgetDiagnosis({ id: 'd-1' });
const after = widgetDiagnosis({
  id: 'd-2',
  state: 'on-schedule',
  code: 'on-schedule',
  facts: { name: 'Duke Health', statement: 'on schedule' },
});

async function checkedAgain(settings: RigSettings = {}): Promise<string> {
  const found = [before, after];
  const rig = await startWorkspace({ diagnose: () => found.splice(0, 1), ...settings });
  await personOf(rig).types(`/portal-check ${DUKE}`);
  const [answer] = await rig.said(1);
  await rig.settled();
  await personOf(rig).presses(answer, 'check-again');
  const [, again] = await rig.said(2);
  expect(again).toMatchObject({ channel: ALLOWED, onlyFor: null, threadTs: answer?.ts });
  return drawn(again);
}

describe('"Check again" says', () => {
  it('what has changed since the last diagnosis', async () => {
    const text = await checkedAgain();
    expect(text).toContain('↻ Since the last diagnosis: was silently-skipped, now on-schedule');
    expect(text).toContain('🟢 Duke Health');
  });

  it('that there is none to compare with', async () => {
    const text = await checkedAgain({ memory: { lastDiagnosis: async () => null } });
    expect(text).toContain('↻ There is no earlier diagnosis to compare with.');
  });

  it('that it is not known where the bot’s own database fails, and answers nevertheless', async () => {
    const text = await checkedAgain({
      memory: { lastDiagnosis: () => Promise.reject(new Error('no database')) },
    });
    expect(text).toContain('↻ What has changed is not known: the last diagnosis could not be read.');
    expect(text).toContain('🟢 Duke Health');
  });
});
