import { describe, expect, it } from 'vitest';
import { PORTAL_LINKS_RULES } from '../../../src/checks/portal-links/rules.ts';
import { VERDICTS_TABLE_ES } from '../../../src/checks/portal-links/verdicts-table-words.es.ts';
import { verdictsAsMarkdown } from '../../../src/checks/portal-links/verdicts-table.ts';
import { PORTAL_LINKS_ES } from '../../../src/checks/portal-links/words.es.ts';
import { faultsOfSpanish, faultsOfTranslation, figuresIn } from '../../support/spanish.ts';

/** What other software writes, and options. */
const NAMES = [
  'as-of',
  'unknown provider for id',
  'Failed to make Portal links for:',
  'Portal email send failed to',
  'at <dirección>',
];
const EXCEPTIONS = /PortalEmail\w+|\bD\b/g;

const { first, groups, side } = PORTAL_LINKS_RULES;
const rules = [...first, ...groups.missed, ...groups.kept];
const named = (text: string, names: Readonly<Record<string, string>>) =>
  Object.keys(names).filter((name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text));

describe('the table of the rules in Spanish', () => {
  it.each(rules.map((rule) => [rule.row, rule.code, rule] as const))(
    'says of row %i, %s, what the English says',
    (_, __, rule) => {
      const { gives, when } = VERDICTS_TABLE_ES.row(rule);
      expect(faultsOfTranslation(when, rule.when, NAMES)).toEqual([]);
      expect(when.match(EXCEPTIONS)?.toSorted()).toEqual(rule.when.match(EXCEPTIONS)?.toSorted());
      expect(faultsOfSpanish(gives)).toEqual([]);
      expect(figuresIn(gives)).toEqual(figuresIn(rule.gives));
      const { states, evidence } = PORTAL_LINKS_ES;
      for (const state of named(rule.gives, states))
        expect(gives).toContain(Object.entries(states).find(([code]) => code === state)?.[1]);
      for (const confidence of named(rule.gives, evidence.confidence))
        expect(gives).toContain(
          Object.entries(evidence.confidence).find(([code]) => code === confidence)?.[1],
        );
    },
  );

  it.each(side.map((rule) => [rule.code, rule] as const))('says when %s is found', (_, rule) => {
    expect(faultsOfTranslation(VERDICTS_TABLE_ES.sideFinding(rule), rule.when, NAMES)).toEqual([]);
  });

  it('has the same rows and codes, and no other line in English', () => {
    const [english, spanish] = [verdictsAsMarkdown('en').split('\n'), verdictsAsMarkdown('es').split('\n')];
    const beginnings = (lines: readonly string[]) =>
      lines.flatMap((line) => /^\| (?:\d+ \| )?`[\w-]+` \|/.exec(line) ?? []);
    expect(beginnings(spanish)).toEqual(beginnings(english));
    expect(spanish).toHaveLength(english.length);
    for (const line of spanish.filter((text) => !text.startsWith('| ') && /\p{L}/u.test(text)))
      expect(english).not.toContain(line);
  });
});
