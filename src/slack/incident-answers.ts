import type { Noun } from '../checks/report.ts';
import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import type { Fact } from '../incidents/fact.ts';
import type { Incident } from '../incidents/incident.ts';
import type { WhyUnchanged } from '../incidents/incidents.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, context, linkButton, section, type Message, type OutgoingBlock } from './blocks.ts';
import { SLACK_LIMITS } from './limits.ts';
import { channelLink, lines, markup, mention, woven, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const MAX_TEXT = 1_200;
/** Whoever did the very same so shortly before was first; what was done earlier simply is so. */
const JUST_BEFORE_MS = 2 * MINUTE_MS;

/** "#7 P2 “clinics silently skipped” (3 providers)" @param noun of its subjects */
export function incidentLine(incident: Incident, noun: Noun, { incidents }: SlackWords): string {
  const { number, severity, title, subjects } = incident;
  return incidents.line({ number, severity, title, subjects: subjects.length }, noun);
}

/** What stands where: an incident in short, its channel, and the address of its root message (null: it does not stand yet). */
export interface StandingIncident {
  readonly line: string;
  readonly channelId: string;
  readonly url: string | null;
}

/** Tells who has opened an incident where it is. @param notSeen names of those who could not be checked, and are not in it */
export function openedMessage(
  { line, channelId, url, notSeen }: StandingIncident & { readonly notSeen: readonly string[] },
  words: SlackWords,
): Message {
  const { opened, notPosted, notChecked } = words.incidents.open;
  const shown = short(line, words);
  const said = woven(
    (channel) => (url === null ? notPosted : opened)(shown, channel),
    channelLink(channelId),
  );
  const lacking = notSeen.length === 0 ? [] : [markup`⚠️ ${short(notChecked(notSeen.join(', ')), words)}`];
  return linked(lines([markup`🚨 ${said}`, ...lacking]), url, words);
}

/** Tells who has added to an incident where it is. */
export function joinedMessage(
  { line, url }: StandingIncident,
  { added, noun }: { readonly added: number; readonly noun: Noun },
  words: SlackWords,
): Message {
  return linked(markup`✓ ${words.incidents.open.joined(added, noun, short(line, words))}`, url, words);
}

/** Says of those who were to come into an incident that they are in it. @param names as lists have them */
export function inItMessage(
  {
    names,
    number,
    url,
  }: { readonly names: readonly string[]; readonly number: number; readonly url: string | null },
  words: SlackWords,
): Message {
  const said = words.incidents.unchanged.areIn(short(names.join(', '), words), names.length, `#${number}`);
  return linked(markup`ℹ️ ${said}`, url, words);
}

/** Why something that somebody has told was not recorded. */
export interface Unchanged {
  readonly incident: Incident;
  readonly why: WhyUnchanged;
  /** The incident in short. */
  readonly line: string;
  /** Whom it was about, as lists have them; null: nobody. */
  readonly who: string | null;
  readonly askerUserId: string;
  /** Of its root message; null: it does not stand yet, or whoever asks has it before them. */
  readonly url: string | null;
  readonly nowMs: EpochMs;
}

/** Says why nothing was recorded: what is so already, who was first if somebody was, and how it stands now. */
export function unchangedMessage(unchanged: Unchanged, words: SlackWords): Message {
  const { incident, line, url } = unchanged;
  const says = words.incidents.unchanged;
  const incidentWords = incidentWordsIn(words.locale);
  const stands = markup`${says.stands(short(line, words), incidentWords.statuses[incident.status])}`;
  const { leadUserId } = incident;
  const led = leadUserId === null ? stands : markup`${stands} · ${woven(says.lead, mention(leadUserId))}`;
  const first = whyUnchanged(unchanged, words);
  return validMessage({
    text: markup`${first} ${led}`.markup,
    blocks: [section(markup`ℹ️ ${first}`), context(led), ...linkTo(url, words)],
  });
}

/** What was told is kept; the number by which it is corrected stands with it. */
export function toldMessage(sentence: string, note: string | null, words: SlackWords): Message {
  const said = markup`✓ ${short(sentence, words)}`;
  return validMessage({
    text: said.markup,
    blocks: [section(said), ...(note === null ? [] : [context(markup`${note}`)])],
  });
}

/** A postmortem stands in the thread, or was written in: what can be done with it. */
export function postmortemMessage(incidentId: string, sentence: string, words: SlackWords): Message {
  const said = markup`📄 ${short(sentence, words)}`;
  const { editPostmortem, postPostmortem } = words.incidents.buttons;
  return validMessage({
    text: said.markup,
    blocks: [
      section(said),
      actions([
        button(ACTION_IDS.editPostmortem, editPostmortem, incidentId),
        button(ACTION_IDS.postPostmortem, postPostmortem, incidentId),
      ]),
    ],
  });
}

function whyUnchanged(unchanged: Unchanged, words: SlackWords): Markup {
  const { why, incident } = unchanged;
  const says = words.incidents.unchanged;
  switch (why.code) {
    case 'told-before':
      return markup`${says.already}`;
    case 'already-so':
      return why.fact === null ? markup`${says.already}` : alreadySo(why.fact, unchanged, words);
    case 'not-from-here':
      return markup`${says.notFromHere(incidentWordsIn(words.locale).statuses[why.status])}`;
    case 'no-such-subject':
      return markup`${says.noSuchSubject}`;
    case 'no-such-fact': {
      const isOpening = incident.facts.some(({ seq, body }) => seq === why.seq && body.kind === 'opened');
      return markup`${isOpening ? says.opening : says.noSuchFact(why.seq)}`;
    }
  }
}

/** What is so, and who was first, where somebody else has done this very thing just before. */
function alreadySo(fact: Fact, unchanged: Unchanged, words: SlackWords): Markup {
  const { by, recordedAtMs, body } = fact;
  const { askerUserId, nowMs } = unchanged;
  const so = whatIsSo(fact, unchanged, words);
  const isSame = body.kind !== 'opened' && !(body.kind === 'subject-added' && body.why === 'opening');
  if (!isSame || by.kind !== 'person' || by.userId === askerUserId || nowMs - recordedAtMs > JUST_BEFORE_MS) {
    return so;
  }
  const at = atIn(unchanged, recordedAtMs, words);
  return markup`${so} ${woven((user) => words.incidents.unchanged.first(user, at), mention(by.userId))}`;
}

function whatIsSo({ by, body, recordedAtMs }: Fact, unchanged: Unchanged, words: SlackWords): Markup {
  const { incident, who, askerUserId } = unchanged;
  const says = words.incidents.unchanged;
  const at = atIn(unchanged, recordedAtMs, words);
  const named = short(who ?? '', words);
  switch (body.kind) {
    // What has not been changed since is as it was opened.
    case 'opened':
    case 'severity-changed':
      return markup`${says.severity(incident.severity)}`;
    case 'status-changed':
      return markup`${says.status(incidentWordsIn(words.locale).statuses[body.to], at)}`;
    case 'reopened':
      return markup`${says.reopened(at)}`;
    case 'lead-taken':
      return by.kind === 'bot' || by.userId === askerUserId
        ? markup`${says.youLead}`
        : woven(says.leads, mention(by.userId));
    case 'subject-added':
      return markup`${says.areIn(named, 1, `#${incident.number}`)}`;
    case 'subject-removed':
      return markup`${says.isOut(named, `#${incident.number}`)}`;
    case 'withdrawn':
      return markup`${says.withdrawn(body.seqOfWrong)}`;
    case 'corrected':
      return markup`${says.saysSo(body.seqOfWrong)}`;
    default:
      return markup`${says.already}`;
  }
}

function atIn({ incident, nowMs }: Unchanged, atMs: EpochMs, { locale }: SlackWords): string {
  return incidentWordsIn(locale).dates(incident.timeZone, nowMs).zoned(atMs);
}

function linked(said: Markup, url: string | null, words: SlackWords): Message {
  return validMessage({
    text: said.markup,
    blocks: [section(said), ...linkTo(url, words)],
  });
}

function linkTo(url: string | null, { incidents }: SlackWords): readonly OutgoingBlock[] {
  if (url === null || url.length > SLACK_LIMITS.buttonUrl) return [];
  return [actions([linkButton(`${ACTION_IDS.openLink}:0`, incidents.buttons.go, url)])];
}

function short(text: string, { leftOut }: SlackWords): string {
  return shortenText(text, MAX_TEXT, leftOut.characters);
}
