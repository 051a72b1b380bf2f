import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { POSTING_STEPS, type PostingStep } from '../../src/slack/post-once.ts';
import { NOTE } from '../store/kept-incident.ts';
import { publishingIncidents, RESOLVED } from './publishing-incidents.ts';

const REPEAT = 'This may repeat a message above: the bot was ended in the moment of posting it.';
const ARCHIVED = 'C3';

class Killed extends Error {}

describe('a process that ends in the midst of telling of an incident', () => {
  const { clock, logged, ...publishing } = publishingIncidents();
  const { slackOf, opened, tell, publisher, standing, titleOf, textsIn, isShown, rootIn } = publishing;

  /** Ends it at a step of a post, which is named by the end of its key. */
  const endsAt = (fatal: PostingStep, post: string | null = null) =>
    publisher({}, (step, key) => {
      if (step === fatal && (post === null || key.endsWith(`:${post}`))) throw new Killed(step);
    });

  const isMarked = ({ blocks, fileIds }: StoredMessage) =>
    JSON.stringify(blocks).includes(REPEAT) || titleOf(fileIds)?.includes(REPEAT) === true;
  const standingIn = (channelId: string) => standing().filter(({ channel }) => channel === channelId);
  const withoutMark = (text: string) => text.replace(` (${REPEAT})`, '');

  /** By then Slack may show the post, and nobody knows. */
  const isInDoubt = (step: PostingStep) => step === 'after-outbox-row' || step === 'after-slack-answered';

  /** Looks that each of these stands there, once, unless the one in doubt had to be posted again: that one is marked. */
  function expectWhole(channelId: string, whole: readonly string[], doubtful: PostingStep | null): void {
    const all = standingIn(channelId);
    expect(all.filter(isMarked)).toHaveLength(doubtful === null ? 0 : 1);
    // Whether it stood already: Slack was not called at the one step, and at the other it was.
    const lacking = doubtful === 'after-outbox-row' ? 1 : 0;
    expect(all.filter((one) => !isMarked(one))).toHaveLength(whole.length - lacking);
    expect(new Set(textsIn(channelId).map(withoutMark))).toEqual(new Set(whole));
  }

  async function expectOneThread(incident: Incident): Promise<void> {
    const { threadTs } = { threadTs: '', ...(await rootIn(incident)) };
    expect(new Set(standingIn('C1').flatMap((one) => one.threadTs ?? []))).toEqual(new Set([threadTs]));
  }

  const atEachStepOf = (posts: readonly string[]) =>
    posts.flatMap((post) => POSTING_STEPS.map((step) => [post, step] as const));

  describe.each([
    ['where it may read the channel', true],
    ['where it may not', false],
  ])('%s', (_, mayReadHistory) => {
    const doubt = (step: PostingStep) => (!mayReadHistory && isInDoubt(step) ? step : null);

    it.each(atEachStepOf(['root:1', '1', '1:picture:1', '2', '3']))(
      'loses nothing while it posts %s, at %s',
      async (post, fatal) => {
        await slackOf({ mayReadHistory });
        const incident = await opened('C1', NOTE, RESOLVED);
        await endsAt(fatal, post)(incident.id);
        expect(logged).toHaveLength(1);
        expect(await isShown()).toBe(false);
        await publisher()(incident.id);
        expect(await isShown()).toBe(true);
        const root = 'root: P2 resolved, 1 notes, checked never, thread here';
        expectWhole(
          'C1',
          [root, '1 opened', 'picture: timeline', '2 note', '3 status-changed'],
          doubt(fatal),
        );
        await expectOneThread(incident);
      },
    );

    it.each(atEachStepOf(['root:2', '4']))(
      'loses nothing, and makes no second thread, while it posts a root message anew: %s, at %s',
      async (post, fatal) => {
        await slackOf({ mayReadHistory });
        const incident = await opened('C1', NOTE);
        await publisher()(incident.id);
        const [first] = standing();
        if (first !== undefined) first.isDeleted = true;
        await tell(incident, RESOLVED);
        await endsAt(fatal, post)(incident.id);
        expect(await isShown()).toBe(false);
        await publisher()(incident.id);
        expect(await isShown()).toBe(true);
        const root = 'root: P2 resolved, 1 notes, checked never, thread there';
        const thread = ['1 opened', 'picture: timeline', '2 note', '3 status-changed', '4 root-lost'];
        expectWhole('C1', [root, ...thread], doubt(fatal));
        await expectOneThread(incident);
        expect(await rootIn(incident)).toMatchObject({ count: 2, threadTs: first?.ts });
      },
    );
  });

  it.each(POSTING_STEPS)(
    'leaves nobody untold of a closed channel, nor told twice without a word, at %s',
    async (fatal) => {
      const incident = await opened(ARCHIVED, NOTE, { kind: 'lead-taken' });
      await endsAt(fatal, 'closed:4')(incident.id);
      expect(logged).toHaveLength(1);
      for (let attempt = 0; attempt < 2; attempt += 1) {
        clock.nowMs += 15 * MINUTE_MS;
        await publisher()(incident.id);
        // Nobody lets it read what it has written to a person.
        expectWhole('D1', [`closed #${incident.number}: is_archived`], isInDoubt(fatal) ? fatal : null);
      }
      expect(textsIn(ARCHIVED)).toEqual([]);
    },
  );

  it('keeps a root message marked as a possible repeat, however it is redrawn', async () => {
    await slackOf({ mayReadHistory: false });
    const incident = await opened();
    await endsAt('after-slack-answered')(incident.id);
    await endsAt('after-posting-noted')(incident.id);
    await tell(incident, NOTE);
    await publisher()(incident.id);
    const roots = standing().filter(({ text }) => text.startsWith('root'));
    expect(roots.map(isMarked)).toEqual([false, true]);
    expect(roots[1]?.text).toContain('1 notes');
  });
});
