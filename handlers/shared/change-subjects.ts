import type { Check } from '../../src/checks/check.ts';
import { searchSubjects, subjectsNamedIn } from '../../src/directory/search.ts';
import { UsageError } from '../../src/errors.ts';
import { isOf } from '../../src/incidents/fact-search.ts';
import type { SubjectRef } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { isSameSubject } from '../../src/incidents/subject-key.ts';
import { incidentTellingOf, standsNow, subjectNamed, subjectSaid } from '../../src/incidents/telling.ts';
import { checkMeant, withFirst } from '../../src/slack/check-meant.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { inItMessage, toldMessage } from '../../src/slack/incident-answers.ts';
import { MOST_SUBJECTS } from '../../src/slack/open-incident-modal.ts';
import { shortenText } from '../../src/slack/shorten.ts';
import { apartFromOwn } from './apart-from-own.ts';
import { incidentNamed, lineOf, requireNotClosed } from './find-incident.ts';
import { fitsRateLimit } from './fits-rate-limit.ts';
import type { Handling, Viewer } from './handling.ts';
import type { Interaction } from './interaction.ts';
import { nameableOf, namedSubjects, type Nameable, type UnclearWords } from './named-subjects.ts';
import { requireEngineerForIncident } from './refuse-incident.ts';
import { rootUrl } from './root-url.ts';
import { tellIncident } from './tell-incident.ts';
import { whyUnreadable } from './why-unreadable.ts';

/** Checking many weighs as much as a digest. */
const MOST_COST = 10;
/** More words that mean nobody for sure are left out, and more of those whom they fit. */
const MOST_UNCLEAR = 5;
const MOST_FITTING = 8;
const MAX_WORDS = 80;

interface SubjectsToChange {
  readonly kind: 'add' | 'remove';
  /** null: of the incident that is open in the channel. */
  readonly number: number | null;
  /** Ids, and words of names. */
  readonly text: string;
  readonly key: string;
}

/** Takes those whom a text names into an incident, or out of it. */
export async function changeSubjects(
  handling: Handling,
  interaction: Interaction,
  change: SubjectsToChange,
): Promise<void> {
  await requireEngineerForIncident(handling, interaction);
  const incident = await incidentNamed(handling, interaction, change.number);
  requireNotClosed(incident, interaction.viewer);
  const refs = await namedRefs(handling, interaction, incident, change);
  if (refs.length > MOST_SUBJECTS) {
    throw new UsageError(interaction.viewer.words.incidents.usage.tooMany(refs.length, MOST_SUBJECTS));
  }
  await (change.kind === 'add'
    ? add(handling, interaction, incident, refs, change.key)
    : remove(handling, interaction, incident, refs, change.key));
}

/** Whoever is in it already is said so, and is not checked for it. */
async function add(
  handling: Handling,
  interaction: Interaction,
  before: Incident,
  named: readonly SubjectRef[],
  key: string,
): Promise<void> {
  const { conversation, viewer, asker, requestId } = interaction;
  const { words } = viewer;
  const { id, number } = before;
  const { refs, names } = apartFromOwn(handling, before, named, viewer);
  if (refs.length === 0) {
    const url = await rootUrl(handling, interaction, before);
    return conversation.whisper(inItMessage({ names, number, url }, words));
  }
  if (!(await fitsRateLimit(handling, interaction, Math.min(refs.length, MOST_COST)))) return;
  const seen = await handling.incidents.incidents.look(refs, { requestId, userId: asker.userId });
  if (seen.length === 0) throw new UsageError(words.incidents.told.couldNotLook);
  const told = await tellIncident(handling, interaction, { key }, (incidents, by) =>
    incidents.addSubjects(id, seen, 'by-hand', by),
  );
  if (told === null) return;
  const { incident } = told;
  const telling = incidentTellingOf(handling.checks, incident, viewer.locale);
  const added = told.facts.flatMap(({ body }) =>
    body.kind === 'subject-added' ? [subjectSaid(body, telling)] : [],
  );
  const sentence = words.incidents.told.added(added.join(', '), lineOf(handling, incident, viewer));
  const { areIn } = words.incidents.unchanged;
  const note = names.length === 0 ? null : areIn(names.join(', '), names.length, `#${number}`);
  await conversation.whisper(toldMessage(sentence, note, words));
}

/** Each by itself: one that is not in it keeps nobody else there. */
async function remove(
  handling: Handling,
  interaction: Interaction,
  { id, everSubjects }: Incident,
  refs: readonly SubjectRef[],
  key: string,
): Promise<void> {
  const { conversation, viewer } = interaction;
  const removed: string[] = [];
  let last: Incident | null = null;
  for (const ref of refs) {
    const told = await tellIncident(
      handling,
      interaction,
      { key: `${key} ${ref.checkId} ${ref.subjectId}` },
      (incidents, by) => incidents.removeSubject(id, ref, by),
    );
    if (told === null) continue;
    last = told.incident;
    const telling = incidentTellingOf(handling.checks, last, viewer.locale);
    const known = everSubjects.find((subject) => isSameSubject(subject, ref));
    removed.push(
      ...told.facts
        .filter(isOf('subject-removed'))
        .map(({ body }) =>
          known === undefined ? subjectNamed(body, telling) : subjectSaid(standsNow(known), telling),
        ),
    );
  }
  if (last === null) return;
  const sentence = viewer.words.incidents.told.removed(removed.join(', '), lineOf(handling, last, viewer));
  await conversation.whisper(toldMessage(sentence, null, viewer.words));
}

/** To take somebody out, the names of those who are in it are known without asking anybody. What means nobody, or several, is said. */
async function namedRefs(
  handling: Handling,
  interaction: Interaction,
  incident: Incident,
  { kind, text }: SubjectsToChange,
): Promise<readonly SubjectRef[]> {
  const { viewer, conversation } = interaction;
  const { words, locale } = viewer;
  const [own] = incident.subjects;
  const { check, rest } = checkMeant(text, withFirst(own?.checkId, handling.checks));
  if (rest.trim() === '') throw new UsageError(words.incidents.usage.nobodyNamed(check.words(locale).noun));
  const nameable = kind === 'add' ? nameableOf(handling, check) : nameableOfIncident(handling, incident);
  const { ids, named, unclear, problem } = await namedSubjects(nameable, rest);
  const refs = [...ids, ...named.map(({ id }) => id)].map(
    (subjectId): SubjectRef =>
      (kind === 'remove' ? incident.subjects.find((each) => each.subjectId === subjectId) : undefined) ?? {
        checkId: check.id,
        subjectId,
      },
  );
  const said = [
    ...(problem === null ? [] : [words.found.failed(whyUnreadable(problem, viewer))]),
    ...unclear.slice(0, MOST_UNCLEAR).map((each) => unclearSaid(each, kind, check, viewer)),
  ].join(' ');
  if (refs.length === 0) throw new UsageError(said);
  if (said !== '') await conversation.whisper(noticeMessage('⚠️', said, words));
  return refs;
}

/** Those who are in an incident, by their ids and names. */
function nameableOfIncident({ checks }: Handling, { subjects }: Incident): Nameable {
  const listed = subjects.map(({ subjectId, now: { outcome } }) => ({
    id: subjectId,
    name: outcome.name,
    kind: outcome.kind,
    figures: {},
  }));
  const wordsOfKind = (kind: string) =>
    checks.flatMap(({ subject }) => subject.directory?.wordsOfKind(kind) ?? []);
  return {
    find(text) {
      const words = text.split(/\s+/u).filter((word) => word !== '');
      const idsIn = (word: string) => checks.flatMap(({ subject }) => subject.find(word).ids);
      return { ids: words.flatMap(idsIn), unreadable: words.filter((word) => idsIn(word).length === 0) };
    },
    search: async (words) => ({ status: 'ok', ...searchSubjects(listed, words, { wordsOfKind }) }),
    namedIn: async (text) => ({ status: 'ok', found: subjectsNamedIn(listed, text) }),
  };
}

function unclearSaid(
  { words: said, fits }: UnclearWords,
  kind: SubjectsToChange['kind'],
  check: Check,
  { words, locale }: Viewer,
): string {
  const says = words.incidents.usage;
  const shown = shortenText(said, MAX_WORDS, words.leftOut.characters);
  if (fits.length === 0) return kind === 'add' ? says.nobodyFound(shown) : says.nobodyInIt(shown);
  const ofCheck = check.words(locale);
  const names = fits.slice(0, MOST_FITTING).map((subject) => `${subject.name} (${ofCheck.listed(subject)})`);
  return says.severalFit(shown, [...names, ...(fits.length > MOST_FITTING ? ['…'] : [])].join(', '));
}
