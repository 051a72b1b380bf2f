import type { Fact } from '../../incidents/fact.ts';
import { isOf } from '../../incidents/fact-search.ts';
import { factReportOf } from '../../incidents/fact-report.ts';
import { foldIncident } from '../../incidents/fold.ts';
import type { Incident } from '../../incidents/incident.ts';
import type { KeptIncident, RootPost } from '../../incidents/memory.ts';
import { rootReportOf } from '../../incidents/root-report.ts';
import type { IncidentTelling } from '../../incidents/telling.ts';
import { keyOfClosing, keyOfFact, keyOfPicturesLeftOut } from '../../jobs/publishing/keys.ts';
import { asRepeat } from '../../slack/as-repeat.ts';
import { incidentRoot } from '../../slack/incident-root.ts';
import { incidentFact } from '../../slack/incident-thread.ts';
import { wordsIn } from '../../words/slack.ts';
import { drawAsText } from '../stand-ins/slack/draw-as-text.ts';
import { complaintsAbout, type Post, type Standing } from './standing.ts';

/**
 * Where what is stored of an incident and what stands in Slack disagree, in words for developers; empty: nowhere. Each fact that speaks stands in
 * one thread, in the order in which it was told, and says what it is drawn to say; its pictures stand behind it, or the thread says that they are
 * left out; the root message is current. Of each time that the channel was closed somebody was told.
 * @param telling in the language of the incident
 */
export function complaintsAboutIncident(
  { incident, keeping: { root } }: KeptIncident,
  standing: readonly Standing[],
  { telling, mayReadHistory }: { readonly telling: IncidentTelling; readonly mayReadHistory: boolean },
): readonly string[] {
  if (root === null) return [`incident ${incident.id}: has no root message`];
  const own = standing.filter(({ key }) => key.includes(incident.id));
  const postsOf = (sought: string): readonly Post[] => own.find(({ key }) => key === sought)?.posts ?? [];
  const rootKey = `incident:${incident.id}:root:${root.count}`;
  const facts = incident.facts.flatMap((fact) => expectedOf(fact, incident, telling));
  const pictures = incident.facts.flatMap((fact) => picturesExpectedOf(fact, incident, telling, postsOf));
  const expected = [...facts, ...pictures];
  const keys = expected.map(({ key }) => key);
  // Of a root message that stood twice, somebody may have deleted one.
  const isEarlier = (key: string) => !mayReadHistory && /:root:\d+$/u.test(key) && key !== rootKey;
  const threads = new Set(keys.flatMap(postsOf).map(({ threadTs }) => threadTs));
  const broadcast = expected.filter(({ isForChannel }) => isForChannel).map(({ key }) => key);
  const closings = incident.facts.filter(isOf('channel-closed')).map((fact) => keyOfClosing(incident, fact));
  const isClosing = ({ key }: Standing): boolean => closings.includes(key);
  const isBroadcast = own.flatMap(({ key, posts }) => (posts.some((post) => post.isBroadcast) ? [key] : []));
  const told = facts.map(({ key }) => key).filter((key) => postsOf(key).length > 0);
  const inOrder = told.toSorted((a, b) => compareTs(tsOf(postsOf(a)), tsOf(postsOf(b))));
  return [
    ...complaintsAbout(
      [rootKey, ...keys],
      own.filter((one) => !isEarlier(one.key) && !isClosing(one)),
      { mayReadHistory },
    ),
    // What it has written to a person the bot may never read.
    ...complaintsAbout(closings, own.filter(isClosing), { mayReadHistory: false }),
    ...(threads.size === 1 && threads.has(root.threadTs) ? [] : [`${rootKey}: has ${threads.size} threads`]),
    ...(isCurrent(postsOf(rootKey).at(-1), incident, root, telling) ? [] : [`${rootKey}: is not current`]),
    ...expected.flatMap(({ key, isSaid }) =>
      postsOf(key).every(isSaid) ? [] : [`${key}: does not say what is stored`],
    ),
    ...(same(inOrder, told) ? [] : [`${rootKey}: its facts stand in the order ${inOrder.join()}`]),
    ...pictures.flatMap(({ key, factKey }) =>
      postsOf(key).some(({ ts }) => compareTs(ts, tsOf(postsOf(factKey))) < 0)
        ? [`${key}: stands before what it belongs to`]
        : [],
    ),
    ...(same(isBroadcast, broadcast)
      ? []
      : [`${rootKey}: the channel was told ${isBroadcast.join()}, not ${broadcast.join()}`]),
  ];
}

interface ExpectedPost {
  readonly key: string;
  readonly isForChannel: boolean;
  /** Whether it says what is stored. */
  readonly isSaid: (post: Post) => boolean;
}

interface ExpectedPicture extends ExpectedPost {
  /** Of what it belongs to. */
  readonly factKey: string;
}

/** What a fact says in the thread, if it speaks. */
function expectedOf(fact: Fact, incident: Incident, telling: IncidentTelling): readonly ExpectedPost[] {
  const report = factReportOf(fact, incident, telling);
  if (report === null) return [];
  return [
    {
      key: keyOfFact(incident, fact),
      isForChannel: report.isForChannel,
      isSaid: (post) => says(post, fact, incident, telling),
    },
  ];
}

/** The pictures of a fact; where the thread says that some are left out, that, and those that stand all the same. */
function picturesExpectedOf(
  fact: Fact,
  incident: Incident,
  telling: IncidentTelling,
  postsOf: (key: string) => readonly Post[],
): readonly ExpectedPicture[] {
  const factKey = keyOfFact(incident, fact);
  const behind = { factKey, isForChannel: false };
  const { picturesOf = [] } = factReportOf(fact, incident, telling) ?? {};
  const pictures = picturesOf.map((_, index) => ({
    ...behind,
    key: `incident-${incident.id}-${fact.seq}-picture-${index + 1}.png`,
    // It is a picture.
    isSaid: () => true,
  }));
  const leftOutKey = keyOfPicturesLeftOut(incident, fact);
  if (postsOf(leftOutKey).length === 0) return pictures;
  const standing = pictures.filter(({ key }) => postsOf(key).length > 0);
  // Of one that is thought to be missing nobody may know that it stands.
  const isSaid = ({ text }: Post): boolean =>
    pictures.some((_, index) => text.includes(telling.words.picturesLeftOut(index + 1)));
  return [...standing, { ...behind, key: leftOutKey, isSaid }];
}

/** In the channel a fact names the incident as it was when it was posted, and nobody knows how much had been told by then. */
function says(post: Post, fact: Fact, incident: Incident, telling: IncidentTelling): boolean {
  const { id: incidentId, facts, locale, lastCheck } = incident;
  const words = wordsIn(locale);
  return facts.slice(fact.seq - 1).some((_, later) => {
    const then = foldIncident(incident, facts.slice(0, fact.seq + later), lastCheck);
    const report = factReportOf(fact, then, telling);
    if (report === null) return false;
    const message = incidentFact({ incidentId, seq: fact.seq, report }, words);
    return post.text === drawAsText(post.isMarked ? asRepeat(message, words) : message);
  });
}

function isCurrent(
  post: Post | undefined,
  incident: Incident,
  { threadUrl }: RootPost,
  telling: IncidentTelling,
): boolean {
  const { id: incidentId, status, locale } = incident;
  const words = wordsIn(locale);
  const message = incidentRoot(
    { incidentId, status, report: rootReportOf(incident, telling), threadUrl },
    words,
  );
  return post?.text === drawAsText(post?.isMarked === true ? asRepeat(message, words) : message);
}

function compareTs(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Of its first post: a repeat may come later. */
function tsOf([first]: readonly Post[]): string {
  return first?.ts ?? '';
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
