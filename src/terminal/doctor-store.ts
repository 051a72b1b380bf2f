import type { Config } from '../config-types.ts';
import { configurationProblemIn } from '../configuration-words.ts';
import { ConfigurationError } from '../errors.ts';
import { hostAndPort } from '../postgres-connection.ts';
import { sourceErrorOf, type DatabaseBlame } from '../sources/delivery/database-problems.ts';
import type { Store } from '../store/store.ts';
import type { Locale } from '../words/locale.ts';
import { PART_MS, type DoctorPart } from './doctor-part.ts';

/** The bot's own database fails like a source. */
export const storePart: DoctorPart = {
  id: 'store',
  async examine({ assembly, words }, config) {
    try {
      const facts = await assembly.store.examine();
      return { facts, hint: await schemaHint(assembly.store, words.locale), unset: null };
    } catch (error) {
      const { problem } = sourceErrorOf(error, blameOf(config), null);
      return { facts: [], hint: words.doctor.problem('store', problem), unset: null };
    }
  },
};

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

async function schemaHint(store: Store, locale: Locale): Promise<string | null> {
  try {
    await store.requireCurrentSchema();
    return null;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(await configurationProblemIn(locale)).join(' ');
  }
}
