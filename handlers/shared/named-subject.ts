import type { Check } from '../../src/checks/check.ts';
import type { SubjectRef } from '../../src/incidents/fact.ts';
import type { NamedSubject } from '../../src/slack/open-incident-modal.ts';
import type { Locale } from '../../src/words/locale.ts';

/** Somebody as far as the form is to tell them from others. */
export interface KnownSubject extends SubjectRef {
  /** The id where nobody knows the name. */
  readonly name: string;
  readonly kind: string | null;
}

/** Somebody in the field of those affected, with what tells them from others of the same name in the language of whoever reads it. */
export function namedSubject(
  { checkId, subjectId, name, kind }: KnownSubject,
  check: Pick<Check, 'words'>,
  locale: Locale,
): NamedSubject {
  const details = check.words(locale).listed({ id: subjectId, name, kind, figures: {} });
  return { checkId, subjectId, name, details };
}
