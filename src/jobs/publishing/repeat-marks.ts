import type { Incident } from '../../incidents/incident.ts';
import { asRepeat } from '../../slack/as-repeat.ts';
import type { Message } from '../../slack/blocks.ts';
import { wordsIn } from '../../words/slack.ts';

/** A message in the language of its incident's thread, marked where it may stand there already. */
export function messageMarked(
  message: Message,
  mayRepeat: boolean,
  { locale }: Pick<Incident, 'locale'>,
): Message {
  return mayRepeat ? asRepeat(message, wordsIn(locale)) : message;
}

/** The same of the title of a picture. */
export function titleMarked(title: string, mayRepeat: boolean, { locale }: Pick<Incident, 'locale'>): string {
  return mayRepeat ? `${title} (${wordsIn(locale).digests.mayRepeat})` : title;
}
