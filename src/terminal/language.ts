import { knownLocale, type Locale } from '../words/locale.ts';
import { terminalEn, type TerminalWords } from '../words/terminal.en.ts';

/**
 * The language that a command line asks for, before anything of it is read: `--language`, else the setting `BOT_LANGUAGE`, else English.
 * A language that there is not counts as none here; it is refused where options and settings are read.
 */
export function localeOf(argv: readonly string[], environment: NodeJS.ProcessEnv): Locale {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const asked = words.flatMap((word, index) => {
    const [option, value] = word.split('=', 2);
    return option === '--language' ? [value ?? words[index + 1]] : [];
  });
  return knownLocale(asked.at(-1)) ?? knownLocale(environment['BOT_LANGUAGE']) ?? 'en';
}

/** The words of one language. Another one than English is loaded only where it is spoken: `--help` starts fast. */
export async function terminalWordsIn(locale: Locale): Promise<TerminalWords> {
  return locale === 'es' ? (await import('../words/terminal.es.ts')).terminalEs : terminalEn;
}
