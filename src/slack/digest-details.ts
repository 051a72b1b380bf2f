import type { Button } from '@slack/types';
import type { Canary } from '../checks/fleet.ts';
import type { Noun } from '../checks/report.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { DigestEntry, DigestLine } from '../digests/digest-report.ts';
import { digestWordsIn } from '../words/digest.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, context, linkButton, section, type Message, type OutgoingBlock } from './blocks.ts';
import { bodyText } from './body-text.ts';
import { writeDigestSubject } from './digest-target.ts';
import { SLACK_LIMITS } from './limits.ts';
import { lines, markup, mention, woven, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { STATE_EMOJI } from './state-emoji.ts';
import { ASKED_PLAINLY, writeTarget } from './target.ts';
import { textLengthOf, validMessage } from './validate-message.ts';

/** So much of a thread is read; the rest stands in the CSV. */
const MOST_MESSAGES = 2;
const MAX_NAME = 160;
const MAX_DETAILS = 160;
const MAX_STATEMENT = 240;
const MAX_STANDING = 400;
const MAX_COVERAGE = 1_400;
const MAX_SIGNS = 1_400;
const MOST_HEAD_LINES = 12;
const MAX_HEAD = 2_400;
/** Room for the sentence about who is left out, and for the mark of a repeat. */
const RESERVE = { blocks: 2, characters: 600 } as const;

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
  /** In the order in which they matter. */
  readonly entries: readonly DigestEntry[];
  /** So many more in outages, who are not told by name. */
  readonly inOutage: number;
  /** Whoever reads it may mute. */
  readonly canMute: boolean;
}

/** The details of a digest for its thread: one message or two, with a button to check each that is named. */
export function digestDetails(drawn: DrawnDetails, words: SlackWords): readonly Message[] {
  const { entries, inOutage, noun } = drawn;
  const { details } = words.digests;
  const pages: OutgoingBlock[][] = [headOf(drawn, words)];
  let told = 0;
  for (const entry of entries) {
    const blocks = blocksOf(entry, drawn, words);
    let page = pages.at(-1) ?? [];
    if (!fits(page, blocks)) {
      if (pages.length === MOST_MESSAGES) break;
      page = [];
      pages.push(page);
    }
    page.push(...blocks);
    told += 1;
  }
  const rest = [
    ...(inOutage === 0 ? [] : [details.inOutage(inOutage)]),
    ...(told === entries.length ? [] : [details.leftOut(entries.length - told)]),
  ];
  if (rest.length > 0) pages.at(-1)?.push(context(markup`${rest.join(' ')}`));
  const text = markup`${details.headline(noun, entries.length)}`.markup;
  return pages.map((blocks) => validMessage({ text, blocks }));
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

function headOf(drawn: DrawnDetails, words: SlackWords): OutgoingBlock[] {
  const { noun, entries, more, coverage } = drawn;
  const { details } = words.digests;
  const headline = markup`*${details.headline(noun, entries.length)}*`;
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
