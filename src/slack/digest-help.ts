import type { Audience } from '../access/admission.ts';
import type { Check } from '../checks/check.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { context, section, type Message, type OutgoingBlock } from './blocks.ts';
import { DIGEST_COMMAND, DIGEST_DEEDS, type DigestDeed } from './digest-command-text.ts';
import { lines, markup, verbatim } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const MAX_WORD = 80;

/** What somebody who may not subscribe anything can do; what they ask for, they alone see. */
const HELP_DESK_DEEDS: readonly DigestDeed[] = ['now', 'list'];

/** How to use `/portal-digest`. @param checks those that have digests */
export function digestHelpMessage(
  checks: readonly [Check, ...Check[]],
  audience: Audience,
  words: SlackWords,
): Message {
  const headline = words.digests.help.headline(checks[0].words(words.locale).noun);
  return validMessage({
    text: markup`${headline} ${words.usage.example} ${DIGEST_COMMAND} now`.markup,
    blocks: [section(markup`*${headline}*`), ...helpBlocks(checks, audience, words)],
  });
}

/** Says which word of the command cannot be read, and what can. */
export function digestUsageMessage(
  word: string,
  checks: readonly [Check, ...Check[]],
  audience: Audience,
  words: SlackWords,
): Message {
  const said = words.digests.usage.unknown(shortenText(word, MAX_WORD, words.leftOut.characters));
  return validMessage({
    text: markup`${said}`.markup,
    blocks: [section(markup`*${said}*`), ...helpBlocks(checks, audience, words)],
  });
}

function helpBlocks(
  [, ...others]: readonly [Check, ...Check[]],
  audience: Audience,
  { digests: { help } }: SlackWords,
): readonly OutgoingBlock[] {
  const isEngineer = audience === 'engineer';
  const also = help.also();
  const meaningOf = (deed: DigestDeed) => (deed === 'now' && !isEngineer ? help.nowForYou : help[deed]);
  const deeds = isEngineer ? DIGEST_DEEDS : HELP_DESK_DEEDS;
  const rows = [
    ...deeds.map((deed) => [`${DIGEST_COMMAND} ${deed}`, meaningOf(deed)] as const),
    ...others.map(({ id }) => [`${DIGEST_COMMAND} ${id} now`, help.check] as const),
    [`${DIGEST_COMMAND} help`, help.help] as const,
  ];
  return [
    section(lines(rows.map(([command, meaning]) => markup`${verbatim(command)} ${meaning}`))),
    context(markup`${isEngineer ? help.rights : help.private}`),
    ...(also === null ? [] : [context(markup`${also}`)]),
  ];
}
