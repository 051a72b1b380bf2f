import { settingsBySection, type DocumentedSetting } from './settings.ts';

const INTRODUCTION = `# The settings of portal-check. Generated from src/config.ts; do not edit.
# Copy this file to .env, which is never committed, and fill in what you need. docs/configuration.md says more.
`;

/** `.env.example`: every setting as a comment, those with a default showing it. */
export function environmentExample(): string {
  const sections = [...settingsBySection()].map(
    ([section, settings]) => `# --- ${section} ---\n\n${settings.map(entryOf).join('\n')}`,
  );
  return [INTRODUCTION, ...sections].join('\n');
}

function entryOf(setting: DocumentedSetting): string {
  const { name, description, values, example } = setting;
  const remarks = [
    ...(setting.required === null ? [] : [`required: ${setting.required}`]),
    ...(setting.isSecret ? ['secret'] : []),
    ...(values === null ? [] : [`takes ${values}`]),
    ...(setting.default === null ? [] : [`default: ${setting.default}`]),
  ];
  return [
    `# ${description}`,
    ...(remarks.length === 0 ? [] : [`# (${remarks.join('; ')})`]),
    `# ${name}=${setting.default ?? example}`,
    '',
  ].join('\n');
}
