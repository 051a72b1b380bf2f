import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../../../src/sandbox/replicas/standing.ts';

const UNMARKED = { isMarked: false, text: '', ts: '1.000001', threadTs: null, isBroadcast: false };
const MARKED = { ...UNMARKED, isMarked: true };

describe('what is wrong with what stands in Slack', () => {
  it.each([
    ['a digest that stands once', [UNMARKED], [], []],
    ['a digest that stands nowhere', [], ['a: lost'], ['a: lost']],
    ['a digest and its marked repeat', [UNMARKED, MARKED], ['a: stands 2 times'], []],
    ['a repeat of what was never posted', [MARKED], ['a: marked as a repeat, though the channel tells'], []],
    [
      'a digest that stands twice, unmarked',
      [UNMARKED, UNMARKED],
      ['a: stands 2 times'],
      ['a: stands 2 times, not marked each'],
    ],
    [
      'a digest whose third post is unmarked',
      [UNMARKED, MARKED, UNMARKED],
      ['a: stands 3 times'],
      ['a: stands 3 times, not marked each'],
    ],
  ])('%s', (_, posts, withHistory, without) => {
    const standing = posts.length === 0 ? [] : [{ key: 'a', posts }];
    expect(complaintsAbout(['a'], standing, { mayReadHistory: true })).toEqual(withHistory);
    expect(complaintsAbout(['a'], standing, { mayReadHistory: false })).toEqual(without);
  });

  it('a post that nobody has ordered', () => {
    const standing = [{ key: 'b', posts: [UNMARKED] }];
    expect(complaintsAbout([], standing, { mayReadHistory: true })).toEqual(['b: nobody has ordered it']);
  });
});
