import type { ConfigurationProblem } from './configuration-problems.ts';
import { documentationOf, isSetting, type SettingName } from './environment-schema.ts';
import { configurationProblemSaid, type ConfigurationWords } from './words/configuration.ts';
import type { Locale } from './words/locale.ts';

/** How all that is wrong with a configuration is said in one language: a heading, and a line for each problem. */
export async function configurationErrorIn(
  locale: Locale,
): Promise<(problems: readonly ConfigurationProblem[]) => string> {
  const [{ words }, problemSaid] = await Promise.all([catalogueIn(locale), configurationProblemIn(locale)]);
  return (problems) =>
    [words.heading, ...problems.map((problem) => `  - ${problemSaid(problem)}`)].join('\n');
}

/** How one problem of a configuration is said in one language. */
export async function configurationProblemIn(
  locale: Locale,
): Promise<(problem: ConfigurationProblem) => string> {
  const { words, descriptionOf } = await catalogueIn(locale);
  const describe = (setting: string) => (isSetting(setting) ? descriptionOf(setting) : setting);
  return (problem) => configurationProblemSaid(problem, words, describe);
}

interface Catalogue {
  readonly words: ConfigurationWords;
  readonly descriptionOf: (setting: SettingName) => string;
}

/** A catalogue is loaded only where it is spoken, which is hardly ever. */
async function catalogueIn(locale: Locale): Promise<Catalogue> {
  if (locale === 'en') {
    const { CONFIGURATION_EN } = await import('./words/configuration.en.ts');
    return { words: CONFIGURATION_EN, descriptionOf: (setting) => documentationOf(setting).description };
  }
  const [{ CONFIGURATION_ES }, { SETTING_DESCRIPTIONS_ES }] = await Promise.all([
    import('./words/configuration.es.ts'),
    import('./setting-descriptions.es.ts'),
  ]);
  return { words: CONFIGURATION_ES, descriptionOf: (setting) => SETTING_DESCRIPTIONS_ES[setting] };
}
