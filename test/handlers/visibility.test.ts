import { describe, expect, it } from 'vitest';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { DUKE, PAM, widgetDiagnosis } from '../slack/widget-check.ts';
import { actionIdsOf, personOf } from './person.ts';
import { drawn, type Rig } from './rig.ts';
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

const COMMAND = `/portal-check ${DUKE}`;

async function answerTo(
  text: string,
  { channel, user = ENGINEER, rig }: { readonly channel: string; readonly user?: string; readonly rig?: Rig },
): Promise<StoredMessage> {
  const started = rig ?? (await startWorkspace());
  await personOf(started, user).types(text, { channel });
  const [answer] = await started.said(1);
  await started.settled();
  if (answer === undefined) throw new Error('there is no answer');
  return answer;
}

describe('who sees an answer', () => {
  it('all in an allowed channel', async () => {
    const answer = await answerTo(COMMAND, { channel: ALLOWED });
    expect(answer).toMatchObject({ channel: ALLOWED, onlyFor: null });
    expect(actionIdsOf(answer)).not.toContain('share');
  });

  it('the asker alone in another channel, who may share it', async () => {
    const answer = await answerTo(COMMAND, { channel: ELSEWHERE });
    expect(answer).toMatchObject({ channel: ELSEWHERE, onlyFor: ENGINEER });
    expect(actionIdsOf(answer)).toContain('share');
    expect(drawn(answer)).not.toContain('Only you can see this');
  });

  it.each([
    ['in another channel', `${COMMAND} ${PAM}`, ELSEWHERE, true],
    ['in an allowed channel where they asked for that', `${COMMAND} ${PAM} private`, ALLOWED, true],
    ['where people of other organizations are', `${COMMAND} ${PAM}`, SHARED, false],
    ['by a mention', `@portal-check ${DUKE} ${PAM}`, ELSEWHERE, true],
  ])('of several the asker alone, who may share the list: %s', async (_, typed, channel, canShare) => {
    const answer = await answerTo(typed, { channel });
    expect(answer.onlyFor).toBe(ENGINEER);
    expect(actionIdsOf(answer)).toEqual(['show', 'show', ...(canShare ? ['share'] : []), 'open-incident']);
  });

  it.each([
    ['all in an allowed channel', ALLOWED],
    ['the person themselves in their messages with the app', DIRECT],
  ])('of several %s, and there is nothing to share', async (_, channel) => {
    const answer = await answerTo(`${COMMAND} ${PAM}`, { channel });
    expect(actionIdsOf(answer)).toEqual(['show', 'show', 'open-incident']);
  });

  it('the asker alone in another channel though they asked for "public", and why', async () => {
    const answer = await answerTo(`${COMMAND} public`, { channel: ELSEWHERE });
    expect(answer.onlyFor).toBe(ENGINEER);
    expect(drawn(answer)).toContain('answers are public in allowed channels only');
    expect(actionIdsOf(answer)).toContain('share');
  });

  it('the asker alone in an allowed channel where they asked for that', async () => {
    const answer = await answerTo(`${COMMAND} private`, { channel: ALLOWED });
    expect(answer.onlyFor).toBe(ENGINEER);
    expect(actionIdsOf(answer)).toContain('share');
  });

  it('the asker alone where people of other organizations are, without a way to share it', async () => {
    const answer = await answerTo(COMMAND, { channel: SHARED });
    expect(answer.onlyFor).toBe(ENGINEER);
    expect(drawn(answer)).toContain('people of other organizations are in this channel');
    expect(actionIdsOf(answer)).not.toContain('share');
  });

  it('the asker alone where Slack does not tell who is in the channel', async () => {
    const rig = await startWorkspace();
    rig.world.nextErrors.push({ method: 'conversations.info', error: 'fatal_error' });
    const answer = await answerTo(COMMAND, { channel: ALLOWED, rig });
    expect(answer.onlyFor).toBe(ENGINEER);
    expect(drawn(answer)).toContain('or Slack does not tell');
    expect(actionIdsOf(answer)).not.toContain('share');
  });

  it('the asker alone where the bot is not in the channel, and how to invite it', async () => {
    const answer = await answerTo(COMMAND, { channel: WITHOUT_BOT });
    expect(answer.onlyFor).toBe(ENGINEER);
    expect(drawn(answer)).toContain('/invite @portal-check');
  });

  it('the person themselves in their messages with the app', async () => {
    const answer = await answerTo(COMMAND, { channel: DIRECT });
    expect(answer).toMatchObject({ channel: DIRECT, via: 'chat.postMessage' });
    expect(actionIdsOf(answer)).not.toContain('share');
  });
});

describe('how an answer is drawn', () => {
  it('for the help desk alone and in plain words, also in an allowed channel', async () => {
    const answer = await answerTo(COMMAND, { channel: ALLOWED, user: HELP_DESK });
    expect(answer.onlyFor).toBe(HELP_DESK);
    expect(drawn(answer)).toContain('for the help desk');
    expect(actionIdsOf(answer)).toContain('share');
  });

  it('as engineers see it where the help desk asks for "public"', async () => {
    const answer = await answerTo(`${COMMAND} public`, { channel: ALLOWED, user: HELP_DESK });
    expect(answer.onlyFor).toBeNull();
    expect(drawn(answer)).toContain('for engineers');
    expect(actionIdsOf(answer)).toContain('evidence');
  });

  it('in the asker’s language where only they see it, in the bot’s where all do', async () => {
    const rig = await startWorkspace();
    const engineer = personOf(rig);
    await rig.settled();
    await engineer.opensHome();
    await rig.settled();
    await engineer.pressesAtHome('language', 'es');
    await rig.settled();
    await engineer.types(`${COMMAND} private`);
    expect(drawn((await rig.said(1))[0])).toContain('para ingenieros');
    await engineer.types(COMMAND);
    expect(drawn((await rig.said(2))[1])).toContain('for engineers');
  });
});

describe('"Share here"', () => {
  it('shows all in the channel what engineers see, and who has shared it', async () => {
    const rig = await startWorkspace();
    const desk = personOf(rig, HELP_DESK);
    await desk.types(COMMAND, { channel: ELSEWHERE });
    await desk.presses((await rig.said(1))[0], 'share');
    const [, shared] = await rig.said(2);
    await rig.settled();
    expect(shared).toMatchObject({ channel: ELSEWHERE, onlyFor: null, threadTs: null });
    expect(drawn(shared)).toContain(`Shared by <@${HELP_DESK}>`);
    expect(drawn(shared)).toContain('for engineers');
    expect(actionIdsOf(shared)).toContain('evidence');
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'shared',
      diagnoses: [{ verdict: { diagnosisId: 'd-1' } }],
    });
  });

  it('shows all in the channel a whole list as engineers see it, and audits each of it in one line', async () => {
    const rig = await startWorkspace();
    const desk = personOf(rig, HELP_DESK);
    await desk.types(`${COMMAND} ${PAM}`, { channel: ELSEWHERE });
    const [list] = await rig.said(1);
    expect(list?.onlyFor).toBe(HELP_DESK);
    await desk.presses(list, 'share');
    const [, shared] = await rig.said(2);
    await rig.settled();
    expect(shared).toMatchObject({ channel: ELSEWHERE, onlyFor: null });
    expect(drawn(shared).split('\n').slice(0, 2)).toEqual([
      `Shared by <@${HELP_DESK}>`,
      '2 widgets: 2 missing',
    ]);
    expect(actionIdsOf(shared)).toEqual(['show', 'show', 'open-incident']);
    expect(rig.audits.filter(({ event }) => event === 'shared')).toMatchObject([
      {
        diagnoses: [
          { checkId: 'widgets', verdict: { diagnosisId: 'd-1', subjectId: DUKE } },
          { checkId: 'widgets', verdict: { diagnosisId: 'd-2', subjectId: PAM } },
        ],
      },
    ]);
  });

  it('shares no list of which one diagnosis is no longer kept', async () => {
    const rig = await startWorkspace();
    await personOf(rig).types(`${COMMAND} ${PAM}`, { channel: ELSEWHERE });
    const [list] = await rig.said(1);
    rig.kept.delete('d-2');
    await personOf(rig).presses(list, 'share');
    const [, said] = await rig.said(2);
    await rig.settled();
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('no longer kept');
    expect(rig.audits.map(({ event }) => event)).not.toContain('shared');
  });

  it('speaks the bot’s language, whatever the sharer has chosen', async () => {
    const rig = await startWorkspace();
    const engineer = personOf(rig);
    await engineer.opensHome();
    await rig.settled();
    await engineer.pressesAtHome('language', 'es');
    await rig.settled();
    await engineer.types(COMMAND, { channel: ELSEWHERE });
    await engineer.presses((await rig.said(1))[0], 'share');
    const shared = drawn((await rig.said(2))[1]);
    expect(shared).toContain('Shared by');
    expect(shared).toContain('for engineers');
  });

  it.each([
    ['in a thread', true],
    ['on top of the channel', false],
  ])('goes into the thread where it was asked by a mention %s', async (_, isInThread) => {
    const rig = await startWorkspace();
    const engineer = personOf(rig);
    await engineer.types('no link again', { channel: ELSEWHERE });
    const [first] = rig.world.messages;
    if (first === undefined) throw new Error('nobody has written anything');
    const where = { channel: ELSEWHERE, ...(isInThread ? { threadTs: first.ts } : {}) };
    await engineer.types(`@portal-check ${DUKE}`, where);
    const asked = rig.world.messages[1];
    const [answer] = await rig.said(1);
    // Slack shows what is for one person alone in no thread that nobody has answered in.
    expect(answer).toMatchObject({ onlyFor: ENGINEER, threadTs: isInThread ? first.ts : null });
    await engineer.presses(answer, 'share');
    const [, shared] = await rig.said(2);
    expect(shared).toMatchObject({ onlyFor: null, threadTs: isInThread ? first.ts : asked?.ts });
  });

  it('is refused where people of other organizations are', async () => {
    let isShared = false;
    const rig = await startWorkspace({ handling: { isSharedOutside: async () => isShared } });
    await personOf(rig).types(COMMAND, { channel: ELSEWHERE });
    const [answer] = await rig.said(1);
    await rig.settled();
    isShared = true;
    await personOf(rig).presses(answer, 'share');
    const [, said] = await rig.said(2);
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('people of other organizations are in this channel');
    expect(rig.audits.map(({ event }) => event)).not.toContain('shared');
  });

  it('says how to invite the bot where it is not in the channel', async () => {
    const rig = await startWorkspace();
    await personOf(rig).types(`${COMMAND} private`, { channel: WITHOUT_BOT });
    await personOf(rig).presses((await rig.said(1))[0], 'share');
    const [, said] = await rig.said(2);
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('the bot is not in this channel. To invite it: /invite @portal-check');
  });
});

describe('what was for one person stays so', () => {
  it.each([
    ['check-again', COMMAND],
    ['show', `${COMMAND} ${PAM}`],
  ])('by %s', async (actionId, command) => {
    const rig = await startWorkspace();
    await personOf(rig).types(`${command} private`);
    await personOf(rig).presses((await rig.said(1))[0], actionId);
    const [, answer] = await rig.said(2);
    expect(answer?.onlyFor).toBe(ENGINEER);
    expect(actionIdsOf(answer)).toContain('share');
  });

  it('by "Show", "Not this one" and the choice of another', async () => {
    const rig = await startWorkspace();
    rig.listed.push(
      { id: DUKE, name: 'Duke Health', kind: 'clinic', figures: {} },
      { id: PAM, name: 'Duke Health', kind: 'practice', figures: {} },
    );
    await personOf(rig).types(`${COMMAND} ${PAM} private`);
    await personOf(rig).presses((await rig.said(1))[0], 'show');
    await personOf(rig).presses((await rig.said(2))[1], 'not-this-one');
    await personOf(rig).presses((await rig.said(3))[2], 'check-this');
    expect((await rig.said(4))[3]?.onlyFor).toBe(ENGINEER);
  });

  it('beneath an answer for all, the help desk gets its own', async () => {
    const rig = await startWorkspace();
    await personOf(rig).types(COMMAND);
    await personOf(rig, HELP_DESK).presses((await rig.said(1))[0], 'check-again');
    const [, answer] = await rig.said(2);
    expect(answer?.onlyFor).toBe(HELP_DESK);
    expect(drawn(answer)).toContain('for the help desk');
  });
});

it('evidence that the help desk opens beneath an answer for all has no page that it cannot open', async () => {
  const rig = await startWorkspace();
  const section = {
    heading: 'Loki',
    lines: ['0 lines'],
    query: '{app="edge"}',
    link: { label: 'Grafana', url: 'https://grafana.example/' },
  };
  const facts = {
    name: 'Duke Health',
    statement: 'missing',
    evidence: { title: 'Duke', sections: [section] },
  };
  await personOf(rig).types(COMMAND);
  const [answer] = await rig.said(1);
  await rig.settled();
  rig.kept.set('d-1', widgetDiagnosis({ id: 'd-1', facts }));
  await personOf(rig, HELP_DESK).presses(answer, 'evidence');
  expect(await personOf(rig, HELP_DESK).modalText()).not.toContain('[Grafana]');
  await personOf(rig).presses(answer, 'evidence');
  expect(await personOf(rig).modalText()).toContain('[Grafana]');
});
