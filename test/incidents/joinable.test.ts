import { describe, expect, it } from 'vitest';
import type { FactBody, SubjectSeen } from '../../src/incidents/fact.ts';
import { joinableOf, MOST_OFFERED, unofferedOf } from '../../src/incidents/joinable.ts';
import { added, incidentOf, kept, missing, OPENED, told, unknown } from './example.ts';

const named = (title: string, seen: SubjectSeen, ...bodies: readonly FactBody[]) =>
  incidentOf([{ ...OPENED, title }, added(seen), ...bodies].map((body) => told(body)));

const changed = (to: SubjectSeen): FactBody => ({
  kind: 'verdict-changed',
  before: to.standing,
  isRecovery: false,
  ...to,
});
const resolved: FactBody = { kind: 'status-changed', to: 'resolved', notWell: [] };

const incidents = [
  named('resolved', missing('a'), resolved),
  named('closed', missing('a'), resolved, { kind: 'status-changed', to: 'closed', notWell: [] }),
  named('another verdict', missing('x', 'stopped')),
  named('another check', { ...missing('a'), checkId: 'gadgets' }),
  named('unclear', unknown('u')),
  named('well', kept('w')),
  named('same verdict', missing('b')),
  named('came in with it', missing('c'), changed(missing('c', 'masked'))),
  named('same subject', missing('a', 'masked')),
];

it.each([
  [
    'the same subject first, then the same verdict',
    [missing('a')],
    ['same subject', 'same verdict', 'came in with it'],
  ],
  ['a well one by itself alone', [kept('w')], ['well']],
  ['an unclear one by itself alone', [unknown('u')], ['unclear']],
  ['none because both are well', [kept('z')], []],
  ['none because both are unclear', [unknown('z')], []],
  ['nobody’s', [missing('z', 'unheard-of')], []],
  ['nothing for nobody', [], []],
])('offers to join %s', (_, seen, titles) => {
  expect(joinableOf(incidents, seen).map(({ title }) => title)).toEqual(titles);
});

it('offers first to join what has most of the verdicts, and what has one of them beside others', () => {
  const [one, another] = [missing('y', 'stopped'), missing('z')];
  const among = [
    named('one of them', missing('p'), added(missing('q', 'unheard-of'))),
    named('both of them', missing('p'), added(missing('q', 'stopped'))),
  ];
  expect(joinableOf(among, [one, another]).map(({ title }) => title)).toEqual([
    'both of them',
    'one of them',
  ]);
});

describe('whoever opens another one', () => {
  const many = Array.from({ length: MOST_OFFERED + 1 }, (_, index) => ({
    ...named('same subject', missing('a')),
    id: `incident ${index}`,
  }));
  const idsOf = (offeredIds: readonly string[]) =>
    unofferedOf(many, [missing('a'), missing('z', 'unheard-of')], offeredIds).map(({ id }) => id);

  it('is shown those that they could join and were not offered', () => {
    expect(idsOf(['incident 0'])).toEqual(['incident 1', 'incident 2']);
  });

  it('is shown no more, once they were offered as many as there is room for', () => {
    expect(idsOf(['incident 0', 'incident 1', 'incident 2'])).toEqual([]);
  });
});
