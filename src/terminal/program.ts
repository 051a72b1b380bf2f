import { Command, Option, type CommanderError, type Help } from 'commander';
import { LOCALES } from '../words/locale.ts';
import type { TerminalWords } from '../words/terminal.en.ts';

interface Output {
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

/**
 * The program without its commands: its help is in the language of these words. A command line that it refuses, and help that was asked
 * for, end in a CommanderError; the words of a refusal are made by `sentenceFor`.
 */
export function createProgram(words: TerminalWords, { writeOut, writeErr }: Output): Command {
  const { help, values } = words;
  return new Command('portal-check')
    .description(help.program)
    .configureOutput({ writeOut, writeErr, outputError: () => {} })
    .configureHelp(helpIn(words))
    .exitOverride()
    .helpOption('-h, --help', help.shows)
    .helpCommand(`help [${values.command}]`, help.ofCommand)
    .addOption(new Option(`--language <${values.language}>`, help.language).choices(LOCALES))
    .addHelpText('after', `\n${help.exitCodes}`);
}

/** The option `--format` of a command: the first format is meant where none is named. */
export function formatOption(words: TerminalWords, description: string, formats: readonly string[]): Option {
  return new Option(`--format <${words.values.format}>`, description).choices(formats).default(formats[0]);
}

/** An option that may stand several times, each time with one value. */
export function severalOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser<readonly string[] | undefined>((value, earlier) => [
    ...(earlier ?? []),
    value,
  ]);
}

/** What Commander writes in English of its own accord. */
function helpIn({ help }: TerminalWords): Partial<Help> {
  const titles = new Map([
    ['Usage:', help.usage],
    ['Arguments:', help.arguments],
    ['Options:', help.options],
    ['Global Options:', help.globalOptions],
    ['Commands:', help.commands],
  ]);
  const inWords = (text: string): string =>
    text.replace('[options]', help.anyOptions).replace('[command]', help.anyCommand);
  return {
    showGlobalOptions: true,
    styleTitle: (title) => titles.get(title) ?? title,
    styleUsage: inWords,
    styleSubcommandTerm: inWords,
    optionDescription: ({ description, argChoices, defaultValue }) => {
      const remarks = [
        ...(argChoices === undefined ? [] : [help.oneOf(argChoices)]),
        ...(typeof defaultValue === 'string' ? [help.ifLeftOut(defaultValue)] : []),
      ];
      return remarks.length === 0 ? description : `${description} (${remarks.join('; ')})`;
    },
  };
}

type Refusals = TerminalWords['refusals'];

/** Commander tells what it refuses in an English sentence only: what the sentence is about is read out of it. */
const SENTENCES: Readonly<
  Record<string, readonly [pattern: RegExp, say: (refusals: Refusals, ...parts: string[]) => string]>
> = {
  'commander.unknownCommand': [
    /^error: unknown command '(.*?)'(?:\n\(Did you mean (?:one of )?(.*)\?\))?$/su,
    ({ unknownCommand }, name = '', similar = '') => unknownCommand(name, similar === '' ? null : similar),
  ],
  'commander.unknownOption': [
    /^error: unknown option '(.*?)'(?:\n\(Did you mean (?:one of )?(.*)\?\))?$/su,
    ({ unknownOption }, name = '', similar = '') => unknownOption(name, similar === '' ? null : similar),
  ],
  'commander.missingArgument': [
    /^error: missing required argument '(.*)'$/su,
    ({ missingArgument }, name = '') => missingArgument(name),
  ],
  'commander.optionMissingArgument': [
    /^error: option '(.*)' argument missing$/su,
    ({ missingValue }, option = '') => missingValue(option),
  ],
  'commander.invalidArgument': [
    /^error: option '(.*?)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/su,
    ({ invalidValue }, option = '', value = '', choices = '') => invalidValue(option, value, choices),
  ],
  'commander.excessArguments': [
    /^error: too many arguments.*? but got \d+: (.*)\.$/su,
    ({ tooManyArguments }, surplus = '') => tooManyArguments(surplus),
  ],
};

/** Why a command line was refused; null where Commander has said it all, which it has where it showed its help. */
export function sentenceFor({ code, message }: CommanderError, words: TerminalWords): string | null {
  if (code === 'commander.help') return null;
  const [pattern, say] = SENTENCES[code] ?? [];
  const [, ...parts] = pattern?.exec(message) ?? [];
  if (say === undefined || parts.length === 0) return message;
  return say(words.refusals, ...parts);
}
