import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import { readCommandText, type CommandReading } from '../../src/slack/command-text.ts';
import { usageMessage } from '../../src/slack/usage-message.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { nastyText } from './arbitraries.ts';
import { DUKE, PAM, widgetCheck } from './widget-check.ts';

const NOW = Date.parse('2025-07-24T05:31:34-07:00');
const gadgetCheck: Check = {
  ...widgetCheck,
  subject: { ...widgetCheck.subject, directory: null },
  id: 'gadgets',
};

/** Known by their ids only. */
const widgetById: Check = { ...widgetCheck, subject: { ...widgetCheck.subject, directory: null } };

function read(text: string): CommandReading {
  return readCommandText(text, { checks: [widgetById, gadgetCheck], nowMs: NOW });
}

/** What the asker is told about a text that cannot be read. */
function complaint(text: string): string {
  const reading = read(text);
  return reading.kind === 'unreadable'
    ? drawAsText(usageMessage(reading.check, reading.problems, slackEn))
    : reading.kind;
}

describe('what can be asked for', () => {
  const plain = {
    check: widgetById,
    subjectIds: [DUKE],
    asOfMs: null,
    windowMs: null,
    visibility: null,
    ignored: [],
  };

  it.each<[string, string, object]>([
    ['one id', DUKE, {}],
    ['an id in capitals', DUKE.toUpperCase(), {}],
    [
      'an as-of pasted out of an answer, with Slack’s invisible joiners',
      `${DUKE} as-of 2025-07-24T05:\u206031-07:00`,
      { asOfMs: Date.parse('2025-07-24T05:31-07:00') },
    ],
    ['an id inside a URL', `https://app.example/clinics/${DUKE}?tab=portal`, {}],
    [
      'an id in a link of Slack',
      `<https://app.example/clinics/${DUKE}|the clinic>`,
      { ignored: ['clinic>'] },
    ],
    [
      'an id in a sentence',
      `please look at (${DUKE}), thanks`,
      { ignored: ['please', 'look', 'at', 'thanks'] },
    ],
    ['several ids, each once', `${DUKE} ${PAM} ${DUKE.toUpperCase()}`, { subjectIds: [DUKE, PAM] }],
    ['several ids with commas', `${DUKE},${PAM}`, { subjectIds: [DUKE, PAM] }],
    ['another check', `gadgets ${DUKE}`, { check: gadgetCheck }],
    ['a check in capitals', `GADGETS ${DUKE}`, { check: gadgetCheck }],
    ['a window in days', `${DUKE} window 14d`, { windowMs: 14 * 86_400_000 }],
    ['a window in hours', `window 1h ${DUKE}`, { windowMs: 3_600_000 }],
    ['the longest window', `${DUKE} window 90D`, { windowMs: 90 * 86_400_000 }],
    [
      'options as in a terminal',
      `--window=14d ${DUKE} --as-of 2025-07-10T07:03:30-07:00`,
      {
        windowMs: 14 * 86_400_000,
        asOfMs: Date.parse('2025-07-10T07:03:30-07:00'),
      },
    ],
    ['dashes that Slack has turned into one', `${DUKE} —window 14d`, { windowMs: 14 * 86_400_000 }],
    [
      'a point in time',
      `${DUKE} as-of 2025-07-24T05:31-07:00`,
      { asOfMs: Date.parse('2025-07-24T05:31-07:00') },
    ],
    [
      'a point in time in UTC',
      `${DUKE} AS-OF 2025-07-24t12:31z`,
      { asOfMs: Date.parse('2025-07-24T12:31Z') },
    ],
    ['this very moment', `${DUKE} as-of 2025-07-24T05:31:34-07:00`, { asOfMs: NOW }],
    ['for the asker alone', `private ${DUKE}`, { visibility: 'private' }],
    [
      'for all, with dashes',
      `${DUKE} --public window 14d`,
      { visibility: 'public', windowMs: 14 * 86_400_000 },
    ],
    ['a hundred blanks', `  ${' '.repeat(100)}${DUKE}\n\t`, {}],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual({ kind: 'request', ...plain, ...expected });
  });

  it.each(['', '   ', 'help', 'HELP', '--help', `${DUKE} help`, 'widgets', 'gadgets help'])(
    'help: "%s"',
    (text) => {
      expect(read(text)).toEqual({ kind: 'help' });
    },
  );
});

describe('what cannot be read is shown with an example', () => {
  const example = `For example: /portal-check ${DUKE}`;

  it.each([
    ['a word and no id', 'duke', '“duke” is no widget id and no option.', example],
    [
      'an id with a letter missing',
      DUKE.slice(1),
      `“${DUKE.slice(1)}” is no widget id and no option.`,
      example,
    ],
    [
      'a broken id beside a good one',
      `${PAM} ${DUKE.slice(1)}`,
      `“${DUKE.slice(1)}” is no widget id and no option.`,
      example,
    ],
    ['an unknown option', `${DUKE} --verbose`, '“--verbose” is no widget id and no option.', example],
    [
      'a mistyped option',
      `${DUKE} windw 14d`,
      '“windw” is no option. Do you mean “window”?',
      `${example} window 14d`,
    ],
    [
      'a forgotten dash',
      `${DUKE} asof 2025`,
      '“asof” is no option. Do you mean “as-of”?',
      `${example} as-of 2025-07-24T05:31-07:00`,
    ],
    ['options alone', 'window 14d', 'There is no widget id in it.', example],
    [
      'a window without a length',
      `${DUKE} window`,
      'After “window” there must be a length of time.',
      `${example} window 14d`,
    ],
    [
      'a window without a unit',
      `${DUKE} window 14`,
      '“14” is no window: it goes from 1h to 90d.',
      `${example} window 14d`,
    ],
    [
      'a window that is too long',
      `${DUKE} window 91d`,
      '“91d” is no window: it goes from 1h to 90d.',
      `${example} window 14d`,
    ],
    [
      'a window of nothing',
      `${DUKE} window 0h`,
      '“0h” is no window: it goes from 1h to 90d.',
      `${example} window 14d`,
    ],
    [
      'a window twice',
      `${DUKE} window 1d window 2d`,
      '“window” stands there twice.',
      `${example} window 14d`,
    ],
    [
      'no point in time',
      `${DUKE} as-of`,
      'After “as-of” there must be a point in time.',
      `${example} as-of 2025-07-24T05:31-07:00`,
    ],
    [
      'a date alone',
      `${DUKE} as-of 2025-07-24`,
      '“2025-07-24” is no point in time with date, time and offset.',
      example,
    ],
    [
      'a time without offset',
      `${DUKE} as-of 2025-07-24T05:31`,
      '“2025-07-24T05:31” has no offset from UTC: add one, as -07:00 or Z.',
      example,
    ],
    [
      'a day that does not exist',
      `${DUKE} as-of 2025-02-30T05:31Z`,
      '“2025-02-30T05:31Z” is no point in time with date, time and offset.',
      example,
    ],
    [
      'an offset that does not exist',
      `${DUKE} as-of 2025-02-20T05:31-99:00`,
      '“2025-02-20T05:31-99:00” is no point in time with date, time and offset.',
      example,
    ],
    [
      'the future',
      `${DUKE} as-of 2025-07-24T05:32-07:00`,
      '“2025-07-24T05:32-07:00” lies in the future.',
      example,
    ],
    ['a mention', '<!channel>', '“<!channel>” is no widget id and no option.', example],
  ])('%s', (_, text, sentence, shown) => {
    expect(complaint(text)).toContain(sentence);
    expect(complaint(text)).toContain(shown);
  });

  it('more ids than go into one check are counted', () => {
    const ids = Array.from({ length: 11 }, (_, index) => DUKE.slice(0, -2) + String(index + 10));
    expect(complaint(ids.join(' '))).toContain('These are 11 ids; at most 10 go into one check.');
    expect(read(ids.slice(1).join(' ')).kind).toBe('request');
  });

  it('everything at once', () => {
    expect(complaint('duke window x as-of y')).toMatch(/“duke”.*“y” is no point.*“x” is no window/su);
  });

  it('a long word is shortened, and nothing in it is markup', () => {
    expect(complaint(`${'9'.repeat(300)} <@U1>`)).toMatch(
      /“9{50,80} … 2\d\d more characters” is no widget id/u,
    );
  });
});

describe('laws', () => {
  it('whatever is typed is read or complained about, in a message that Slack takes', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(complaint(text)).not.toBe('');
      }),
      { numRuns: 1_000 },
    );
  });

  it('ids are found in any order, among options and prose, in any case', () => {
    const token = fc.constantFrom(
      DUKE,
      PAM,
      PAM.toUpperCase(),
      `(${DUKE})`,
      'window 14d',
      'as-of 2025-07-01T00:00Z',
      'please',
      'and',
    );
    fc.assert(
      fc.property(fc.uniqueArray(token, { minLength: 1 }), (tokens) => {
        const ids = new Set(tokens.flatMap((one) => widgetCheck.subject.find(one).ids));
        fc.pre(ids.size > 0);
        expect(read(tokens.join(' '))).toMatchObject({
          kind: 'request',
          subjectIds: [...ids],
          windowMs: tokens.includes('window 14d') ? 14 * 86_400_000 : null,
          asOfMs: tokens.includes('as-of 2025-07-01T00:00Z') ? Date.parse('2025-07-01T00:00Z') : null,
          ignored: tokens.filter((one) => one === 'please' || one === 'and'),
        });
      }),
    );
  });
});

describe('a check that finds its subjects by name', () => {
  const named = widgetCheck;
  const readNamed = (text: string): CommandReading => readCommandText(text, { checks: [named], nowMs: NOW });
  const search = { kind: 'search', check: named, asOfMs: null, windowMs: null, visibility: null };

  it.each<[string, string, object]>([
    ['words without an id', 'PAM Denver', { words: 'PAM Denver' }],
    [
      'words with options',
      'PAM Denver window 14d private',
      { words: 'PAM Denver', windowMs: 14 * 86_400_000, visibility: 'private' },
    ],
    ['“public” inside a name', 'Public Health Clinic', { words: 'Public Health Clinic' }],
    ['“public” behind a name', 'Health Clinic public', { words: 'Health Clinic', visibility: 'public' }],
    ['a number in a name', 'Clinic 12', { words: 'Clinic 12' }],
    ['a short id', 'b8608be4', { words: 'b8608be4' }],
    ['a word that is nearly an option', 'Windom Clinic', { words: 'Windom Clinic' }],
  ])('searches for %s', (_, text, expected) => {
    expect(readNamed(text)).toEqual({ ...search, ...expected });
  });

  it.each([
    ['an id with a letter lost', DUKE.slice(1), 'not-an-id'],
    ['an id without its dashes', DUKE.replaceAll('-', ''), 'not-an-id'],
    ['an unknown option', 'PAM Denver --force', 'not-an-id'],
    ['punctuation alone', '()', 'no-name'],
    ['a mistyped option with its value', 'PAM Denver windw 14d', 'mistyped-option'],
    ['two wishes that exclude each other', 'PAM Denver private public', 'two-visibilities'],
  ])('does not search for %s', (_, text, code) => {
    const reading = readNamed(text);
    expect(reading.kind === 'unreadable' ? reading.problems.map((problem) => problem.code) : reading).toEqual(
      [code],
    );
  });

  it('checks an id that stands beside a name', () => {
    expect(readNamed(`Duke Health ${DUKE}`)).toMatchObject({
      kind: 'request',
      subjectIds: [DUKE],
      ignored: ['Duke', 'Health'],
    });
  });
});
