import { settingsBySection, type DocumentedSetting } from './settings.ts';

const INTRODUCTION = `# Configuration

Generated from \`src/config.ts\`; do not edit.

Secrets and addresses come from the environment. What to look for, the phrases, exceptions and cadences, stands in
\`portal-links.yml\`: see [adapting.md](adapting.md).

An empty value counts as none. Every missing or wrong setting is listed at once, and the process ends with 78. The same list,
ready to fill in, is [.env.example](../.env.example). 🔒 marks a secret: it never appears in logs, messages or reports.
`;

/** `docs/configuration.md` */
export function configurationAsMarkdown(): string {
  const sections = [...settingsBySection()].map(
    ([section, settings]) => `## ${section}\n\n${tableOf(settings)}\n`,
  );
  return [INTRODUCTION, ...sections].join('\n');
}

function tableOf(settings: readonly DocumentedSetting[]): string {
  return [
    '| setting | what it is | required | default | example |',
    '|---|---|---|---|---|',
    ...settings.map(rowOf),
  ].join('\n');
}

function rowOf(setting: DocumentedSetting): string {
  const { name, isSecret, description, values, required, example } = setting;
  const cells = [
    `\`${name}\`${isSecret ? ' 🔒' : ''}`,
    values === null ? description : `${description} Takes ${values}.`,
    required ?? '',
    setting.default === null ? '' : `\`${setting.default}\``,
    `\`${example}\``,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
