import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { Noun } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { context, section, type Message } from './blocks.ts';
import { markup } from './markup.ts';
import { validMessage } from './validate-message.ts';

/** Which of the asked sources have answered so far. */
export type SourceProgress = readonly {
  readonly source: SourceId;
  readonly status: ReadingStatus | 'asking';
}[];

/** Stands where the diagnosis will be, while sources are still being asked. */
export function checkingMessage(
  checked: { readonly noun: Noun; readonly subjectCount: number },
  progress: SourceProgress,
  words: SlackWords,
): Message {
  const first = words.checking.headline(checked.noun, checked.subjectCount);
  const sources = progress.map(({ source, status }) => words.checking.source(source, status)).join(' · ');
  return validMessage({
    text: markup`⏳ ${first}`.markup,
    blocks: [section(markup`⏳ *${first}*`), ...(sources === '' ? [] : [context(markup`${sources}`)])],
  });
}
