import { describe, expect, it } from 'vitest';
import { writeAskedCheck } from '../../src/slack/target.ts';
import { DUKE, PAM, widgetDiagnosis } from '../slack/widget-check.ts';
import { drawn, startRig } from './rig.ts';
import { waitFor } from '../support/wait-for.ts';

const DAY_MS = 86_400_000;

describe('a check that takes so long that it says so', () => {
  it('is noted with all that it takes to ask again, in the language of the channel, until it is answered', async () => {
    const rig = await startRig({ handling: { language: 'es' } });
    await rig.command(`${DUKE} ${PAM} window 2d`);
    await rig.time.elapse(2_000);
    const [message] = await rig.said(1);
    await waitFor(() => expect(rig.unanswered.size).toBe(1));
    expect(rig.unanswered.get(message?.ts ?? '')).toMatchObject({
      channelId: 'C1',
      asked: { kind: 'check', subjectIds: [DUKE, PAM], asOfMs: null, windowMs: 2 * DAY_MS },
      locale: 'es',
      requestId: 'r-1',
    });
    const investigation = await rig.investigation();
    investigation.first.resolve([
      widgetDiagnosis({ id: 'd-1' }),
      widgetDiagnosis({ id: 'd-2', subjectId: PAM }),
    ]);
    investigation.amended.resolve(null);
    await rig.settled();
    expect(rig.unanswered.size).toBe(0);
  });

  it('is not noted where the asker alone sees it: nobody could edit it later', async () => {
    const rig = await startRig();
    await rig.command(`${DUKE} private`);
    await rig.time.elapse(2_000);
    await rig.said(1);
    expect(rig.unanswered.size).toBe(0);
  });
});

describe('"Check again" where a check was interrupted', () => {
  const value = writeAskedCheck({
    checkId: 'widgets',
    subjectIds: [DUKE, PAM],
    asOfMs: null,
    windowMs: 2 * DAY_MS,
  });

  it('checks the same subjects in the same way, in the thread of that message', async () => {
    const rig = await startRig();
    await rig.press({ actionId: 'ask-again', value, message: { ts: '1.000001' } });
    const { request } = await rig.investigation();
    expect(request).toMatchObject({
      checkId: 'widgets',
      subjectIds: [DUKE, PAM],
      asOfMs: null,
      windowMs: 2 * DAY_MS,
    });
  });

  it('shows what was for one person to that person alone', async () => {
    const rig = await startRig({
      diagnose: ({ subjectIds }) => subjectIds.map((id) => widgetDiagnosis({ id: `d-${id}`, subjectId: id })),
    });
    await rig.press({ actionId: 'ask-again', value, message: { ts: '1.000001', isEphemeral: true } });
    const [answer] = await rig.said(1);
    expect(answer).toMatchObject({ onlyFor: 'U1' });
    expect(drawn(answer)).toContain('2 widgets');
  });

  it('is offered by a bot that is stopped in the middle of it', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    await rig.time.elapse(2_000);
    const [message] = await rig.said(1);
    const drained = rig.inFlight.drain(10_000);
    await rig.time.elapse(10_000);
    await drained;
    expect(drawn(message)).toMatch(/The bot was stopped during this check.*\[Check again\]/s);
    expect(rig.unanswered.size).toBe(0);
  });
});
