import type { Noun } from '../checks/report.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Fact } from '../incidents/fact.ts';
import type { Incident } from '../incidents/incident.ts';
import type { WhyUnchanged } from '../incidents/incidents.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, context, linkButton, section, type Message } from './blocks.ts';
import { channelLink, lines, markup, mention, woven, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const MAX_TEXT = 1_200;

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

/** Says why nothing was recorded: who was first, and how it stands now. */
export function unchangedMessage(
  {
    incident,
    why,
    line,
    nowMs,
  }: {
    readonly incident: Incident;
    readonly why: WhyUnchanged;
    readonly line: string;
    readonly nowMs: EpochMs;
  },
  words: SlackWords,
): Message {
  const says = words.incidents.unchanged;
  const incidentWords = incidentWordsIn(words.locale);
  const stands = markup`${says.stands(short(line, words), incidentWords.statuses[incident.status])}`;
  const { leadUserId } = incident;
  const led = leadUserId === null ? stands : markup`${stands} · ${woven(says.lead, mention(leadUserId))}`;
  const first = whyUnchanged(why, (atMs) => incidentWords.dates(incident.timeZone, nowMs).zoned(atMs), words);
  return validMessage({
    text: markup`${first} ${led}`.markup,
    blocks: [section(markup`ℹ️ ${first}`), context(led)],
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

function whyUnchanged(why: WhyUnchanged, at: (atMs: EpochMs) => string, words: SlackWords): Markup {
  const says = words.incidents.unchanged;
  switch (why.code) {
    case 'told-before':
      return markup`${says.already}`;
    case 'already-so':
      return why.fact === null ? markup`${says.already}` : whoWasFirst(why.fact, at, words);
    case 'not-from-here':
      return markup`${says.notFromHere(incidentWordsIn(words.locale).statuses[why.status])}`;
    case 'no-such-subject':
      return markup`${says.noSuchSubject}`;
    case 'no-such-fact':
      return markup`${says.noSuchFact(why.seq)}`;
  }
}

function whoWasFirst(
  { by, recordedAtMs }: Fact,
  at: (atMs: EpochMs) => string,
  { incidents: { unchanged } }: SlackWords,
): Markup {
  return by.kind === 'person'
    ? woven((user) => unchanged.alreadySo(user, at(recordedAtMs)), mention(by.userId))
    : markup`${unchanged.alreadySoByBot(at(recordedAtMs))}`;
}

function linked(said: Markup, url: string | null, { incidents }: SlackWords): Message {
  return validMessage({
    text: said.markup,
    blocks: [
      section(said),
      ...(url === null ? [] : [actions([linkButton(`${ACTION_IDS.openLink}:0`, incidents.buttons.go, url)])]),
    ],
  });
}

function short(text: string, { leftOut }: SlackWords): string {
  return shortenText(text, MAX_TEXT, leftOut.characters);
}
