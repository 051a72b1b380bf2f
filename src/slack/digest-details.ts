import type { Button } from '@slack/types';
import type { Canary } from '../checks/fleet.ts';
import type { Noun } from '../checks/report.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { DigestEntry, DigestLine, EntryGroup } from '../digests/digest-report.ts';
import { digestWordsIn } from '../words/digest.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, context, linkButton, section, type Message, type OutgoingBlock } from './blocks.ts';
import { bodyText } from './body-text.ts';
import { writeDetailsPage, writeDigestSubject } from './digest-target.ts';
import { SLACK_LIMITS } from './limits.ts';
import { lines, markup, mention, woven, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { STATE_EMOJI } from './state-emoji.ts';
import { ASKED_PLAINLY, writeTarget } from './target.ts';
import { textLengthOf, validMessage } from './validate-message.ts';

/** So much is read at once; the rest is asked for by a button. */
const MOST_MESSAGES = 2;
const MAX_NAME = 160;
const MAX_DETAILS = 160;
const MAX_STATEMENT = 240;
const MAX_STANDING = 400;
const MAX_OUTAGE = 600;
const MAX_COVERAGE = 1_400;
const MAX_SIGNS = 1_400;
const MOST_HEAD_LINES = 12;
const MAX_HEAD = 2_400;
/** Room for the sentence about who is named, for the button to go on, and for the mark of a repeat. */
const RESERVE = { blocks: 3, characters: 600 } as const;

/** Everything that a digest has to tell beside its message. */
export interface DrawnDetails {
  readonly digestId: string;
  readonly checkId: string;
  readonly noun: Noun;
  /** What had no room in the message. */
  readonly more: readonly DigestLine[];
  readonly coverage: string;
  readonly canaries: readonly Canary[];
  /** That times are told in. */
  readonly timeZone: string;
  readonly asOfMs: EpochMs;
  /** In the order in which they matter, the same each time. */
  readonly groups: readonly EntryGroup[];
  /** So many of them were shown before. */
  readonly offset: number;
  /** Whoever reads it may mute. */
  readonly canMute: boolean;
}

/** One whom the details name. */
interface Told {
  readonly entry: DigestEntry;
  /** As in `EntryGroup`. */
  readonly outage: string | null;
}

/** What goes into one message: those from `first` on, counted from 0, before `end`. */
interface DetailsMessage {
  readonly blocks: OutgoingBlock[];
  readonly first: number;
  end: number;
}

/**
 * The details of a digest for its thread from `offset` on: one message or two, with a button to check each that is named, and where there are more
 * with one to show the next. From 0 on they begin with what the digest tells besides. None where all were shown before.
 */
export function digestDetails(drawn: DrawnDetails, words: SlackWords): readonly Message[] {
  const { groups, digestId, noun, offset } = drawn;
  const { details } = words.digests;
  const everybody = groups.flatMap(({ outage, entries }) => entries.map((entry) => ({ entry, outage })));
  const of = everybody.length;
  const laidOut = layOut(everybody, offset, drawn, words);
  const end = laidOut.at(-1)?.end ?? of;
  if (end < of) {
    const next = (layOut(everybody, end, drawn, words).at(-1)?.end ?? of) - end;
    const value = writeDetailsPage({ digestId, offset: end });
    laidOut.at(-1)?.blocks.push(actions([button(ACTION_IDS.digestMore, details.next(next, of), value)]));
  }
  return laidOut.map(({ blocks, first, end: last }, index) => {
    if (offset === 0 && index === 0) {
      return validMessage({ text: markup`${details.headline(noun, of)}`.markup, blocks });
    }
    const said = markup`${details.range(noun, first + 1, last, of)}`;
    return validMessage({ text: said.markup, blocks: [context(said), ...blocks] });
  });
}

/** As many from `offset` on as go into the messages of one press. */
function layOut(
  everybody: readonly Told[],
  offset: number,
  drawn: DrawnDetails,
  words: SlackWords,
): readonly DetailsMessage[] {
  if (offset > 0 && offset >= everybody.length) return [];
  let message: DetailsMessage = {
    blocks: offset === 0 ? headOf(drawn, everybody.length, words) : [],
    first: offset,
    end: offset,
  };
  const messages = [message];
  let outage: string | null = null;
  for (const told of everybody.slice(offset)) {
    const blocks = blocksOf(told.entry, drawn, words);
    const headed = [...headingOf(told, outage, words), ...blocks];
    if (fits(message.blocks, headed)) {
      message.blocks.push(...headed);
    } else {
      if (messages.length === MOST_MESSAGES) break;
      message = {
        blocks: [...headingOf(told, null, words), ...blocks],
        first: message.end,
        end: message.end,
      };
      messages.push(message);
    }
    message.end += 1;
    outage = told.outage;
  }
  return messages;
}

/** Above the first of an outage in each message. @param before the outage of the one above */
function headingOf({ outage }: Told, before: string | null, words: SlackWords): readonly OutgoingBlock[] {
  if (outage === null || outage === before) return [];
  const { labels } = digestWordsIn(words.locale);
  return [section(markup`*${labels.outage}:* ${shorten(outage, MAX_OUTAGE, words)}`)];
}

/**
 * Says that the details stand already.
 * @param url where; null: Slack does not tell
 */
export function detailsAlreadyMessage(url: string | null, { digests }: SlackWords): Message {
  const said = markup`${digests.details.already}`;
  return validMessage({
    text: said.markup,
    blocks: [
      section(said),
      ...(url === null ? [] : [actions([linkButton(`${ACTION_IDS.openLink}:0`, digests.details.go, url)])]),
    ],
  });
}

function headOf(drawn: DrawnDetails, named: number, words: SlackWords): OutgoingBlock[] {
  const { noun, more, coverage } = drawn;
  const { details } = words.digests;
  const headline = markup`*${details.headline(noun, named)}*`;
  const room = { lines: MOST_HEAD_LINES, characters: MAX_HEAD };
  const signs = signsOf(drawn, words);
  return [
    section(bodyText(headline, more, room, words)),
    ...(signs === '' ? [] : [context(markup`${details.signs}: ${shorten(signs, MAX_SIGNS, words)}`)]),
    context(markup`${shorten(coverage, MAX_COVERAGE, words)}`),
  ];
}

function signsOf({ canaries, timeZone, asOfMs }: DrawnDetails, { locale, digests }: SlackWords): string {
  const dates = digestWordsIn(locale).dates(timeZone, asOfMs);
  return canaries
    .map(({ sinceMs, newestAtMs, ...canary }) => {
      const newest = newestAtMs === null ? null : dates.dayTime(newestAtMs);
      return digests.details.sign({ ...canary, since: dates.dayTime(sinceMs), newest });
    })
    .join(' · ');
}

function fits(page: readonly OutgoingBlock[], more: readonly OutgoingBlock[]): boolean {
  const characters = [...page, ...more].reduce((sum, block) => sum + textLengthOf(block), 0);
  return (
    page.length + more.length + RESERVE.blocks <= SLACK_LIMITS.messageBlocks &&
    characters + RESERVE.characters <= SLACK_LIMITS.allBlocksText
  );
}

function blocksOf(entry: DigestEntry, drawn: DrawnDetails, words: SlackWords): readonly OutgoingBlock[] {
  const target = writeTarget({ ...ASKED_PLAINLY, checkId: drawn.checkId, subjectId: entry.subjectId });
  const check = button(ACTION_IDS.checkThis, words.buttons.check, target);
  const mute = muteButton(entry, drawn, words);
  const text = textOf(entry, words);
  return mute === null ? [section(text, check)] : [section(text), actions([check, mute])];
}

/** Whoever is well, or is not watched any more, is in no list that a mute would keep them out of. */
function muteButton(
  { subjectId, state, mutedByUserId }: DigestEntry,
  { digestId, canMute }: DrawnDetails,
  { digests }: SlackWords,
): Button | null {
  if (!canMute) return null;
  const value = writeDigestSubject({ digestId, subjectId });
  const { mute, unmute } = digests.buttons;
  if (mutedByUserId !== null) return button(ACTION_IDS.unmute, unmute, value);
  const isNotWell = state === 'missing' || state === 'partial' || state === 'unknown';
  return isNotWell ? button(ACTION_IDS.mute, mute, value) : null;
}

function textOf(
  { state, name, details, statement, standing, mutedByUserId }: DigestEntry,
  words: SlackWords,
): Markup {
  const what = [shorten(details, MAX_DETAILS, words), shorten(statement, MAX_STATEMENT, words)];
  const first = markup`${STATE_EMOJI[state]} *${shorten(name, MAX_NAME, words)}* · ${what.filter((part) => part !== '').join(' · ')}`;
  const second = markup`${shorten(standing, MAX_STANDING, words)}`;
  if (mutedByUserId === null) return lines([first, second]);
  const by = woven(words.digests.details.mutedBy, mention(mutedByUserId));
  return lines([first, markup`${second} · ${by}`]);
}

function shorten(text: string, max: number, { leftOut }: SlackWords): string {
  return shortenText(text, max, leftOut.characters);
}
