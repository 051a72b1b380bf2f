import type { Check } from '../checks/check.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { context, section, type Message, type OutgoingBlock } from './blocks.ts';
import { COMMAND, MAX_SUBJECTS, MENTION, type Unreadable } from './command-text.ts';
import { DIGEST_COMMAND } from './digest-command-text.ts';
import { INCIDENT_COMMAND } from './incident-command-text.ts';
import { lines, markup, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const EXAMPLE_AS_OF = '2025-07-24T05:31-07:00';
const MAX_WORD = 80;
const MAX_PROBLEMS = 10;
const MAX_IGNORED_WORDS = 20;

/**
 * Shows which words of a command could not be read, and how it would be right.
 * @param isFirst false for a check that must be named in the command
 */
export function usageMessage(
  check: Check,
  problems: readonly Unreadable[],
  words: SlackWords,
  isFirst = true,
): Message {
  const sentences = problems.slice(0, MAX_PROBLEMS).map((problem) => sentenceFor(problem, check, words));
  const rest = problems.length - sentences.length;
  const said = rest === 0 ? sentences : [...sentences, words.leftOut.words(rest)];
  const first = markup`*${words.usage.headline}*`;
  const example = markup`${words.usage.example} ${code(exampleFor(problems, check, isFirst))}`;
  return validMessage({
    text: markup`${words.usage.headline} ${said.join(' ')}`.markup,
    blocks: [section(lines([first, ...said.map((sentence) => markup`${sentence}`), example]))],
  });
}

/** How to use the command, with an id of each check as example. */
export function helpMessage(checks: readonly [Check, ...Check[]], words: SlackWords): Message {
  const [first] = checks;
  const headline = words.help.headline(first.words(words.locale).noun);
  return validMessage({
    text: markup`${headline} ${words.usage.example} ${exampleCommand(first)}`.markup,
    blocks: [section(markup`*${headline}*`), ...helpBlocks(checks, words)],
  });
}

/**
 * Greets, and says in one sentence how to ask in a message.
 * @param isFirst false for a check that must be named
 */
export function greetingMessage(check: Check, words: SlackWords, isFirst: boolean): Message {
  const { directory, example } = check.subject;
  const { noun } = check.words(words.locale);
  const sentence = directory === null ? words.greeting.byId(noun) : words.greeting.byName(noun);
  const asked = `${MENTION} ${isFirst ? '' : `${check.id} `}${directory?.exampleWords ?? example}`;
  const examples = markup`${words.usage.example} ${code(asked)} · ${code(`${MENTION} help`)}`;
  return validMessage({
    text: markup`${sentence}`.markup,
    blocks: [section(markup`👋 ${sentence}`), context(examples)],
  });
}

/** What can be typed, with an example of each. */
export function helpBlocks(
  checks: readonly [Check, ...Check[]],
  words: SlackWords,
): readonly OutgoingBlock[] {
  const [first, ...others] = checks;
  const { example } = first.subject;
  const { noun } = first.words(words.locale);
  const { help } = words;
  const watched = checks.find(({ fleet }) => fleet !== null);
  const rows: readonly (readonly [string, string])[] = [
    [`${COMMAND} ${example}`, help.one(noun)],
    [`${COMMAND} ${example} …`, help.several(MAX_SUBJECTS)],
    ...(first.subject.directory === null
      ? []
      : [[`${COMMAND} ${first.subject.directory.exampleWords}`, help.name(noun)] as const]),
    [`${COMMAND} ${example} window 14d`, help.window],
    [`${COMMAND} ${example} as-of ${EXAMPLE_AS_OF}`, help.asOf],
    [`${COMMAND} ${example} private|public`, help.visibility],
    ...others.map(({ id, subject }) => [`${COMMAND} ${id} ${subject.example}`, help.check] as const),
    ...(watched === undefined
      ? []
      : [[`${DIGEST_COMMAND} help`, words.digests.help.all(watched.words(words.locale).noun)] as const]),
    [`${INCIDENT_COMMAND} help`, words.incidents.help.all],
    [`${COMMAND} help`, help.help],
  ];
  return [
    section(lines(rows.map(([command, meaning]) => markup`${code(command)} ${meaning}`))),
    context(markup`${help.threads}`),
  ];
}

/** Says which words beside the ids were passed over. */
export function ignoredMessage(ignored: readonly string[], words: SlackWords): Message {
  const shown = ignored.slice(0, MAX_IGNORED_WORDS).map((word) => short(word, words));
  const rest = ignored.length - shown.length;
  const said = `${words.ignored} ${shown.join(' ')}${rest === 0 ? '' : ` ${words.leftOut.words(rest)}`}`;
  return validMessage({ text: markup`${said}`.markup, blocks: [context(markup`${said}`)] });
}

/** What somebody can type to make a check again. */
export function exampleCommand(check: Check, isFirst = true): string {
  return `${COMMAND} ${isFirst ? '' : `${check.id} `}${check.subject.example}`;
}

/** One sentence on one thing that cannot be read. */
export function sentenceFor(problem: Unreadable, check: Check, words: SlackWords): string {
  const { usage } = words;
  const { noun } = check.words(words.locale);
  switch (problem.code) {
    case 'no-name':
      return usage.noName;
    case 'two-visibilities':
      return usage.twoVisibilities;
    case 'no-id':
      return usage.noId(noun);
    case 'not-an-id':
      return usage.notAnId(short(problem.word, words), noun);
    case 'too-many-ids':
      return usage.tooManyIds(problem.count, MAX_SUBJECTS);
    case 'mistyped-option':
      return usage.mistypedOption(short(problem.word, words), problem.option);
    case 'twice':
      return usage.twice(problem.option);
    case 'missing-value':
      return problem.option === 'window' ? usage.windowMissing : usage.asOfMissing;
    case 'window':
      return usage.window(short(problem.word, words));
    case 'as-of':
      return usage.asOf(short(problem.word, words));
    case 'as-of-without-offset':
      return usage.asOfWithoutOffset(short(problem.word, words));
    case 'as-of-in-future':
      break;
  }
  return usage.asOfInFuture(short(problem.word, words));
}

/** An example that shows what was wrong done right. */
function exampleFor(problems: readonly Unreadable[], check: Check, isFirst: boolean): string {
  const concerns = (option: string): boolean =>
    problems.some((problem) =>
      'option' in problem ? problem.option === option : problem.code.startsWith(option),
    );
  return [
    exampleCommand(check, isFirst),
    ...(concerns('window') ? ['window 14d'] : []),
    ...(concerns('as-of') ? [`as-of ${EXAMPLE_AS_OF}`] : []),
  ].join(' ');
}

function short(word: string, words: SlackWords): string {
  return shortenText(word, MAX_WORD, words.leftOut.characters);
}

function code(text: string): Markup {
  return markup`\`${text}\``;
}
