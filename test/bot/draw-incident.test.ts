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
    expect(draw.fact(openedFact, incident)?.alsoInChannel).toBe(false);
    expect(await draw.pictures(openedFact, incident)[0]?.()).toEqual({
      bytes: new TextEncoder().encode('Widget A'),
      title: 'Widget A',
      altText: 'a widget',
    });
  });

  it('without a picture where its check has no such one', async () => {
    if (openedFact === undefined) throw new Error('it was opened');
    expect(await drawWith(withTimeline(null)).pictures(openedFact, incident)[0]?.()).toBeNull();
  });

  it('without one that seems to have nothing to show where its diagnosis is only not kept yet', async () => {
    if (openedFact === undefined) throw new Error('it was opened');
    const [picture] = drawWith(withTimeline(TIMELINE), false).pictures(openedFact, incident);
    await expect(picture?.()).rejects.toThrow('is not kept');
  });

  it('in silence where the thread is silent', () => {
    if (addedFact === undefined) throw new Error('somebody was added');
    expect(draw.fact(addedFact, incident)).toBeNull();
    expect(draw.pictures(addedFact, incident)).toEqual([]);
  });

  it('not at all where the words of its check fail: what can be said of any incident stands in its place, and the log says why', () => {
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
    expect(() => mistaken.fact(openedFact, incident)).toThrow('a mistake in the words');
    expect(drawAsText(mistaken.standIn(openedFact, incident))).toMatch(/^No\. 1 could not be shown/u);
    expect(() => mistaken.root(incident, { threadUrl: null })).toThrow('a mistake in the words');
    const root = mistaken.rootStandIn(incident, { threadUrl: null });
    expect(drawAsText(root)).toMatch(
      /^🚨 #7 P2 · clinics silently skipped · reported\nThe rest could not be shown here\..*\n\[I’m on it\]/u,
    );
    expect(drawAsText(mistaken.rootStandIn({ ...incident, locale: 'es' }, { threadUrl: null }))).toContain(
      'Lo demás no se ha podido mostrar aquí.',
    );
  });

  it.each([
    ['en', 1, 'A timeline picture could not be shown: everything it shows stands in words above'],
    ['es', 2, 'No se han podido mostrar 2 imágenes de líneas de tiempo'],
  ] as const)('with a word, in %s, in place of %i pictures that are left out', (locale, count, expected) => {
    expect(drawAsText(draw.picturesLeftOut(count, { ...incident, locale }))).toContain(expected);
  });

  it('also in the channel once it is resolved', () => {
    const resolved = EVERYTHING.facts.find(
      ({ body }) => body.kind === 'status-changed' && body.to === 'resolved',
    );
    if (resolved === undefined) throw new Error('it was resolved');
    expect(draw.fact(resolved, EVERYTHING)?.alsoInChannel).toBe(true);
  });

  it.each([
    ['is_archived', 'cannot post in'],
    ['channel-shared', 'other organizations'],
    ['channel-not-allowed', 'SLACK_ALLOWED_CHANNELS'],
    ['restricted_action_thread_locked', 'once the thread is unlocked'],
  ])('for one person where its channel is closed: %s', (reason, expected) => {
    expect(drawAsText(draw.closed(incident, reason))).toContain(expected);
  });
});
