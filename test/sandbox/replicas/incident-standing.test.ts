import { describe, expect, it } from 'vitest';
import { createDrawIncident } from '../../../src/bot/draw-incident.ts';
import { foldIncident } from '../../../src/incidents/fold.ts';
import type { KeptIncident } from '../../../src/incidents/memory.ts';
import { complaintsAboutIncident } from '../../../src/sandbox/replicas/incident-standing.ts';
import type { Post, Standing } from '../../../src/sandbox/replicas/standing.ts';
import { drawAsText } from '../../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { asRepeat } from '../../../src/slack/as-repeat.ts';
import { wordsIn } from '../../../src/words/slack.ts';
import { EVERYTHING, followedCheck, tellingIn } from '../../incidents/all-facts.ts';

const DRAW = createDrawIncident({
  checks: [followedCheck],
  memory: { findDiagnosis: async () => null, historyOf: async () => [] },
  drawTimeline: async () => new Uint8Array(),
});
const THREAD = '1.000001';
const ROOT_KEY = `incident:${EVERYTHING.id}:root:1`;

const closingKey = (seq: number) => `incident:${EVERYTHING.id}:closed:${seq}`;

const OPENING =
  EVERYTHING.facts.findLastIndex(({ body }) => body.kind === 'subject-added' && body.why === 'opening') + 1;

const kept: KeptIncident = {
  incident: EVERYTHING,
  keeping: {
    nextCheckAtMs: null,
    publishedSeq: EVERYTHING.facts.length,
    picturedSeq: EVERYTHING.facts.length,
    shownSeq: EVERYTHING.facts.length,
    root: { ts: THREAD, threadTs: THREAD, threadUrl: null, count: 1, drawn: '', isRepeat: false },
  },
};

const post = (at: number, text: string, over: Partial<Post> = {}): Post => ({
  text,
  ts: `1.${String(at).padStart(6, '0')}`,
  threadTs: THREAD,
  isBroadcast: false,
  isMarked: false,
  ...over,
});

/** All that stands in Slack, each fact as it was drawn when it was told. */
function standing(): readonly Standing[] {
  const { facts, lastCheck } = EVERYTHING;
  const rootText = drawAsText(DRAW.root(EVERYTHING, { threadUrl: null }));
  const all: Standing[] = [{ key: ROOT_KEY, posts: [post(1, rootText, { threadTs: null })] }];
  let at = 1;
  for (const fact of facts) {
    if (fact.body.kind === 'channel-closed')
      all.push({ key: closingKey(fact.seq), posts: [post(0, 'it is closed', { threadTs: null })] });
    // With whom it is about an incident is opened at once.
    const then = foldIncident(EVERYTHING, facts.slice(0, Math.max(fact.seq, OPENING)), lastCheck);
    const drawn = DRAW.fact(fact, then);
    if (drawn === null) continue;
    const over = { isBroadcast: drawn.alsoInChannel };
    all.push({
      key: `incident:${EVERYTHING.id}:${fact.seq}`,
      posts: [post((at += 1), drawAsText(drawn.message), over)],
    });
    for (const index of DRAW.pictures(fact, then).keys()) {
      const key = `incident-${EVERYTHING.id}-${fact.seq}-picture-${index + 1}.png`;
      all.push({ key, posts: [post((at += 1), 'a picture')] });
    }
  }
  return all;
}

function complaints(all: readonly Standing[], mayReadHistory = true): readonly string[] {
  return complaintsAboutIncident(kept, all, { telling: tellingIn('en'), mayReadHistory });
}

const changed = (
  all: readonly Standing[],
  key: string,
  change: (posts: readonly Post[]) => readonly Post[],
) => all.map((one) => (one.key === key ? { key, posts: change(one.posts) } : one));

describe('what is stored of an incident, and what stands in Slack', () => {
  it('agree where each fact stands as it was drawn when it was told', () => {
    expect(complaints(standing())).toEqual([]);
  });

  it('agree where a post stands twice, marked, and nobody may read whether it stood', () => {
    const all = standing();
    const { facts } = EVERYTHING;
    const [opened] = facts;
    if (opened === undefined) throw new Error('it was opened');
    const drawn = DRAW.fact(opened, EVERYTHING);
    const key = `incident:${EVERYTHING.id}:1`;
    const text = drawn === null ? '' : drawAsText(asRepeat(drawn.message, wordsIn('en')));
    const twice = changed(all, key, (posts) => [...posts, post(900, text, { isMarked: true })]);
    expect(complaints(twice, false)).toEqual([]);
    expect(complaints(twice, true)).toEqual([`${key}: stands 2 times`]);
  });

  it('disagree in each fact that says something else', () => {
    const all = standing();
    const told = all.filter(({ key }) => /^incident:[^:]+:\d+$/u.test(key));
    expect(told.length).toBeGreaterThan(15);
    const other = all.map((one) =>
      told.includes(one)
        ? { ...one, posts: one.posts.map((each) => ({ ...each, text: `${each.text}!` })) }
        : one,
    );
    expect(complaints(other)).toEqual(told.map(({ key }) => `${key}: does not say what is stored`));
  });

  it('disagree where the root message is not as it is drawn by now', () => {
    const other = changed(standing(), ROOT_KEY, (posts) =>
      posts.map((each) => ({ ...each, text: each.text.replace('Last check', 'Last') })),
    );
    expect(complaints(other)).toEqual([`${ROOT_KEY}: is not current`]);
  });

  it('disagree where a picture is lost, but not where the thread says so', () => {
    const all = standing();
    const pictures = all.filter(({ key }) => key.endsWith('.png')).map(({ key }) => key);
    expect(pictures.length).toBeGreaterThan(1);
    const without = all.filter(({ key }) => !pictures.includes(key));
    expect(complaints(without)).toEqual(pictures.map((key) => `${key}: lost`));
    const key = `incident:${EVERYTHING.id}:1:pictures-left-out`;
    const leftOut = drawAsText(DRAW.picturesLeftOut(pictures.length, EVERYTHING));
    expect(complaints([...without, { key, posts: [post(900, leftOut)] }])).toEqual([]);
    expect(complaints([...without, { key, posts: [post(900, 'nothing')] }])).toEqual([
      `${key}: does not say what is stored`,
    ]);
  });

  it('disagree where a picture stands before what it belongs to, not where it comes later', () => {
    const all = standing();
    const [key = ''] = all.map((one) => one.key).filter((one) => one.endsWith('.png'));
    const at = (ts: string) => changed(all, key, (posts) => posts.map((each) => ({ ...each, ts })));
    expect(complaints(at('1.999999'))).toEqual([]);
    expect(complaints(at('1.000000'))).toEqual([`${key}: stands before what it belongs to`]);
  });

  it('disagree where two facts stand in another order', () => {
    const all = standing();
    const [first, second] = all.slice(-2);
    if (first === undefined || second === undefined) throw new Error('there are two facts');
    const swapped = changed(all, first.key, (posts) => posts.map((each) => ({ ...each, ts: '1.999999' })));
    expect(complaints(swapped)).toEqual([expect.stringContaining(`stand in the order`)]);
  });

  it('disagree where a fact stands in another thread, or one of the channel not there', () => {
    const all = standing();
    const last = all.at(-1)?.key ?? '';
    const elsewhere = changed(all, last, (posts) => posts.map((each) => ({ ...each, threadTs: '9.9' })));
    expect(complaints(elsewhere)).toEqual([`${ROOT_KEY}: has 2 threads`]);
    const silent = all.map(({ key, posts }) => ({
      key,
      posts: posts.map((each) => ({ ...each, isBroadcast: false })),
    }));
    expect(complaints(silent)).toEqual([expect.stringContaining('the channel was told ')]);
  });

  it('disagree where nobody was told that the channel is closed; that somebody was told twice, marked, is as it must be', () => {
    const all = standing();
    const key = closingKey(EVERYTHING.facts.find(({ body }) => body.kind === 'channel-closed')?.seq ?? 0);
    expect(complaints(all.filter((one) => one.key !== key))).toEqual([`${key}: lost`]);
    const twice = (isMarked: boolean) =>
      complaints(changed(all, key, (posts) => [...posts, post(901, 'it is closed', { isMarked })]));
    expect(twice(true)).toEqual([]);
    expect(twice(false)).toEqual([`${key}: stands 2 times, not marked each`]);
  });
});
