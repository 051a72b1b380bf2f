import type { Rule } from '../../diagnosis/rules.ts';
import { PORTAL_LINKS_RULES } from './rules.ts';
import type { View } from './view.ts';

const GROUPS = [
  { title: 'Asked first', rules: PORTAL_LINKS_RULES.first },
  { title: 'The last slot was missed, or is failing', rules: PORTAL_LINKS_RULES.groups.missed },
  { title: 'The last slot was kept, or there is none', rules: PORTAL_LINKS_RULES.groups.kept },
] as const;

/** The rules as Markdown: `docs/verdicts.md`, and `portal-check verdicts`. */
export function verdictsAsMarkdown(): string {
  return [
    '# Verdicts of the check `portal-links`',
    '',
    `Rules version ${PORTAL_LINKS_RULES.version}. Generated from \`src/checks/portal-links/rules.ts\`; do not edit.`,
    '',
    'The newest due slot, D, decides the state; logs and events decide the cause. The first row that holds is the verdict.',
    '',
    ...GROUPS.flatMap(({ title, rules }) => [`## ${title}`, '', ...tableOf(rules), '']),
    '## Side findings',
    '',
    'Worth knowing beside the verdict. None of them ever changes it.',
    '',
    '| finding | when |',
    '|---|---|',
    ...PORTAL_LINKS_RULES.side.map(({ code, when }) => `| \`${code}\` | ${escaped(when)} |`),
    '',
  ].join('\n');
}

function tableOf(rules: readonly Rule<View>[]): string[] {
  return [
    '| row | verdict | state / confidence | when |',
    '|---|---|---|---|',
    ...rules.map(
      ({ row, code, gives, when }) => `| ${row} | \`${code}\` | ${escaped(gives)} | ${escaped(when)} |`,
    ),
  ];
}

/** Angle brackets would be taken for HTML, and dropped. */
function escaped(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('|', '\\|');
}
