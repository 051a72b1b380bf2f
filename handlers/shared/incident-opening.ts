import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import type { Outcome, OutcomeVerdict } from '../../src/checks/fleet.ts';
import { composeDigest } from '../../src/digests/compose.ts';
import type { Digest } from '../../src/digests/digest.ts';
import { SECOND_MS } from '../../src/diagnosis/time.ts';
import { isNotWell } from '../../src/diagnosis/verdict.ts';
import type { Origin, SubjectSeen } from '../../src/incidents/fact.ts';
import { seenInFleet, seenOf } from '../../src/incidents/seen-of.ts';
import { eachOnce } from '../../src/incidents/subject-key.ts';
import { checkMeant } from '../../src/slack/check-meant.ts';
import { MOST_SUBJECTS, type NamedSubject } from '../../src/slack/open-incident-modal.ts';
import type { Locale } from '../../src/words/locale.ts';
import { wordsIn } from '../../src/words/slack.ts';
import { reportFor } from './draw.ts';
import type { Handling, Viewer } from './handling.ts';
import type { Interaction } from './interaction.ts';
import type { KeptDigest } from './kept-digest.ts';
import { nameableOf, namedSubjects, type NamedSubjects, type UnclearWords } from './named-subjects.ts';
import { unlessLate } from './unless-late.ts';
import { tellingIn } from './watched.ts';

/** A form must open within three seconds: names that take longer are left to the asker. */
const NAMES_WITHIN_MS = SECOND_MS;

/** What is known of an incident before it is opened. In the bot's language: all in the channel will read it. */
export interface Opening {
  readonly origin: Origin;
  readonly check: Check;
  readonly title: string;
  readonly summary: string;
  /** Whom it is about, as far as they were seen: for those that can be joined. */
  readonly seen: readonly SubjectSeen[];
  readonly subjects: readonly NamedSubject[];
  /** So many more are not well, and are not filled in. */
  readonly left: number;
  readonly couldNotReadNames: boolean;
  /** Words that mean nobody, or may mean several. */
  readonly unclear: readonly UnclearWords[];
}

/** From what was diagnosed: those who are not well, or everybody where all are. In the words of whoever opens it: the help desk vouches for no other. */
export function openingFromDiagnoses(
  { language }: Handling,
  { audience }: Pick<Viewer, 'audience'>,
  check: Check,
  diagnoses: readonly AnyDiagnosis[],
): Opening {
  const [first] = diagnoses;
  if (first === undefined) throw new Error('an incident cannot be opened from no diagnosis');
  const origin = { kind: 'diagnosis', diagnosisId: first.id } as const;
  const notWell = diagnoses.filter(({ verdict }) => isNotWell(verdict));
  const viewer = { audience, locale: language };
  return fromDiagnoses(viewer, check, notWell.length === 0 ? diagnoses : notWell, origin);
}

/** From a digest: those who are not well and not muted, what is new first. */
export function openingFromDigest({ language }: Handling, { made, watched }: KeptDigest): Opening {
  const { digest, id: digestId } = made;
  const telling = tellingIn(watched, language);
  const notWell = notWellIn(digest);
  const shown = notWell.slice(0, MOST_SUBJECTS);
  const { headline, lines } = composeDigest(digest, telling);
  const [commonest] = commonestFirst(shown, ({ code }) => code);
  return {
    origin: { kind: 'digest', digestId },
    check: watched.check,
    title:
      commonest === undefined
        ? ''
        : titleOf(notWell, watched.check, language, () => telling.fleetWords.statement(commonest)),
    summary: [headline, ...lines.map(labelled)].join('\n'),
    seen: notWell.map((outcome) => seenInFleet(digest.checkId, outcome)),
    subjects: shown.map(({ subjectId, name }) => ({ checkId: digest.checkId, subjectId, name })),
    left: notWell.length - shown.length,
    couldNotReadNames: false,
    unclear: [],
  };
}

/** From a text with ids and names of one check in it; a command's words are read as those of a check. What was found out of them last stands for what is known. */
export async function openingFromText(
  handling: Handling,
  { log, viewer }: Interaction,
  text: string,
  origin: Origin,
): Promise<Opening> {
  const { check, rest } = checkMeant(text, handling.checks);
  const ids = [...new Set(check.subject.find(rest).ids)];
  const named = await (origin.kind === 'command' ? meantIn : namedIn)(handling, check, rest, log);
  const found = [
    ...ids.map((id) => ({ id, name: null })),
    ...(named?.named ?? []).filter(({ id }) => !ids.includes(id)),
  ].slice(0, MOST_SUBJECTS);
  const diagnoses = await Promise.all(
    found.map(({ id }) => unlessLate(handling, NAMES_WITHIN_MS, handling.memory.lastDiagnosis(check.id, id))),
  );
  const known = diagnoses.filter((diagnosis) => diagnosis !== null);
  const opening = fromDiagnoses({ ...viewer, locale: handling.language }, check, known, origin);
  return {
    ...opening,
    // What was said of them before may not be what this is about.
    summary: '',
    title: known.some(({ verdict }) => isNotWell(verdict)) ? opening.title : '',
    subjects: found.map(
      ({ id, name }) =>
        opening.subjects.find(({ subjectId }) => subjectId === id) ?? {
          checkId: check.id,
          subjectId: id,
          name: name ?? id,
        },
    ),
    couldNotReadNames: named === null,
    unclear: named?.unclear ?? [],
  };
}

function fromDiagnoses(
  viewer: Pick<Viewer, 'audience' | 'locale'>,
  check: Check,
  diagnoses: readonly AnyDiagnosis[],
  origin: Origin,
): Opening {
  const reported = diagnoses.map((diagnosis) => ({ diagnosis, report: reportFor(check, diagnosis, viewer) }));
  const [commonest] = commonestFirst(reported, ({ diagnosis }) => diagnosis.verdict.code);
  const [only, ...others] = reported;
  return {
    origin,
    check,
    title:
      commonest === undefined
        ? ''
        : titleOf(
            diagnoses.map(({ verdict }) => verdict),
            check,
            viewer.locale,
            () => commonest.report.headline.statement,
          ),
    summary:
      only !== undefined && others.length === 0
        ? told(only.report.lines).map(labelled).join('\n')
        : reported.map(({ report: { headline } }) => `${headline.subject}: ${headline.statement}`).join('\n'),
    seen: diagnoses.map((diagnosis) => seenOf(check, diagnosis)),
    subjects: reported.map(({ diagnosis: { subjectId }, report }) => ({
      checkId: check.id,
      subjectId,
      name: report.headline.subject,
    })),
    left: 0,
    couldNotReadNames: false,
    unclear: [],
  };
}

/** The verdict, where all share it; else how many are how. */
function titleOf(
  verdicts: readonly Pick<OutcomeVerdict, 'code' | 'state'>[],
  check: Check,
  locale: Locale,
  statement: () => string,
): string {
  if (new Set(verdicts.map(({ code }) => code)).size <= 1) return statement();
  const [state, ...further] = new Set(verdicts.map((verdict) => verdict.state));
  const { titleOfMany } = wordsIn(locale).incidents.open;
  return titleOfMany(verdicts.length, check.words(locale).noun, further.length > 0 ? null : (state ?? null));
}

function notWellIn({ checkId, fresh, worse, unmuted, still, outages }: Digest): readonly Outcome[] {
  const all = [
    ...fresh,
    ...worse.flatMap(({ after }) => (after === null ? [] : [after])),
    ...unmuted,
    ...still,
    ...outages.flatMap(({ outcomes }) => outcomes),
  ].filter(isNotWell);
  return eachOnce(all.map((outcome) => ({ checkId, subjectId: outcome.subjectId, outcome }))).map(
    ({ outcome }) => outcome,
  );
}

/** null: they could not be read, or not in time. */
async function namedIn(
  handling: Handling,
  check: Check,
  text: string,
  log: Interaction['log'],
): Promise<Pick<NamedSubjects, 'named' | 'unclear'> | null> {
  if (check.subject.directory === null || text.trim() === '') return { named: [], unclear: [] };
  const lookup = await unlessLate(handling, NAMES_WITHIN_MS, handling.directory.namedIn(check, text));
  if (lookup?.status === 'ok') return { named: lookup.found, unclear: [] };
  log.warn({ problem: lookup?.problem }, 'the names in a text could not be read in time');
  return null;
}

/** The same of the words of a command, where each is meant for somebody. */
async function meantIn(
  handling: Handling,
  check: Check,
  text: string,
  log: Interaction['log'],
): Promise<Pick<NamedSubjects, 'named' | 'unclear'> | null> {
  const meant = await unlessLate(handling, NAMES_WITHIN_MS, namedSubjects(nameableOf(handling, check), text));
  if (meant?.problem === null) return meant;
  log.warn({ problem: meant?.problem }, 'the names in a command could not be read in time');
  return null;
}

/** Those of the group that most are of first; of equals the one that comes first. */
function commonestFirst<Item>(items: readonly Item[], groupOf: (item: Item) => string): readonly Item[] {
  const groups = [...Map.groupBy(items, groupOf).values()];
  return groups.toSorted((a, b) => b.length - a.length).flat();
}

type Lines = readonly { readonly label: string | null; readonly text: string }[];

/** What is certain, likely, and to be done next: ledger and coverage have no label, and stand with the evidence as they are then. */
function told(lines: Lines): Lines {
  const withLabel = lines.filter(({ label }) => label !== null);
  return withLabel.length === 0 ? lines : withLabel;
}

function labelled({ label, text }: { readonly label: string | null; readonly text: string }): string {
  return label === null ? text : `${label}: ${text}`;
}
