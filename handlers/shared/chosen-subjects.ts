import type { Check } from '../../src/checks/check.ts';
import { isSubject } from '../../src/incidents/is-subject.ts';
import type { NamedSubject } from '../../src/slack/open-incident-modal.ts';
import { OPENING_FIELDS } from '../../src/slack/open-incident-modal.ts';
import { readSubjectRef } from '../../src/slack/incident-target.ts';
import { fieldOf } from './on-submission.ts';
import type { SubmissionPayload } from './payloads.ts';

/** Who stands in the field of those affected; null: something that is nobody, as that the names cannot be read, or what no form of ours offers. */
export function chosenSubjects(
  checks: readonly Check[],
  view: Pick<SubmissionPayload['view'], 'state'>,
): readonly NamedSubject[] | null {
  const options = fieldOf({ view }, OPENING_FIELDS.subjects)?.selected_options ?? [];
  const subjects = options.flatMap(({ value, text }) => {
    const ref = readSubjectRef(value);
    return ref === null || !isSubject(checks, ref)
      ? []
      : [{ ...ref, name: text?.text ?? ref.subjectId, details: null }];
  });
  return subjects.length === options.length ? subjects : null;
}
