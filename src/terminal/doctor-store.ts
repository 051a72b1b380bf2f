import type { Config } from '../config-types.ts';
import { configurationProblemIn } from '../configuration-words.ts';
import type { DoctorFact } from '../diagnosis/doctor-facts.ts';
import { ConfigurationError } from '../errors.ts';
import { hostAndPort } from '../postgres-connection.ts';
import { sourceErrorOf, type DatabaseBlame } from '../sources/delivery/database-problems.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import { PART_MS, type DoctorPart } from './doctor-part.ts';

/** The bot's own database fails like a source. */
export const storePart: DoctorPart = {
  id: 'store',
  async examine({ assembly, words }, config) {
    let facts: readonly DoctorFact[] = [];
    try {
      facts = await assembly.store.examine();
      await assembly.store.requireCurrentSchema();
      return { facts, hint: null, unset: null };
    } catch (error) {
      return { facts, hint: await hintOfStoreError(error, config, words), unset: null };
    }
  },
};

/** What is wrong with the bot's own database, by what it was met with, and what to do. */
export async function hintOfStoreError(
  error: unknown,
  config: Config,
  { locale, doctor }: TerminalWords,
): Promise<string> {
  if (error instanceof ConfigurationError) {
    return error.problems.map(await configurationProblemIn(locale)).join(' ');
  }
  return doctor.problem('store', sourceErrorOf(error, blameOf(config), null).problem);
}

function blameOf({ store }: Config): DatabaseBlame {
  return {
    address: hostAndPort({ ...store, caPem: null }, 'DATABASE_URL'),
    urlSetting: 'DATABASE_URL',
    tlsSetting: 'DATABASE_TLS',
    statementTimeoutMs: PART_MS,
    connectTimeoutMs: PART_MS,
    answerTimeoutMs: PART_MS,
  };
}
