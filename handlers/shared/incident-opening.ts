import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import type { Outcome, OutcomeVerdict } from '../../src/checks/fleet.ts';
import { composeDigest } from '../../src/digests/compose.ts';
import type { Digest } from '../../src/digests/digest.ts';
import { statementOf } from '../../src/digests/telling.ts';
import { SECOND_MS, type EpochMs } from '../../src/diagnosis/time.ts';
import { isNotWell } from '../../src/diagnosis/verdict.ts';
import type { Origin, SubjectSeen } from '../../src/incidents/fact.ts';
import { seenInFleet, seenOf } from '../../src/incidents/seen-of.ts';
import { eachOnce } from '../../src/incidents/subject-key.ts';
import type { Lookup } from '../../src/directory/directory.ts';
import { checkMeant } from '../../src/slack/check-meant.ts';
import { MOST_SUBJECTS } from '../../src/slack/open-incident-modal.ts';
import { plainMessage } from '../../src/slack/plain-message.ts';
import { textOfMessage } from '../../src/slack/text-of-message.ts';
import { spokenIn } from '../../src/words/courtesies.ts';
import { incidentWordsIn } from '../../src/words/incident.ts';
import type { Locale } from '../../src/words/locale.ts';
import { wordsIn } from '../../src/words/slack.ts';
import { reportFor } from './draw.ts';
import type { Handling, Viewer } from './handling.ts';
import type { Interaction } from './interaction.ts';
import type { KeptDigest } from './kept-digest.ts';
import type { KnownSubject } from './named-subject.ts';
import { nameableOf, namedSubjects, type NamedSubjects, type UnclearWords } from './named-subjects.ts';
import type { MessageShortcutPayload } from './payloads.ts';
import { unlessLate } from './unless-late.ts';
import { tellingIn } from './watched.ts';

/** A form must open within three seconds: names that take longer are left to the asker. */
const NAMES_WITHIN_MS = SECOND_MS;
/** Of a message: there is room for a sentence of whoever opens it. */
const MOST_QUOTED = 2_500;

/** What is known of an incident before it is opened. In the bot's language: all in the channel will read it. */
export interface Opening {
  readonly origin: Origin;
  readonly check: Check;
  readonly title: string;
  readonly summary: string;
  /** Whom it is about, as far as they were seen: for those that can be joined. */
  readonly seen: readonly SubjectSeen[];
  readonly subjects: readonly KnownSubject[];
  /** So many more are not well, and are not filled in. */
  readonly left: number;
  readonly couldNotReadNames: boolean;
  /** Words that mean nobody, or may mean several. */
  readonly unclear: readonly UnclearWords[];
  /** When it was reported; null: now. */
  readonly reportedAtMs: EpochMs | null;
  /** By whom, as it is typed into the form; '': whoever opens it. */
  readonly reportedBy: string;
  /** Of when the checks are that title and summary tell of, the oldest; null: they are of now, or tell of none. */
  readonly lastCheckedAtMs: EpochMs | null;
}

/** What an opening has that is from nowhere else. */
const AS_OF_NOW = {
  left: 0,
  couldNotReadNames: false,
  unclear: [],
  reportedAtMs: null,
  reportedBy: '',
  lastCheckedAtMs: null,
} as const satisfies Partial<Opening>;

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
  const [commonest] = commonestFirst(notWell, ({ code }) => code);
  return {
    ...AS_OF_NOW,
    origin: { kind: 'digest', digestId },
    check: watched.check,
    title: commonest === undefined ? '' : titleOf(notWell, language, statementOf(commonest, telling)),
    summary: [headline, ...lines.map(labelled)].join('\n'),
    seen: notWell.map((outcome) => seenInFleet(digest.checkId, outcome)),
    subjects: shown.map(({ subjectId, name, kind }) => ({ checkId: digest.checkId, subjectId, name, kind })),
    left: notWell.length - shown.length,
  };
}

/** From a message: what it says, when, and who wrote it are the report. @param author by whom, as it is typed into the form */
export async function openingFromMessage(
  handling: Handling,
  interaction: Interaction,
  message: Pick<MessageShortcutPayload['message'], 'ts' | 'text' | 'blocks' | 'attachments'>,
  author: string,
): Promise<Opening> {
  const { language, clock, incidents } = handling;
  const channelId = interaction.asker.channelId ?? '';
  const origin = { kind: 'message', channelId, ts: message.ts } as const;
  const plain = plainMessage(message);
  // Slack writes people and emoji in a message's own text as no name has them.
  const words = spokenIn((message.text ?? '').trim() === '' ? plain : (message.text ?? ''));
  const opening = await openingFromText(handling, interaction, textOfMessage(message), origin, words);
  const said = incidents.keepable(plain, MOST_QUOTED);
  const atMs = Math.floor(Number(message.ts)) * SECOND_MS;
  return {
    ...opening,
    // What was said of them before is not what this is about.
    summary: said === '' ? '' : incidentWordsIn(language).quoted(said),
    reportedAtMs: Number.isFinite(atMs) ? Math.min(atMs, clock()) : null,
    reportedBy: author,
    lastCheckedAtMs: opening.title === '' ? null : opening.lastCheckedAtMs,
  };
}

/** From a text with ids and names of one check in it; a command's words are read as those of a check. What was found out of them last stands for what is known. @param words of a message: what may be words of one name */
export async function openingFromText(
  handling: Handling,
  { log, viewer }: Interaction,
  text: string,
  origin: Origin,
  words = text,
): Promise<Opening> {
  const { check, rest } = checkMeant(text, handling.checks);
  const ids = [...new Set(check.subject.find(rest).ids)];
  const named =
    origin.kind === 'command'
      ? await meantIn(handling, check, rest, log)
      : await namedIn(handling, check, { text: rest, words: ids.length === 0 ? words : '' }, log);
  const found = [
    ...ids.map((id) => ({ id, name: id, kind: null })),
    ...(named?.named ?? []).filter(({ id }) => !ids.includes(id)),
  ].slice(0, MOST_SUBJECTS);
  const diagnoses = await Promise.all(
    found.map(({ id }) => unlessLate(handling, NAMES_WITHIN_MS, handling.memory.lastDiagnosis(check.id, id))),
  );
  const known = diagnoses.filter((diagnosis) => diagnosis !== null);
  const opening = fromDiagnoses({ ...viewer, locale: handling.language }, check, known, origin);
  return {
    ...opening,
    title: known.some(({ verdict }) => isNotWell(verdict)) ? opening.title : '',
    subjects: found.map(({ id, name, kind }) => {
      const own = opening.subjects.find(({ subjectId }) => subjectId === id);
      return { checkId: check.id, subjectId: id, name: own?.name ?? name, kind: own?.kind ?? kind };
    }),
    lastCheckedAtMs: known.length === 0 ? null : Math.min(...known.map(({ asOfMs }) => asOfMs)),
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
  const verdicts = diagnoses.map(({ verdict }) => verdict);
  return {
    ...AS_OF_NOW,
    origin,
    check,
    title:
      commonest === undefined ? '' : titleOf(verdicts, viewer.locale, commonest.report.headline.statement),
    summary:
      only !== undefined && others.length === 0
        ? told(only.report.lines).map(labelled).join('\n')
        : reported.map(({ report: { headline } }) => `${headline.subject}: ${headline.statement}`).join('\n'),
    seen: diagnoses.map((diagnosis) => seenOf(check, diagnosis)),
    subjects: reported.map(({ diagnosis, report }) => ({
      checkId: check.id,
      subjectId: diagnosis.subjectId,
      name: report.headline.subject,
      kind: seenOf(check, diagnosis).standing.outcome.kind,
    })),
  };
}

/** The commonest verdict, and whether there are others: a count would be wrong as soon as somebody is well again. */
function titleOf(
  verdicts: readonly Pick<OutcomeVerdict, 'code'>[],
  locale: Locale,
  commonest: string,
): string {
  const isOnly = new Set(verdicts.map(({ code }) => code)).size <= 1;
  return isOnly ? commonest : wordsIn(locale).incidents.open.andOthers(commonest);
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

/** A message in which somebody may be named. */
interface SearchedMessage {
  /** Everything that people read in it. */
  readonly text: string;
  /** What may be words of one name; '': nothing. */
  readonly words: string;
}

/** Whom a message names: by their whole names; where it names nobody, its words are a search, as in a mention. null: they could not be read, or not in time. */
async function namedIn(
  handling: Handling,
  check: Check,
  message: SearchedMessage,
  log: Interaction['log'],
): Promise<Pick<NamedSubjects, 'named' | 'unclear'> | null> {
  if (check.subject.directory === null || message.text.trim() === '') return { named: [], unclear: [] };
  const lookup = await unlessLate(handling, NAMES_WITHIN_MS, namedOrSearched(handling, check, message));
  if (lookup?.status === 'ok') return lookup;
  log.warn({ problem: lookup?.problem }, 'the names in a text could not be read in time');
  return null;
}

async function namedOrSearched(
  { directory }: Handling,
  check: Check,
  { text, words }: SearchedMessage,
): Promise<Lookup<Pick<NamedSubjects, 'named' | 'unclear'>>> {
  const lookup = await directory.namedIn(check, text);
  if (lookup.status !== 'ok') return lookup;
  if (lookup.found.length > 0 || words === '') return { status: 'ok', named: lookup.found, unclear: [] };
  const searched = await directory.search(check, words);
  if (searched.status !== 'ok') return searched;
  const { exact, found } = searched;
  const meant = exact ?? (found.length === 1 ? found[0] : undefined);
  if (meant !== undefined) return { status: 'ok', named: [meant], unclear: [] };
  // What fits nobody is a message like any other.
  return { status: 'ok', named: [], unclear: found.length === 0 ? [] : [{ words, fits: found }] };
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
