import { readConfig } from '../config.ts';
import { environmentSchema } from '../environment-schema.ts';
import { ConfigurationError } from '../errors.ts';

const NAMES = Object.keys(environmentSchema.shape);
const disjunction = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/**
 * When a setting is required: "always", "by the bot", or with which others; null: never. Found out by asking `readConfig`, so that there
 * is no second copy of its rules.
 */
export function requiredWhen(name: string): string | null {
  if (isMissed(name, [], 'terminal')) return 'always';
  if (isMissed(name, [], 'slack')) {
    return `by the bot${unless(NAMES.filter((other) => other !== name && !isMissed(name, [other], 'slack')))}`;
  }
  const demanding = NAMES.filter((other) => isMissed(name, [other], 'terminal'));
  if (demanding.length === 0) return null;
  const sparing = NAMES.filter(
    (other) => other !== name && demanding.every((one) => !isMissed(name, [one, other], 'terminal')),
  );
  return `with ${disjunction.format(demanding)}${unless(sparing)}`;
}

function unless(names: readonly string[]): string {
  return names.length === 0 ? '' : `, unless ${disjunction.format(names)} is set`;
}

/** Whether `readConfig` calls a setting missing where only the given ones are there. A value that it calls wrong is there, too. */
function isMissed(name: string, given: readonly string[], needs: 'slack' | 'terminal'): boolean {
  try {
    readConfig(Object.fromEntries(given.map((one) => [one, 'something'])), needs);
    return false;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.some(({ code, params }) => code === 'setting-missing' && params.setting === name);
  }
}
