import { configurationProblemIn } from '../../src/configuration-words.ts';

/** Problems of a configuration as people read them. */
export const inEnglish = await configurationProblemIn('en');
export const inSpanish = await configurationProblemIn('es');
