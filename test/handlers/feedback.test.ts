import { describe, expect, it } from 'vitest';
import { DUKE } from '../slack/widget-check.ts';
import { personOf, text } from './person.ts';
import { drawn, type Rig } from './rig.ts';
import { ENGINEER, startWorkspace } from './workspace.ts';

async function answered(): Promise<Rig> {
  const rig = await startWorkspace();
  await personOf(rig).types(`/portal-check ${DUKE}`);
  await rig.said(1);
  return rig;
}

describe('"Was this right?"', () => {
  it('"This is right" is kept with the diagnosis at once, and thanked for privately', async () => {
    const rig = await answered();
    await personOf(rig).presses((await rig.said(1))[0], 'right');
    const [, thanks] = await rig.said(2);
    await rig.settled();
    expect(thanks?.onlyFor).toBe(ENGINEER);
    expect(drawn(thanks)).toBe('✓ Thank you. It is kept with this diagnosis.');
    expect(rig.feedback).toEqual([
      { diagnosisId: 'd-1', userId: ENGINEER, isRight: true, why: null, atMs: expect.any(Number) },
    ]);
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'said-right',
      diagnosis: { verdict: { diagnosisId: 'd-1' } },
    });
  });

  it('"This is wrong" asks why, and keeps that', async () => {
    const rig = await answered();
    await personOf(rig).presses((await rig.said(1))[0], 'wrong');
    expect(await personOf(rig).modalText()).toContain('What is wrong with it, as far as you know?');
    expect(rig.feedback).toEqual([]);
    await personOf(rig).submits({ why: text('the link is there') });
    const [, thanks] = await rig.said(2);
    await rig.settled();
    expect(thanks?.onlyFor).toBe(ENGINEER);
    expect(drawn(thanks)).toContain('Thank you.');
    expect(rig.feedback).toMatchObject([{ diagnosisId: 'd-1', isRight: false, why: 'the link is there' }]);
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'said-wrong',
      diagnosis: { verdict: { diagnosisId: 'd-1' } },
    });
  });

  it('closed without an answer keeps nothing', async () => {
    const rig = await answered();
    await personOf(rig).presses((await rig.said(1))[0], 'wrong');
    const { viewId } = await personOf(rig).modal();
    await rig.client.close({ user: ENGINEER, viewId });
    await rig.settled();
    expect(rig.feedback).toEqual([]);
  });

  it('that could not be kept is not thanked for', async () => {
    const rig = await startWorkspace({
      memory: { recordFeedback: () => Promise.reject(new Error('no database')) },
    });
    await personOf(rig).types(`/portal-check ${DUKE}`);
    await personOf(rig).presses((await rig.said(1))[0], 'right');
    expect(drawn((await rig.said(2))[1])).toContain('the reference r-2');
    await rig.settled();
    expect(rig.audits.map(({ event }) => event)).toEqual(['checked']);
  });
});
