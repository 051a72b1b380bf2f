import type { ListedSubject } from '../checks/subjects.ts';
import type { Check } from '../checks/check.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { button, context, section, type Message } from './blocks.ts';
import { markup, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { writeTarget, type HowAsked } from './target.ts';
import { exampleCommand } from './usage-message.ts';
import { COMMAND } from './command-text.ts';
import { validMessage } from './validate-message.ts';

const MOST_SHOWN = 15;
const MAX_NAME = 160;
const MAX_DETAILS = 160;
const MAX_WORDS = 80;

/** A list of subjects to choose from. */
export interface FoundSubjects {
  readonly check: Check;
  readonly found: readonly ListedSubject[];
  /** With no words they were found by being like another one. */
  readonly howAsked: HowAsked;
}

/** Shows what a search by words has found: a line each, with a button to check it. */
export function foundMessage(subjects: FoundSubjects, words: SlackWords): Message {
  const searched = short(subjects.howAsked.words ?? '', MAX_WORDS, words);
  return subjects.found.length === 0
    ? nothingFound(words.found.none(searched, subjects.check.words(words.locale).noun), subjects.check, words)
    : listMessage(words.found.several(subjects.found.length, searched), subjects, words);
}

/** Shows whom somebody may have meant instead of this one. */
export function othersMessage(name: string, subjects: FoundSubjects, words: SlackWords): Message {
  const shown = short(name, MAX_NAME, words);
  return subjects.found.length === 0
    ? nothingFound(words.found.noOthers(shown), subjects.check, words)
    : listMessage(words.found.others(shown), subjects, words);
}

function nothingFound(sentence: string, check: Check, words: SlackWords): Message {
  const { directory } = check.subject;
  const command = directory === null ? exampleCommand(check) : `${COMMAND} ${directory.exampleWords}`;
  const example = markup`${words.usage.example} \`${command}\``;
  return validMessage({
    text: markup`${sentence}`.markup,
    blocks: [section(markup`${sentence}`), context(example)],
  });
}

function listMessage(first: string, subjects: FoundSubjects, words: SlackWords): Message {
  const { check, found, howAsked } = subjects;
  const shown = found.slice(0, MOST_SHOWN);
  const rest = found.length - shown.length;
  return validMessage({
    text: markup`${first} ${shown.map(({ name }) => short(name, MAX_NAME, words)).join(' · ')}`.markup,
    blocks: [
      section(markup`*${first}*`),
      ...shown.map((subject) => {
        const value = writeTarget({ ...howAsked, checkId: check.id, subjectId: subject.id });
        return section(
          lineFor(subject, check, words),
          button(ACTION_IDS.checkThis, words.buttons.check, value),
        );
      }),
      ...(rest === 0 ? [] : [context(markup`${words.found.tooMany(rest)}`)]),
    ],
  });
}

function lineFor(subject: ListedSubject, check: Check, words: SlackWords): Markup {
  const details = check.words(words.locale).listed(subject);
  return markup`*${short(subject.name, MAX_NAME, words)}* · ${short(details, MAX_DETAILS, words)}`;
}

function short(text: string, max: number, words: SlackWords): string {
  return shortenText(text, max, words.leftOut.characters);
}
