import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { localeOf } from '../../src/terminal/language.ts';
import { terminalEn } from '../../src/words/terminal.en.ts';
import { terminalEs } from '../../src/words/terminal.es.ts';
import { runTerminal } from '../support/terminal.ts';

const COMMANDS = ['check', 'digest', 'replay', 'audit', 'feedback', 'migrate', 'verdicts', 'doctor'];
const ENGLISH_STOP_WORD = /(?<![\p{L}-])(?:the|and|of|is|are|what|with|if)(?![\p{L}-])/iu;

describe('the language of the terminal', () => {
  it.each<[argv: string[], setting: string | undefined, locale: string]>([
    [[], undefined, 'en'],
    [[], '', 'en'],
    [[], 'es', 'es'],
    [[], 'xx', 'en'],
    [['--language', 'es', 'doctor'], undefined, 'es'],
    [['doctor', '--language', 'es'], undefined, 'es'],
    [['doctor', '--language=es'], undefined, 'es'],
    [['doctor', '--language', 'en'], 'es', 'en'],
    [['doctor', '--language', 'xx'], 'es', 'es'],
    [['doctor', '--language'], 'es', 'es'],
    [['--language', 'en', 'doctor', '--language', 'es'], undefined, 'es'],
    [['check', '--', '--language', 'es'], undefined, 'en'],
  ])('of %j with BOT_LANGUAGE=%s is %s', (argv, setting, locale) => {
    expect(localeOf(argv, { BOT_LANGUAGE: setting })).toBe(locale);
  });

  it.each([
    [['--help', '--language', 'es'], {}],
    [['--language=es', '--help'], {}],
    [['--help'], { BOT_LANGUAGE: 'es' }],
    [['help', '--language', 'es'], {}],
  ])('holds for the help of %j', async (argv, environment) => {
    const { exitCode, out, err } = await runTerminal(argv, environment);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^Uso: portal-check \[opciones\] \[comando\]\n/);
  });

  it('is refused where it is none, though help was asked for', async () => {
    const { exitCode, out, err } = await runTerminal(['--language', 'fr', '--help'], {});
    expect({ exitCode, out }).toEqual({ exitCode: 64, out: '' });
    expect(err).toContain(
      `the value 'fr' is invalid for option '--language <language>': it is one of en, es`,
    );
  });

  it('is refused as a setting, with every other reason, in English where it cannot be read', async () => {
    const { exitCode, err } = await runTerminal(['doctor'], { BOT_LANGUAGE: 'fr' });
    expect(exitCode).toBe(78);
    expect(err).toMatch(/^The configuration is not usable:\n/);
    expect(err).toContain('BOT_LANGUAGE is wrong');
  });

  it('holds for what is wrong with the configuration', async () => {
    for (const [argv, environment] of [
      [['doctor'], { BOT_LANGUAGE: 'es', PORT: 'many' }],
      [['doctor', '--language', 'es'], { PORT: 'many' }],
    ] as const) {
      const { exitCode, out, err } = await runTerminal(argv, environment);
      expect({ exitCode, out }).toEqual({ exitCode: 78, out: '' });
      expect(err.split('\n')).toEqual([
        'La configuración no se puede usar:',
        '  - PORT no es válido: debe ser un número, por ejemplo 3000',
        expect.stringMatching(/^ {2}- falta DELIVERY_DATABASE_URL: La base de datos de la aplicación /),
        expect.stringMatching(/^ {2}- falta DATABASE_URL: Una base de datos propia del bot, /),
        '',
      ]);
    }
  });
});

describe('help in Spanish', () => {
  const help = async (command: string | null, language: string) =>
    (await runTerminal([...(command === null ? [] : [command]), '--help', '--language', language], {})).out;

  /** Names of commands and options: what an indented line begins with, outside the list of arguments. */
  const namesIn = (text: string) =>
    text
      .replace(/^(?:Arguments|Argumentos):\n(?: {2}.*\n)+/m, '')
      .match(/^ {2}(?:-h, )?(?:--)?[a-z][a-z-]*(?= |$)/gm);

  it.each([null, ...COMMANDS])('lists the same commands and options as in English: %s', async (command) => {
    const [english, spanish] = await Promise.all([help(command, 'en'), help(command, 'es')]);
    expect(namesIn(english)).toEqual(expect.arrayContaining(['  --language', '  -h, --help']));
    expect(namesIn(spanish)).toEqual(namesIn(english));
  });

  it('lists every command in English too', async () => {
    const commands = COMMANDS.map((name) => `  ${name}`);
    expect(namesIn(await help(null, 'en'))).toEqual(expect.arrayContaining(commands));
  });

  it.each([null, ...COMMANDS])('holds no word of English: %s', async (command) => {
    const spanish = await help(command, 'es');
    expect(spanish).toMatch(/^Uso: /);
    expect(spanish).toContain('muestra esta ayuda');
    expect(spanish).not.toMatch(ENGLISH_STOP_WORD);
    expect(spanish).not.toMatch(/\b(?:Usage|Options|Arguments|Commands|options|command|default|choices)\b/);
  });
});

describe('a command line that cannot be read, in Spanish', () => {
  it.each([
    ['a command that is none', ['chekc'], "comando desconocido: 'chekc'. ¿Querías decir check?"],
    ['a command like no other', ['xyzxyz'], "comando desconocido: 'xyzxyz'\n"],
    [
      'an option that is none',
      ['doctor', '--sampel', 'x'],
      "opción desconocida: '--sampel'. ¿Querías decir --sample?",
    ],
    ['no argument', ['replay'], "falta el argumento obligatorio 'id-de-diagnóstico'"],
    ['no value', ['doctor', '--sample'], "falta el valor de la opción '--sample <id>'"],
    [
      'a format that is none',
      ['check', 'x', '--format', 'yaml'],
      "el valor 'yaml' no es válido para la opción '--format <formato>': es uno de text, json, markdown",
    ],
    ['too much', ['migrate', 'now', 'please'], 'sobran argumentos: now, please'],
  ])('is refused with 64 and without English: %s', async (_, argv, said) => {
    const { exitCode, out, err } = await runTerminal([...argv, '--language', 'es'], {});
    expect({ exitCode, out }).toEqual({ exitCode: 64, out: '' });
    expect(err).toContain(said);
    expect(err).toContain('(portal-check --help muestra lo que hay)');
    expect(err).not.toMatch(/\b(?:error|unknown|missing|invalid|Did you mean)\b/);
  });

  it('moves no cursor', async () => {
    const { err } = await runTerminal(['\u001B[31mchekc', '--language', 'es'], {});
    expect(err).toContain('chekc');
    expect(err).not.toContain('\u001B');
  });
});

describe('the Spanish words', () => {
  it('hold nothing that was left in English', () => {
    const file = readFileSync(new URL('../../src/words/terminal.es.ts', import.meta.url), 'utf8');
    const code = file.replaceAll(/\/\*\*.*?\*\//gs, '').replaceAll(/^import .*$/gm, '');
    const texts = code.match(/'[^'\n]*'|`[^`]*`/g) ?? [];
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) expect(text.replaceAll(/\$\{[^}]*\}/g, '')).not.toMatch(ENGLISH_STOP_WORD);
  });

  it('differ from the English ones, but for names', () => {
    const same = samePlaces(terminalEn, terminalEs, '');
    expect(same).toEqual(['values.id', 'doctor.parts.slack', 'doctor.parts.sentry', 'doctor.parts.loki']);
  });
});

/** Where two catalogues have the same text. */
function samePlaces(one: object, other: object, place: string): string[] {
  return Object.entries(one).flatMap(([key, value]: [string, unknown]) => {
    const counterpart: unknown = Object.entries(other).find(([name]) => name === key)?.[1];
    if (
      typeof value === 'object' &&
      value !== null &&
      typeof counterpart === 'object' &&
      counterpart !== null
    )
      return samePlaces(value, counterpart, `${place}${key}.`);
    return typeof value === 'string' && value === counterpart ? [`${place}${key}`] : [];
  });
}
