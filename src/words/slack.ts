import type { Locale } from './locale.ts';
import { slackEn, type SlackWords } from './slack.en.ts';
import { slackEs } from './slack.es.ts';

const WORDS: Readonly<Record<Locale, SlackWords>> = { en: slackEn, es: slackEs };

/** The bot’s words in Slack, in one language. */
export function wordsIn(locale: Locale): SlackWords {
  return WORDS[locale];
}
