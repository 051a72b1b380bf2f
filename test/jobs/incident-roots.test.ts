import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { PublishIncidentSettings } from '../../src/jobs/publish-incident.ts';
import { createPostOnce } from '../../src/slack/create-post-once.ts';
import type { DrawIncident } from '../../src/slack/draw-incident.ts';
import { NOTE } from '../store/kept-incident.ts';
import { DRAW, publishingIncidents, RESOLVED } from './publishing-incidents.ts';

describe('the root message of an incident', () => {
  const { own, slack, clock, logged, ...publishing } = publishingIncidents();
  const { opened, tell, recheck, publisher, onceOf } = publishing;
  const { standing, textsIn, callsOf, factsOf, isShown, rootIn } = publishing;

  const roots = () => standing().filter(({ text }) => text.startsWith('root'));
  const rootsPosted = () =>
    callsOf('chat.postMessage').filter(({ params }) => params['text']?.startsWith('root') === true);
  const refuse = (method: string, error: string) => void slack.world.nextErrors.push({ method, error });
  const eachMinute = async (minutes: number, act: (minute: number) => Promise<void>) => {
    for (let minute = 1; minute <= minutes; minute += 1) {
      clock.nowMs += MINUTE_MS;
      await act(minute);
    }
  };

  it('that was deleted with all that stood beneath it heads a thread of its own when it is posted anew, and no other is posted', async () => {
    const incident = await opened('C1', NOTE);
    await publisher()(incident.id);
    for (const message of standing()) message.isDeleted = true;
    await recheck(incident);
    await publisher()(incident.id);
    await tell(incident, RESOLVED);
    await publisher()(incident.id);
    const [root, ...others] = roots();
    expect(others).toEqual([]);
    expect(rootsPosted()).toHaveLength(2);
    expect(await rootIn(incident)).toMatchObject({ ts: root?.ts, threadTs: root?.ts, threadUrl: null });
    const thread = standing().filter(({ threadTs }) => threadTs !== null);
    expect(thread.map(({ text }) => text)).toEqual(['3 root-lost', '4 status-changed']);
    expect(new Set(thread.map(({ threadTs }) => threadTs))).toEqual(new Set([root?.ts]));
    expect(await isShown()).toBe(true);
  });

  it('links to what stands in its own thread, not in an earlier one', async () => {
    const incident = await opened();
    await publisher()(incident.id);
    await tell(incident, NOTE);
    refuse('chat.postMessage', 'thread_not_found');
    await publisher()(incident.id);
    const second = roots().at(-1);
    if (second !== undefined) second.isDeleted = true;
    clock.nowMs += 15 * MINUTE_MS;
    await recheck(incident);
    await publisher()(incident.id);
    expect(await rootIn(incident)).toMatchObject({
      threadTs: second?.ts,
      threadUrl: expect.stringContaining(`thread_ts=${second?.ts}`),
    });
  });

  describe('that somebody deletes again and again', () => {
    /** As a bot does that moderates the channel. */
    const deletingAtOnce = (): PublishIncidentSettings['postOnce'] => {
      const post = createPostOnce(onceOf(async () => {}));
      return async (request) => {
        const posted = await post(request);
        if (request.threadTs === null) for (const root of roots()) root.isDeleted = true;
        return posted;
      };
    };

    it('is posted anew once, and then each quarter of an hour at most; once it stays, all is told', async () => {
      const incident = await opened('C1', NOTE);
      await publisher({ postOnce: deletingAtOnce() })(incident.id);
      expect(rootsPosted()).toHaveLength(2);
      expect(logged.at(-1)).toContain('needs a new root message again');
      await eachMinute(44, () => publisher({ postOnce: deletingAtOnce() })(incident.id));
      expect(rootsPosted()).toHaveLength(4);
      expect(await isShown()).toBe(false);
      await eachMinute(1, () => publisher()(incident.id));
      expect(textsIn()).toEqual([
        'root: P2 reported, 1 notes, checked never, thread here',
        '1 opened',
        '2 note',
        ...[3, 4, 5, 6].map((seq) => `${seq} root-lost`),
        'picture: timeline',
      ]);
      expect(await isShown()).toBe(true);
    });

    it('keeps no fact from its thread, where that still stands', async () => {
      const incident = await opened();
      await publisher()(incident.id);
      const gone: PublishIncidentSettings['update'] = async () => {
        for (const root of roots()) root.isDeleted = true;
        refuse('chat.update', 'message_not_found');
        await slack.client.chat.update({ channel: 'C1', ts: '1.1', text: 'edited' });
      };
      await eachMinute(16, async (minute) => {
        await tell(incident, NOTE, { kind: 'severity-changed', to: minute % 2 === 0 ? 'P2' : 'P1' });
        await publisher({ update: gone })(incident.id);
      });
      expect(rootsPosted()).toHaveLength(3);
      expect(textsIn().filter((text) => text.endsWith(' note'))).toHaveLength(16);
    });

    it('is posted anew at once where a process ended between noting that it is gone and posting it', async () => {
      const incident = await opened();
      await publisher()(incident.id);
      for (const root of roots()) root.isDeleted = true;
      await recheck(incident);
      const dying = () => Promise.reject(new Error('killed'));
      await publisher({ postOnce: dying, permalinkOf: dying })(incident.id);
      expect(await factsOf(incident)).toContain('root-lost');
      await publisher()(incident.id);
      expect(roots()).toHaveLength(1);
      expect((await rootIn(incident))?.count).toBe(2);
    });
  });

  describe.each(['edit_window_closed', 'cant_update_message'])('that cannot be edited: %s', (error) => {
    const publishRefused = async (incident: Incident) => {
      refuse('chat.update', error);
      await publisher()(incident.id);
      slack.world.nextErrors.length = 0;
    };

    it('is posted anew where something has happened, and its thread goes on where it is', async () => {
      const incident = await opened();
      await publisher()(incident.id);
      const [first] = standing();
      await tell(incident, RESOLVED);
      await publishRefused(incident);
      expect(roots().map(({ text }) => text)).toEqual([
        'root: P2 reported, 0 notes, checked never, thread here',
        'root: P2 resolved, 0 notes, checked never, thread there',
      ]);
      const { threadTs, threadUrl = null } = { ...(await rootIn(incident)) };
      expect(threadTs).toBe(first?.ts);
      expect(threadUrl).toContain(`thread_ts=${first?.ts}`);
      const lost = (await own.store.incidents.find(incident.id))?.incident.facts.at(-1);
      expect(lost?.body).toEqual({ kind: 'root-lost', why: 'not-editable' });
      expect(textsIn()).toContain('3 root-lost');
      expect(await isShown()).toBe(true);
    });

    it('stays as it is, without a word, where it was only looked at again', async () => {
      const incident = await opened();
      await publisher()(incident.id);
      await recheck(incident);
      await publishRefused(incident);
      expect(await isShown()).toBe(true);
      expect(roots()).toHaveLength(1);
      expect(callsOf('chat.update')).toHaveLength(1);
      expect(await factsOf(incident)).toEqual(['opened']);
    });

    it('is posted anew each quarter of an hour at most', async () => {
      const incident = await opened();
      await publisher()(incident.id);
      await eachMinute(31, async (minute) => {
        await tell(incident, { kind: 'severity-changed', to: minute % 2 === 0 ? 'P2' : 'P1' });
        await publishRefused(incident);
      });
      expect(roots()).toHaveLength(1 + 3);
      expect(textsIn().filter((text) => text.endsWith(' severity-changed'))).toHaveLength(31);
    });
  });

  it('that has no answer yet and cannot be edited is linked itself', async () => {
    const silent: DrawIncident = { ...DRAW, fact: () => null, pictures: () => [] };
    const incident = await opened();
    await publisher({ draw: silent })(incident.id);
    await tell(incident, RESOLVED);
    refuse('chat.update', 'edit_window_closed');
    await publisher({ draw: silent })(incident.id);
    const [first] = roots();
    expect((await rootIn(incident))?.threadUrl).toContain(String(first?.ts).replace('.', ''));
    expect((await rootIn(incident))?.threadTs).toBe(first?.ts);
  });

  it('in whose thread admins let nobody answer is a closed channel: whoever leads is told, and all follows once they do', async () => {
    const incident = await opened();
    await publisher()(incident.id);
    await tell(incident, NOTE);
    refuse('chat.postMessage', 'restricted_action_thread_locked');
    const publish = publisher();
    await publish(incident.id);
    expect(await factsOf(incident)).toEqual(['opened', 'note', 'channel-closed']);
    expect(textsIn('D1')).toEqual([`closed #${incident.number}: restricted_action_thread_locked`]);
    clock.nowMs += 15 * MINUTE_MS;
    await publish(incident.id);
    expect(textsIn()).toContain('2 note');
    expect(await factsOf(incident)).toContain('channel-back');
    expect(await isShown()).toBe(true);
  });

  describe('that is not shown whole has what can be said of any incident in its place:', () => {
    const STAND_IN = 'root: P2 reported, the rest could not be shown';
    const failing: DrawIncident = {
      ...DRAW,
      root() {
        throw new Error('a mistake in the words');
      },
    };

    it('one that cannot be drawn; its thread is told all the same, and once it can be drawn it is', async () => {
      const incident = await opened('C1', NOTE);
      await publisher({ draw: failing })(incident.id);
      expect(textsIn()).toEqual([STAND_IN, '1 opened', '2 note', 'picture: timeline']);
      expect(logged).toEqual(['the root message of an incident could not be drawn']);
      expect(await isShown()).toBe(true);
      await tell(incident, RESOLVED);
      await publisher({ draw: failing })(incident.id);
      expect(textsIn()[0]).toBe('root: P2 resolved, the rest could not be shown');
      await recheck(incident);
      await publisher()(incident.id);
      expect(textsIn()[0]).toBe('root: P2 resolved, 1 notes, checked 5, thread here');
    });

    it('one that Slack refuses when it is posted', async () => {
      const incident = await opened('C1', NOTE);
      refuse('chat.postMessage', 'invalid_blocks');
      await publisher()(incident.id);
      expect(textsIn()).toEqual([STAND_IN, '1 opened', '2 note', 'picture: timeline']);
      expect(logged).toEqual(['Slack does not take the root message of an incident']);
      expect(await isShown()).toBe(true);
      expect(callsOf('chat.update')).toEqual([]);
    });

    it('one that Slack refuses when it is edited', async () => {
      const incident = await opened();
      await publisher()(incident.id);
      await recheck(incident);
      refuse('chat.update', 'msg_blocks_too_long');
      await publisher()(incident.id);
      expect(textsIn()[0]).toBe(STAND_IN);
      expect(callsOf('chat.update')).toHaveLength(2);
      expect(await isShown()).toBe(true);
    });
  });
});
