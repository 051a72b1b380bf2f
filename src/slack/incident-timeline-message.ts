import type { TimelineLine } from '../incidents/incident-report.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { context, section, type Message } from './blocks.ts';
import { inChunks } from './in-chunks.ts';
import { lines, markup, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { spoken } from './spoken.ts';
import { validMessage } from './validate-message.ts';

const MAX_HEADLINE = 400;
const MAX_LINE = 700;
/** Of all entries: with headline and hints they stay under what Slack takes in all. */
const MAX_ENTRIES = 11_500;

/** The timeline of an incident as a message. */
export interface DrawnTimeline {
  /** "#7 P2 · clinics silently skipped" */
  readonly headline: string;
  readonly timeZone: string;
  /** In their order. */
  readonly entries: readonly TimelineLine[];
}

/** The timeline, each entry with the number that corrects it. Where it is too long the newest ones are shown, and those before them are counted. */
export function incidentTimelineMessage(
  { headline, timeZone, entries }: DrawnTimeline,
  words: SlackWords,
): Message {
  const { timeline } = incidentWordsIn(words.locale);
  const title = shortenText(timeline.headline(headline, timeZone), MAX_HEADLINE, words.leftOut.characters);
  const shown = newestThatFit(entries.map((entry) => drawn(entry, words)));
  const earlier = entries.length - shown.length;
  return validMessage({
    text: markup`${title}`.markup,
    blocks: [
      section(markup`*${title}*`),
      ...(earlier === 0 ? [] : [context(markup`${timeline.earlier(earlier)}`)]),
      ...inChunks(shown).map((chunk) => section(lines(chunk))),
      context(markup`${timeline.help}`),
    ],
  });
}

/** "`5` Mon 9 June 12:28 PDT · second person reacts (@U1)"; struck through where it was withdrawn, and by whom. */
function drawn({ seq, at, said, withdrawn }: TimelineLine, words: SlackWords): Markup {
  const told = spoken(said, MAX_LINE, words);
  return withdrawn === null
    ? markup`\`${seq}\` ${at} · ${told}`
    : markup`\`${seq}\` ${at} · ~${told}~ · ${spoken(withdrawn, MAX_LINE, words)}`;
}

function newestThatFit(pieces: readonly Markup[]): readonly Markup[] {
  let room = MAX_ENTRIES;
  const tooMany = pieces.findLastIndex((piece) => {
    room -= piece.markup.length + 1;
    return room < 0;
  });
  return pieces.slice(tooMany + 1);
}
