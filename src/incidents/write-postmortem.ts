import type { AnyDiagnosis, Check } from '../checks/check.ts';
import type { CheckWords } from '../checks/report.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Locale } from '../words/locale.ts';
import { postmortemWordsIn } from '../words/postmortem.ts';
import type { PostmortemSection, SubjectSeen } from './fact.ts';
import type { Incident } from './incident.ts';
import {
  mergePostmortem,
  postmortemMarkdown,
  textOfSection,
  type MergedPostmortem,
} from './postmortem-markdown.ts';
import { postmortemOf } from './postmortem-of.ts';
import type { PostmortemTelling } from './postmortem-sections.ts';
import type { Postmortem, SubjectEvidence } from './postmortem.ts';
import { concernedIn, firstNotWellOf } from './standings.ts';
import { withKnownName } from './subjects-of.ts';
import { incidentTellingOf, statementOf, type IncidentTelling } from './telling.ts';

/** What is certain, and what is likely. */
const MOST_LINES = 2;

export interface WritePostmortemSettings {
  readonly checks: readonly Check[];
  /** With its facts as its check parses them; null: it is not kept any more. */
  readonly findDiagnosis: (id: string) => Promise<AnyDiagnosis | null>;
  readonly clock: () => EpochMs;
}

/** A postmortem, written in one language as of now. */
export interface WrittenPostmortem {
  readonly postmortem: Postmortem;
  readonly markdown: string;
  /** The parts that people write: what they have written, else what is generated. */
  readonly sections: Readonly<Record<PostmortemSection, string>>;
  /** Writes it into a document that stands: what people have edited there stays. */
  readonly into: (standing: string) => MergedPostmortem;
}

export type WritePostmortem = (incident: Incident, locale: Locale) => Promise<WrittenPostmortem>;

/** Makes the writing of postmortems. Rejects where a diagnosis cannot be read. */
export function createWritePostmortem(settings: WritePostmortemSettings): WritePostmortem {
  return async (incident, locale) => {
    const telling = incidentTellingOf(settings.checks, incident, locale);
    const by: PostmortemTelling = { incident, telling, words: postmortemWordsIn(locale) };
    const evidence = await Promise.all(
      firstNotWell(incident).map((seen) => evidenceOf(settings, seen, telling)),
    );
    const postmortem = postmortemOf(incident, evidence, settings.clock());
    const textsOf = (section: PostmortemSection) => textOfSection(section, postmortem, by);
    return {
      postmortem,
      markdown: postmortemMarkdown(postmortem, by),
      sections: {
        summary: textsOf('summary'),
        learnings: textsOf('learnings'),
        impact: textsOf('impact'),
        monitoring: textsOf('monitoring'),
        whys: textsOf('whys'),
        prevented: textsOf('prevented'),
        'detected-earlier': textsOf('detected-earlier'),
        'mitigated-sooner': textsOf('mitigated-sooner'),
      },
      into: (standing) => mergePostmortem(standing, postmortem, by),
    };
  };
}

/** How each subject stood when it was first seen not well. Whoever was well throughout, or was taken out while others stay, explains nothing. */
function firstNotWell(incident: Incident): readonly SubjectSeen[] {
  return concernedIn(incident).flatMap((subject) => {
    const seen = firstNotWellOf(incident.facts, subject)?.body;
    return seen === undefined ? [] : [{ ...seen, standing: withKnownName(seen.standing, subject.now) }];
  });
}

/** What its check said then; what the incident itself remembers, where that diagnosis is not kept any more, or its verdict is another release's. */
async function evidenceOf(
  { checks, findDiagnosis }: WritePostmortemSettings,
  seen: SubjectSeen,
  telling: IncidentTelling,
): Promise<SubjectEvidence> {
  const { checkId, subjectId, standing, diagnosisId } = seen;
  const check = checks.find(({ id }) => id === checkId);
  const diagnosis = diagnosisId === null ? null : await findDiagnosis(diagnosisId);
  const is = { checkId, subjectId, standing };
  const words = check?.words(telling.locale);
  if (words === undefined || diagnosis === null || !hasWordsFor(diagnosis, words)) {
    return { ...is, statement: statementOf(seen, telling), lines: [] };
  }
  const { headline, lines } = words.report(diagnosis);
  return {
    ...is,
    statement: headline.statement,
    lines: lines.flatMap(({ label, text }) => (label === null ? [] : [{ label, text }])).slice(0, MOST_LINES),
  };
}

/** A verdict that was kept may be of another release, whose rules had it. Only the words of outcomes can tell. */
function hasWordsFor(
  { verdict }: AnyDiagnosis,
  { following, fleet }: Pick<CheckWords<unknown>, 'following' | 'fleet'>,
): boolean {
  return (following ?? fleet)?.knows(verdict.code) ?? true;
}
