import { describe, expect, it, onTestFinished } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { PublishIncidentSettings } from '../../src/jobs/publish-incident.ts';
import { createPostFileOnce } from '../../src/slack/create-post-once.ts';
import type { DrawIncident, DrawPicture } from '../../src/slack/draw-incident.ts';
import { openStore } from '../../src/store/store.ts';
import { fact, identity, NOTE, OPENED } from '../store/kept-incident.ts';
import { until } from '../support/until.ts';
import { DRAW, PICTURE, publishingIncidents, RESOLVED } from './publishing-incidents.ts';

const LEFT_OUT = 'pictures of an incident are left out';

const failing: DrawPicture = () => Promise.reject(new Error('not done after 20000 ms'));

/** The opening has these. */
const drawing = (...pictures: readonly DrawPicture[]): DrawIncident => ({
  ...DRAW,
  pictures: ({ body }) => (body.kind === 'opened' ? pictures : []),
});

describe('a picture of an incident', () => {
  const { own, slack, clock, logged, ...publishing } = publishingIncidents();
  const { opened, tell, publisher, onceOf, standing, textsIn, callsOf, factsOf, isShown, rootIn } =
    publishing;

  const uploading = (
    upload: Parameters<typeof createPostFileOnce>[0]['upload'],
  ): Pick<PublishIncidentSettings, 'postFileOnce'> => ({
    postFileOnce: createPostFileOnce({ ...onceOf(async () => {}), upload }),
  });
  const blocked = () => uploading(async () => ({ status: 403 }));
  const eachMinute = async (minutes: number, act: () => Promise<void>) => {
    for (let minute = 1; minute <= minutes; minute += 1) {
      clock.nowMs += MINUTE_MS;
      await act();
    }
  };
  const givenUp = () => logged.filter((line) => line.startsWith(LEFT_OUT));

  it('that can never be uploaded silences no incident, and is left out after a quarter of an hour, with one word', async () => {
    const incident = await opened('C1', NOTE);
    await publisher(blocked())(incident.id);
    await tell(incident, RESOLVED);
    await publisher(blocked())(incident.id);
    const told = [
      'root: P2 resolved, 1 notes, checked never, thread here',
      '1 opened',
      '2 note',
      '3 status-changed',
    ];
    expect(textsIn()).toEqual(told);
    await eachMinute(14, () => publisher(blocked())(incident.id));
    expect(textsIn()).toEqual(told);
    expect(await isShown()).toBe(false);
    expect(givenUp()).toEqual([]);
    await eachMinute(1, () => publisher(blocked())(incident.id));
    expect(textsIn()).toEqual([...told, '1 pictures left out']);
    expect(new Set(standing().map(({ threadTs }) => threadTs))).toEqual(
      new Set([null, (await rootIn(incident))?.threadTs]),
    );
    expect(givenUp()).toEqual([LEFT_OUT]);
    expect(await isShown()).toBe(true);
    await publisher()(incident.id);
    expect(textsIn()).toEqual([...told, '1 pictures left out']);
  });

  it.each<readonly [string, () => Partial<PublishIncidentSettings>]>([
    ['a machine that is too busy to draw it', () => ({ draw: drawing(failing) })],
    ['an upload that is blocked', blocked],
    ['an upload that takes too long', () => uploading(() => Promise.reject(new Error('timeout')))],
    [
      'Slack, which does not take it',
      () => {
        slack.world.nextErrors.push({ method: 'files.completeUploadExternal', error: 'missing_scope' });
        return {};
      },
    ],
  ])('is shown the next time where it failed in passing, by %s', async (_, before) => {
    const incident = await opened('C1', NOTE);
    await publisher(before())(incident.id);
    expect(textsIn()).toHaveLength(3);
    expect(await isShown()).toBe(false);
    await publisher()(incident.id);
    expect(textsIn().at(-1)).toBe('picture: timeline');
    expect(await isShown()).toBe(true);
  });

  it('that has nothing to show any more is none', async () => {
    const incident = await opened('C1', NOTE);
    await publisher({ draw: drawing(async () => null) })(incident.id);
    expect(textsIn()).toHaveLength(3);
    expect(await isShown()).toBe(true);
  });

  it('of a fact that cannot be drawn is none, and keeps nobody waiting', async () => {
    const incident = await opened('C1', NOTE);
    const draw: DrawIncident = {
      ...DRAW,
      pictures() {
        throw new Error('a mistake in the words');
      },
    };
    await publisher({ draw })(incident.id);
    expect(await isShown()).toBe(true);
    expect(logged).toHaveLength(2);
  });

  it('that fails again and again takes no other with it', async () => {
    const incident = await opened();
    const publish = publisher({ draw: drawing(failing, PICTURE, failing) });
    await publish(incident.id);
    expect(textsIn().slice(2)).toEqual(['picture: timeline']);
    await eachMinute(15, () => publish(incident.id));
    expect(textsIn().slice(2)).toEqual(['picture: timeline', '2 pictures left out']);
    expect(callsOf('files.completeUploadExternal')).toHaveLength(1);
    expect(await isShown()).toBe(true);
  });

  it('is tried anew once its channel is open again, however long that took', async () => {
    const incident = await opened();
    let isShared = true;
    const publish = publisher({
      standingOf: async () => (isShared ? 'shared-outside' : 'open'),
      draw: drawing(failing),
    });
    await publish(incident.id);
    clock.nowMs += HOUR_MS;
    isShared = false;
    await publish(incident.id);
    expect(givenUp()).toEqual([]);
    await publisher()(incident.id);
    expect(textsIn().at(-1)).toBe('picture: timeline');
  });

  it('is not left out because a process ends while it is drawn', async () => {
    const incident = await opened();
    clock.nowMs += HOUR_MS;
    const ending = new AbortController();
    const interrupted: DrawPicture = () => {
      ending.abort();
      return failing();
    };
    await publisher({ draw: drawing(interrupted), interruption: ending.signal })(incident.id);
    expect(textsIn()).toHaveLength(2);
    await publisher()(incident.id);
    expect(textsIn().at(-1)).toBe('picture: timeline');
  });

  it('finds its channel closed as a fact does', async () => {
    const incident = await opened();
    slack.world.nextErrors.push({ method: 'files.completeUploadExternal', error: 'is_archived' });
    const publish = publisher();
    await publish(incident.id);
    await publish(incident.id);
    expect(await factsOf(incident)).toEqual(['opened', 'channel-closed']);
    clock.nowMs += 15 * MINUTE_MS;
    await publish(incident.id);
    expect(textsIn().at(-1)).toBe('picture: timeline');
    expect(await isShown()).toBe(true);
  });

  it('whose thread is gone is left out in silence, and keeps nothing going for ever', async () => {
    const incident = await opened();
    await publisher(blocked())(incident.id);
    for (const message of standing()) message.isDeleted = true;
    clock.nowMs += 15 * MINUTE_MS;
    await publisher(blocked())(incident.id);
    expect(givenUp()).toHaveLength(1);
    expect(await isShown()).toBe(true);
  });

  it('is left out once, and not drawn any more, where a process ended before it had noted so', async () => {
    const incident = await opened();
    clock.nowMs += 15 * MINUTE_MS;
    const { incidents } = own.store;
    const ended = () => Promise.reject(new Error('killed'));
    await publisher({
      draw: drawing(failing, PICTURE),
      memory: { ...incidents, notePictured: ended },
    })(incident.id);
    await publisher({ draw: drawing(PICTURE, PICTURE) })(incident.id);
    expect(textsIn().slice(2)).toEqual(['picture: timeline', '1 pictures left out']);
    expect(await isShown()).toBe(true);
  });

  describe('while it is drawn', () => {
    const slowly = () => {
      const begun = Promise.withResolvers<void>();
      const done = Promise.withResolvers<void>();
      const picture: DrawPicture = async () => {
        begun.resolve();
        await done.promise;
        return PICTURE();
      };
      return { begun: begun.promise, draw: drawing(picture), done: () => done.resolve() };
    };

    it('everything is told that happens meanwhile, in its incident and in others', async () => {
      const { begun, draw, done } = slowly();
      const incident = await opened();
      const publish = publisher({ draw });
      const first = publish(incident.id);
      await begun;
      await tell(incident, NOTE);
      const second = publish(incident.id);
      await until(() => textsIn().includes('2 note'));
      const other = { ...identity('C1'), id: '0198a1b2-0000-7000-8000-000000000008' };
      await own.store.incidents.open('other', other, { facts: [fact(OPENED)] });
      void publish(other.id);
      await until(() => textsIn().filter((text) => text === '1 opened').length === 2);
      expect(textsIn()).not.toContain('picture: timeline');
      done();
      await Promise.all([first, second, publish(other.id)]);
      expect(textsIn().filter((text) => text === 'picture: timeline')).toHaveLength(2);
      expect(await isShown()).toBe(true);
    });

    it('no other replica draws it in vain', async () => {
      const { begun, draw, done } = slowly();
      const incident = await opened();
      const first = publisher({ draw })(incident.id);
      await begun;
      let drawn = 0;
      const counting: DrawPicture = () => {
        drawn += 1;
        return PICTURE();
      };
      const another = openStore({ url: own.database.url, tls: 'disable', caPem: null });
      onTestFinished(() => another.close());
      await publisher({ draw: drawing(counting), memory: another.incidents })(incident.id);
      expect(drawn).toBe(0);
      done();
      await first;
      expect(textsIn().slice(2)).toEqual(['picture: timeline']);
    });
  });
});
