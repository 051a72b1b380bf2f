import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import { compareWorstFirst } from '../../src/diagnosis/diagnosis.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { deskMessage, diagnosisMessage, type Frame } from '../../src/slack/diagnosis-message.ts';
import { summaryMessage } from '../../src/slack/summary-message.ts';
import type { Report } from '../../src/checks/report.ts';
import type { Handling, Viewer } from './handling.ts';

/** What stands around an answer in a message, and for whom. */
export interface Surroundings extends Frame {
  readonly viewer: Viewer;
}

/** A diagnosis in the words of its reader: an engineer, or somebody of the help desk. */
export function reportFor(
  check: Check,
  diagnosis: AnyDiagnosis,
  { audience, locale }: Pick<Viewer, 'audience' | 'locale'>,
): Report {
  const words = check.words(locale);
  return audience === 'engineer' ? words.report(diagnosis) : words.deskReport(diagnosis);
}

/** One diagnosis as a message, with the buttons that its reader can use. */
export function drawDiagnosis(
  { places }: Handling,
  check: Check,
  diagnosis: AnyDiagnosis,
  { viewer, canShare, preface, howAsked }: Surroundings,
): Message {
  const { directory } = check.subject;
  const drawn = {
    diagnosisId: diagnosis.id,
    report: reportFor(check, diagnosis, viewer),
    preface,
    howAsked,
    canShare,
    hasDirectory: directory !== null,
  };
  if (viewer.audience === 'engineer') {
    const hasTimeline = check.words(viewer.locale).timeline(diagnosis, []) !== null;
    return diagnosisMessage({ ...drawn, hasTimeline }, viewer.words);
  }
  // A subject that nobody knows has no page and no recipients. Its kind is told wherever it is known.
  const isKnown = drawn.report.headline.kind !== null;
  const subjectUrl = places.subjectUrl?.replaceAll('{id}', encodeURIComponent(diagnosis.subjectId)) ?? null;
  return deskMessage(
    {
      ...drawn,
      subjectUrl: isKnown ? subjectUrl : null,
      canCheckAddress: isKnown && directory !== null && directory.contactsOf !== null,
      canHandOver: places.onCallChannelId !== null,
    },
    viewer.words,
  );
}

/** One diagnosis whole, several as a list, worst first. */
export function drawDiagnoses(
  handling: Handling,
  check: Check,
  diagnoses: readonly AnyDiagnosis[],
  surroundings: Surroundings,
): Message {
  const [only, ...others] = diagnoses;
  if (only === undefined) throw new Error('a check of no subject has no answer');
  if (others.length === 0) return drawDiagnosis(handling, check, only, surroundings);
  const { viewer, ...frame } = surroundings;
  const entries = diagnoses
    .toSorted(compareWorstFirst)
    .map((diagnosis) => ({ diagnosisId: diagnosis.id, report: reportFor(check, diagnosis, viewer) }));
  return summaryMessage({ ...frame, entries, noun: check.words(viewer.locale).noun }, viewer.words);
}
