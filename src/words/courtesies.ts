import type { Locale } from './locale.ts';
import { plainWordsOf } from './plain-words.ts';

/**
 * What people say to a bot besides asking it. `thanks` want no answer; assent is as good. A `greeting` may wait for one, and so may a
 * message that says nothing, as "?".
 */
export type Courtesy = 'thanks' | 'greeting';

/** Words of courtesy, with spaces between them. `besides`: what stands around the others, and is no courtesy alone. */
type CourtesyWords = Readonly<Record<Courtesy | 'besides', string>>;

/** Few, and all that there are: what may be a name is not to be taken for courtesy. */
const COURTESIES: Readonly<Record<Locale, CourtesyWords>> = {
  en: {
    thanks: 'thanks thank thx ty cheers ok okay great perfect nice cool got',
    greeting: 'hello hi hey morning afternoon evening',
    besides:
      'you so very much a lot all everybody everyone team there bot for the your help helps helped works it that and good no',
  },
  es: {
    thanks: 'gracias ok vale listo perfecto genial excelente entendido acuerdo',
    greeting: 'hola buen buenas buenos saludos',
    besides:
      'muchas muchísimas mil muy amable por todo todos a la tu su ayuda y de bien ya equipo bot día días tardes noches qué tal',
  },
};

/** Emoji that thank or assent: by the names that Slack writes in messages, and as they are. */
const THANKS_EMOJI =
  ':+1: :thumbsup: :pray: :ok_hand: :clap: :raised_hands: :heart: :tada: :white_check_mark: 👍 🙏 👌 👏 🙌 ❤ 🎉 ✅'.split(
    ' ',
  );

/** ":+1:" and each part of ":+1::skin-tone-2:", but not the minutes of a time as 11:04:05. */
const EMOJI_NAME = /:(?:100|1234|(?!\p{N}+:)[\p{L}\p{N}_'+-]+):/gu;

/** People, groups and channels, as Slack writes them in messages. */
const MENTIONED = /<[@#!][^<>]*>/gu;

/** A text without what Slack writes in place of emoji and mentions: nobody's name has these. */
export function spokenIn(text: string): string {
  return text.replaceAll(MENTIONED, ' ').replaceAll(EMOJI_NAME, ' ').replaceAll(/\s+/gu, ' ').trim();
}

/** The courtesy that a text is, in any language; null: it says something else, or more. */
export function courtesyIn(text: string): Courtesy | null {
  const words = plainWordsOf(spokenIn(text));
  if (!words.every((word) => KNOWN.has(word))) return null;
  if (words.some((word) => GREETING.has(word))) return 'greeting';
  const isThanks =
    words.some((word) => THANKS.has(word)) || THANKS_EMOJI.some((emoji) => text.includes(emoji));
  if (isThanks && !text.includes('?')) return 'thanks';
  return isThanks || words.length === 0 ? 'greeting' : null;
}

const THANKS = wordsOf('thanks');
const GREETING = wordsOf('greeting');
const KNOWN = new Set([...THANKS, ...GREETING, ...wordsOf('besides')]);

function wordsOf(kind: keyof CourtesyWords): ReadonlySet<string> {
  return new Set(Object.values(COURTESIES).flatMap((courtesies) => plainWordsOf(courtesies[kind])));
}
