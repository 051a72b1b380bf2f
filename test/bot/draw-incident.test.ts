import { describe, expect, it } from 'vitest';
import { createDrawIncident } from '../../src/bot/draw-incident.ts';
import type { Check } from '../../src/checks/check.ts';
import type { Timeline } from '../../src/checks/timeline.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { FLEET_WORDS } from '../digests/example.ts';
import { EVERYTHING, followedCheck, missed } from '../incidents/all-facts.ts';
import { added, incidentOf, OPENED, told } from '../incidents/example.ts';
import { widgetDiagnosis } from '../slack/widget-check.ts';

const TIMELINE: Timeline = {
  title: 'Widget A',
  timeZone: 'America/Los_Angeles',
  axisTitle: '',
  locale: 'en-GB',
  fromMs: 0,
  untilMs: 1,
  asOf: { atMs: 1, label: '' },
  ticks: [],
  lanes: [],
  unseenMeaning: '',
  absence: '',
  altText: 'a widget',
};

const withTimeline = (timeline: Timeline | null): Check => ({
  ...followedCheck,
  words: (locale) => ({ ...followedCheck.words(locale), timeline: () => timeline }),
});

const drawWith = (check: Check, isKept = true) =>
  createDrawIncident({
    checks: [check],
    memory: {
      findDiagnosis: (id) => Promise.resolve(isKept ? widgetDiagnosis({ id }) : null),
      historyOf: () => Promise.resolve([]),
    },
    drawTimeline: ({ title }) => Promise.resolve(new TextEncoder().encode(title)),
  });

const incident: Incident = incidentOf([told(OPENED), told({ ...added(missed('a')), why: 'opening' })]);
const [openedFact, addedFact] = incident.facts;

describe('an incident is drawn', () => {
  const draw = drawWith(withTimeline(TIMELINE));

  it('in the language in which it was opened', () => {
    const inSpanish = draw.root({ ...incident, locale: 'es' }, { threadUrl: null });
    expect(drawAsText(inSpanish)).toContain('reportado\nComienzo: ');
    expect(drawAsText(draw.root(incident, { threadUrl: null }))).toContain('reported\nBegan: ');
  });

  it('alike where nothing has changed, so that Slack is not called for nothing', () => {
    expect(draw.root(incident, { threadUrl: null })).toEqual(
      drawWith(withTimeline(TIMELINE)).root({ ...incident }, { threadUrl: null }),
    );
  });

  it('with the timeline of whoever it was opened with', async () => {
    if (openedFact === undefined) throw new Error('it was opened');
    const drawn = await draw.fact(openedFact, incident);
    expect(drawn?.alsoInChannel).toBe(false);
    expect(await drawn?.pictures[0]?.()).toEqual({
      bytes: new TextEncoder().encode('Widget A'),
      title: 'Widget A',
      altText: 'a widget',
    });
  });

  it.each([
    ['its diagnosis is kept no more', withTimeline(TIMELINE), false],
    ['its check has no such picture', withTimeline(null), true],
  ])('without a picture where %s', async (_, check, isKept) => {
    if (openedFact === undefined) throw new Error('it was opened');
    const drawn = await drawWith(check, isKept).fact(openedFact, incident);
    expect(await drawn?.pictures[0]?.()).toBeNull();
  });

  it('in silence where the thread is silent', async () => {
    if (addedFact === undefined) throw new Error('somebody was added');
    expect(await draw.fact(addedFact, incident)).toBeNull();
  });

  it('not at all where the words of its check fail: the thread then has its number, and the log why', async () => {
    if (openedFact === undefined) throw new Error('it was opened');
    const statement = (): never => {
      throw new Error('a mistake in the words');
    };
    const mistaken = drawWith({
      ...followedCheck,
      words: (locale) => ({
        ...followedCheck.words(locale),
        following: { ...FLEET_WORDS, statement },
      }),
    });
    await expect(mistaken.fact(openedFact, incident)).rejects.toThrow('a mistake in the words');
    expect(drawAsText(mistaken.standIn(openedFact, incident))).toMatch(/^No\. 1 could not be shown/u);
  });

  it('also in the channel once it is resolved', async () => {
    const resolved = EVERYTHING.facts.find(
      ({ body }) => body.kind === 'status-changed' && body.to === 'resolved',
    );
    if (resolved === undefined) throw new Error('it was resolved');
    expect((await draw.fact(resolved, EVERYTHING))?.alsoInChannel).toBe(true);
  });

  it.each([
    ['is_archived', 'cannot post in'],
    ['channel-shared', 'other organizations'],
    ['channel-not-allowed', 'SLACK_ALLOWED_CHANNELS'],
  ])('for one person where its channel is closed: %s', (reason, expected) => {
    expect(drawAsText(draw.closed(incident, reason))).toContain(expected);
  });
});
