import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { ASKED_PLAINLY, writeFoundDiagnosis } from '../../src/slack/target.ts';
import { DUKE, widgetDiagnosis } from '../slack/widget-check.ts';
import { drawn, startRig, type Rig } from './rig.ts';

const missing = widgetDiagnosis({
  id: 'd-1',
  facts: {
    name: 'Duke Health',
    statement: 'missing: no link',
    evidence: {
      title: 'Duke Health',
      sections: [{ heading: 'Loki', lines: ['0 lines'], query: '{app="edge"}', link: null }],
    },
  },
});
const message = { ts: '1.000001' };

/** What stands in the value of "Show". */
function shown(diagnosisId: string): string {
  return writeFoundDiagnosis({ ...ASKED_PLAINLY, diagnosisId });
}

async function rigThatKeeps(): Promise<Rig> {
  const rig = await startRig();
  rig.kept.set('d-1', missing);
  return rig;
}

describe('"Check again"', () => {
  it('repeats the check as of now, and answers in the thread', async () => {
    const rig = await rigThatKeeps();
    await rig.press({ actionId: 'check-again', value: 'd-1', message });
    const { request, first, amended } = await rig.investigation();
    expect(request).toMatchObject({
      subjectIds: [DUKE],
      asOfMs: null,
      asker: { surface: 'action', userId: 'U1', teamId: 'T1', channelId: 'C1' },
    });
    first.resolve([missing]);
    amended.resolve(null);
    const [answer] = await rig.messages(1);
    expect(answer).toMatchObject({ threadTs: '1.000001', onlyFor: null });
    await rig.settled();
    expect(rig.audits).toMatchObject([{ event: 'checked', interaction: 'check-again' }]);
  });

  it('stays in the thread that its message is in', async () => {
    const rig = await rigThatKeeps();
    await rig.press({
      actionId: 'check-again',
      value: 'd-1',
      message: { ts: '2.000001', threadTs: '1.000001' },
    });
    (await rig.investigation()).first.resolve([missing]);
    expect((await rig.messages(1))[0]?.threadTs).toBe('1.000001');
    (await rig.investigation()).amended.resolve(null);
  });

  it('of an answer that only the asker saw is answered to the asker again', async () => {
    const rig = await rigThatKeeps();
    await rig.press(
      { actionId: 'check-again', value: 'd-1', message: { ts: '1.000001', isEphemeral: true } },
      { channelId: 'C2' },
    );
    (await rig.investigation()).first.resolve([missing]);
    expect((await rig.messages(1))[0]).toMatchObject({ onlyFor: 'U1', threadTs: null });
    (await rig.investigation()).amended.resolve(null);
  });
});

describe('"Show"', () => {
  it('shows the whole diagnosis in the thread of the list', async () => {
    const rig = await rigThatKeeps();
    await rig.press({ actionId: 'show', value: shown('d-1'), message });
    const [answer] = await rig.messages(1);
    expect(answer?.threadTs).toBe('1.000001');
    expect(drawn(answer)).toContain('[Evidence] [Check again]');
    await rig.settled();
    expect(rig.audits).toMatchObject([
      { event: 'shown', diagnosis: { verdict: { diagnosisId: 'd-1' } }, interaction: 'show' },
    ]);
  });
});

describe('"Evidence"', () => {
  it('opens a modal with query and figures', async () => {
    const rig = await rigThatKeeps();
    await rig.press({ actionId: 'evidence', value: 'd-1', message });
    await rig.settled();
    const [modal] = rig.world.modals;
    expect(modal?.view).toMatchObject({ type: 'modal', title: { text: 'Evidence' } });
    const { blocks } = z.object({ blocks: z.array(z.unknown()) }).parse(modal?.view);
    expect(drawAsText({ text: '', blocks })).toBe('Duke Health\nLoki\n0 lines\n    {app="edge"}');
    expect(rig.audits).toMatchObject([{ event: 'shown', interaction: 'evidence' }]);
  });

  it('asks to press again when Slack did not wait', async () => {
    const rig = await rigThatKeeps();
    await rig.press({ actionId: 'evidence', value: 'd-1', message }, { atMs: Date.now() - 3_500 });
    const [answer] = await rig.messages(1);
    expect(answer?.onlyFor).toBe('U1');
    expect(drawn(answer)).toContain('press the button once more');
    expect(rig.errors).toEqual([]);
  });

  it('that Slack refuses is an error with a reference', async () => {
    const rig = await rigThatKeeps();
    rig.world.nextErrors.push({ method: 'views.open', error: 'fatal_error' });
    await rig.press({ actionId: 'evidence', value: 'd-1', message });
    const [answer] = await rig.messages(1);
    expect(drawn(answer)).toContain('the reference r-1');
    expect(rig.errors).toHaveLength(1);
  });
});

describe('a button whose diagnosis is gone', () => {
  it.each([
    ['check-again', 'purged'],
    ['show', shown('purged')],
    ['evidence', 'purged'],
  ])('%s says that it is no longer kept', async (actionId, value) => {
    const rig = await startRig();
    await rig.press({ actionId, value, message });
    const [answer] = await rig.messages(1);
    expect(answer?.onlyFor).toBe('U1');
    expect(drawn(answer)).toBe(
      `⚠️ This diagnosis is no longer kept. Please run the check again: /portal-check ${DUKE}`,
    );
    expect(rig.errors).toEqual([]);
  });

  it('says so too where its check was removed', async () => {
    const rig = await startRig();
    rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1', checkId: 'gizmos' }));
    await rig.press({ actionId: 'show', value: shown('d-1'), message });
    expect(drawn((await rig.messages(1))[0])).toContain('The check “gizmos” is no longer part of this bot.');
  });
});

it('a button that only opens a page is acknowledged, and nothing else happens', async () => {
  const rig = await startRig();
  await rig.press({ actionId: 'open-link:0', message });
  expect(rig.world.messages).toEqual([]);
  expect(rig.errors).toEqual([]);
});
