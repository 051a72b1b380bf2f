import { expect, it } from 'vitest';
import { DUKE, widgetDiagnosis } from '../slack/widget-check.ts';
import { NOTHING_TO_DRAW } from './gadget-check.ts';
import { actionIdsOf, personOf } from './person.ts';
import { drawn, type Rig, type RigSettings } from './rig.ts';
import {
  ALLOWED,
  DIRECT,
  ELSEWHERE,
  ENGINEER,
  HELP_DESK,
  SHARED,
  startWorkspace,
  WITHOUT_BOT,
} from './workspace.ts';

async function answered(text: string, settings: RigSettings = {}, channel = ALLOWED): Promise<Rig> {
  const rig = await startWorkspace(settings);
  await personOf(rig).types(text, { channel });
  await rig.said(1);
  await rig.settled();
  return rig;
}

it('stands in the thread of the answer, with the same in words', async () => {
  const rig = await answered(`/portal-check ${DUKE}`);
  const [answer] = await rig.said(1);
  await personOf(rig).presses(answer, 'timeline');
  const [, picture] = await rig.said(2);
  await rig.settled();
  expect(picture).toMatchObject({ channel: ALLOWED, threadTs: answer?.ts });
  const [file] = rig.world.files.values();
  expect(file).toMatchObject({
    name: 'timeline-d-1.png',
    title: 'Duke Health',
    altText: 'Links of Duke Health: none at the last run.',
  });
  expect(picture?.fileIds).toEqual([file?.id]);
  expect(rig.audits.at(-1)).toMatchObject({
    event: 'pictured',
    diagnosis: { verdict: { diagnosisId: 'd-1' } },
  });
});

it('of an answer for one person goes into their messages with the app, and they are told so', async () => {
  const rig = await answered(`/portal-check ${DUKE} private`);
  await personOf(rig).presses((await rig.said(1))[0], 'timeline');
  const [, picture, said] = await rig.said(3);
  expect(picture).toMatchObject({ channel: DIRECT, threadTs: null });
  expect(said).toMatchObject({ channel: ALLOWED, onlyFor: ENGINEER });
  expect(drawn(said)).toContain('it is in your messages with this app');
  expect([...rig.world.files.values()].map(({ channelIds }) => [...channelIds])).toEqual([[DIRECT]]);
});

it('beneath an answer that was shared in another channel is for whoever pressed', async () => {
  const rig = await answered(`/portal-check ${DUKE}`, {}, ELSEWHERE);
  await personOf(rig).presses((await rig.said(1))[0], 'share');
  const [, shared] = await rig.said(2);
  await personOf(rig).presses(shared, 'timeline');
  const [, , picture] = await rig.said(4);
  expect(picture?.channel).toBe(DIRECT);
});

it('beneath an answer for all is not for people of other organizations that have joined since', async () => {
  const rig = await startWorkspace();
  rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1' }));
  const message = { ts: '1.000001' };
  await rig.press({ actionId: 'timeline', value: 'd-1', message }, { channelId: SHARED });
  const [picture, said] = await rig.said(2);
  expect(picture?.channel).toBe(DIRECT);
  expect(said?.onlyFor).toBe(ENGINEER);
});

it('goes to the person where the bot is no longer in the channel', async () => {
  const channel = { id: ALLOWED, name: 'on-call', isBotMember: true };
  const rig = await answered(`/portal-check ${DUKE}`, { world: { channels: [channel] } });
  channel.isBotMember = false;
  await personOf(rig).presses((await rig.said(1))[0], 'timeline');
  const [, picture, said] = await rig.said(3);
  expect(picture?.channel).toBe(DIRECT);
  expect(said).toMatchObject({ onlyFor: ENGINEER, via: 'response_url' });
});

it('of an answer in a channel without the bot goes to the person', async () => {
  const rig = await answered(`/portal-check ${DUKE}`, {}, WITHOUT_BOT);
  await personOf(rig).presses((await rig.said(1))[0], 'timeline');
  expect((await rig.said(3))[1]?.channel).toBe(DIRECT);
});

it('that the help desk asks for beneath an answer for all is for them alone', async () => {
  const rig = await answered(`/portal-check ${DUKE}`);
  await personOf(rig, HELP_DESK).presses((await rig.said(1))[0], 'timeline');
  expect((await rig.said(3))[1]?.channel).toBe(`D${HELP_DESK.slice(1)}`);
});

it('is not drawn as if the stamp had never moved where that could not be read', async () => {
  const rig = await answered(`/portal-check ${DUKE}`, {
    memory: { historyOf: () => Promise.reject(new Error('no database')) },
  });
  await personOf(rig).presses((await rig.said(1))[0], 'timeline');
  const [, said] = await rig.said(2);
  expect(said?.onlyFor).toBe(ENGINEER);
  expect(drawn(said)).toContain('What the bot has seen before could not be read');
  expect(rig.world.files.size).toBe(0);
});

it('has no button where there is nothing to draw; an older button says so', async () => {
  const rig = await answered(`/portal-check ${DUKE}`);
  const [answer] = await rig.said(1);
  const facts = { name: 'Duke Health', statement: NOTHING_TO_DRAW };
  rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1', facts }));
  await personOf(rig).presses(answer, 'timeline');
  expect(drawn((await rig.said(2))[1])).toContain('There is nothing to draw');

  const bare = await answered(`/portal-check ${DUKE}`, {
    diagnose: () => [widgetDiagnosis({ id: 'd-1', facts })],
  });
  expect(actionIdsOf((await bare.said(1))[0])).not.toContain('timeline');
});

it('that Slack takes no file for is a failure with a reference', async () => {
  const rig = await answered(`/portal-check ${DUKE}`, {
    handling: { upload: async () => ({ status: 500 }) },
  });
  await personOf(rig).presses((await rig.said(1))[0], 'timeline');
  expect(drawn((await rig.said(2))[1])).toContain('the reference r-2');
});
