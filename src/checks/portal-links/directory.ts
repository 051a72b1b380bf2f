import { z } from 'zod';
import { instant } from '../instant.ts';
import type { Statement } from '../questions.ts';
import type { ContactRow, ListedSubject, SubjectDirectory } from '../subjects.ts';
import { bind, queryOf } from './sql-file.ts';
import { wordsOfKind } from './subject-words.ts';

/**
 * How providers are found by name, and how an address is compared with their recipients'.
 * @param sqlText the text of `delivery.sql`, or of the team's own file; throws an Error that tells what is wrong with it
 */
export function directoryOf(sqlText: string): SubjectDirectory {
  const names: Statement<ListedSubject> = {
    name: 'names',
    ...bind(queryOf(sqlText, 'names'), []),
    row: listedProvider,
  };
  const contactsOf = (providerId: string): Statement<ContactRow> => ({
    name: 'contacts',
    ...bind(queryOf(sqlText, 'contacts'), [[providerId]]),
    row: contactRow,
  });
  // A file that cannot be used is found when the process starts, not when somebody asks about an address.
  contactsOf('');
  return { exampleWords: 'PAM Denver', wordsOfKind, all: () => names, contactsOf };
}

const listedProvider: z.ZodType<ListedSubject> = z
  .object({
    id: z.guid().transform((id) => id.toLowerCase()),
    name: z.string(),
    kind: z.string().nullable().optional(),
    active_care_plans: z.number().nullable().optional(),
  })
  .transform(({ id, name, kind = null, active_care_plans: activeCarePlans = null }) => ({
    id,
    name,
    kind,
    figures: { activeCarePlans },
  }));

const contactRow: z.ZodType<ContactRow> = z
  .object({ address: z.string(), verified_at: instant.nullable() })
  .transform(({ address, verified_at }) => ({ address, isVerified: verified_at !== null }));
