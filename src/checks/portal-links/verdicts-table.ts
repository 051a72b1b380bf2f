import type { Rule } from '../../diagnosis/rules.ts';
import type { Locale } from '../../words/locale.ts';
import { PORTAL_LINKS_RULES } from './rules.ts';
import { VERDICTS_TABLE_EN } from './verdicts-table-words.en.ts';
import { VERDICTS_TABLE_ES } from './verdicts-table-words.es.ts';
import type { VerdictsTableWords } from './verdicts-table-words.ts';
import type { View } from './view.ts';

const WORDS: Readonly<Record<Locale, VerdictsTableWords>> = { en: VERDICTS_TABLE_EN, es: VERDICTS_TABLE_ES };

/** The rules as Markdown: `docs/verdicts.md`, and `portal-check verdicts`. */
export function verdictsAsMarkdown(locale: Locale): string {
  const words = WORDS[locale];
  const { first, groups, side, version } = PORTAL_LINKS_RULES;
  return [
    `# ${words.title}`,
    '',
    words.version(version),
    '',
    words.introduction,
    '',
    ...[
      { title: words.groups.first, rules: first },
      { title: words.groups.missed, rules: groups.missed },
      { title: words.groups.kept, rules: groups.kept },
    ].flatMap(({ title, rules }) => [`## ${title}`, '', ...tableOf(rules, words), '']),
    `## ${words.side.title}`,
    '',
    words.side.introduction,
    '',
    `| ${words.columns.finding} | ${words.columns.when} |`,
    '|---|---|',
    ...side.map((rule) => `| \`${rule.code}\` | ${escaped(words.sideFinding(rule))} |`),
    '',
  ].join('\n');
}

function tableOf(rules: readonly Rule<View>[], words: VerdictsTableWords): string[] {
  const { row, verdict, gives, when } = words.columns;
  return [
    `| ${row} | ${verdict} | ${gives} | ${when} |`,
    '|---|---|---|---|',
    ...rules.map((rule) => {
      const said = words.row(rule);
      return `| ${rule.row} | \`${rule.code}\` | ${escaped(said.gives)} | ${escaped(said.when)} |`;
    }),
  ];
}

/** Angle brackets would be taken for HTML, and dropped. */
function escaped(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('|', '\\|');
}
