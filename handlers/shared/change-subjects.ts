import { UsageError } from '../../src/errors.ts';
import type { SubjectRef } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { incidentTellingOf, standsNow, subjectSaid } from '../../src/incidents/telling.ts';
import { toldMessage } from '../../src/slack/incident-answers.ts';
import { MOST_SUBJECTS } from '../../src/slack/open-incident-modal.ts';
import { incidentNamed, lineOf } from './find-incident.ts';
import { subjectsIn } from './find-subject.ts';
import { fitsRateLimit } from './fits-rate-limit.ts';
import type { Handling } from './handling.ts';
import type { Interaction } from './interaction.ts';
import { requireEngineerForIncident } from './refuse-incident.ts';
import { tellIncident } from './tell-incident.ts';

/** Checking many weighs as much as a digest. */
const MOST_COST = 10;

interface SubjectsToChange {
  readonly kind: 'add' | 'remove';
  /** null: of the incident that is open in the channel. */
  readonly number: number | null;
  /** Ids and whole names. */
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
  const refs = await namedRefs(handling, interaction, incident, change);
  if (refs.length > MOST_SUBJECTS) {
    throw new UsageError(interaction.viewer.words.incidents.usage.tooMany(refs.length, MOST_SUBJECTS));
  }
  await (change.kind === 'add'
    ? add(handling, interaction, incident, refs, change.key)
    : remove(handling, interaction, incident, refs, change.key));
}

async function add(
  handling: Handling,
  interaction: Interaction,
  { id }: Incident,
  refs: readonly SubjectRef[],
  key: string,
): Promise<void> {
  const { conversation, viewer, asker, requestId } = interaction;
  if (!(await fitsRateLimit(handling, interaction, Math.min(refs.length, MOST_COST)))) return;
  const seen = await handling.incidents.incidents.look(refs, { requestId, userId: asker.userId });
  if (seen.length === 0) throw new UsageError(viewer.words.incidents.told.couldNotLook);
  const told = await tellIncident(handling, interaction, { key }, (incidents, by) =>
    incidents.addSubjects(id, seen, 'by-hand', by),
  );
  if (told === null) return;
  const { incident } = told;
  const telling = incidentTellingOf(handling.checks, incident, viewer.locale);
  const added = told.facts.flatMap(({ body }) =>
    body.kind === 'subject-added' ? [subjectSaid(body, telling)] : [],
  );
  const sentence = viewer.words.incidents.told.added(added.join(', '), lineOf(handling, incident, viewer));
  await conversation.whisper(toldMessage(sentence, null, viewer.words));
}

/** Each by itself: one that is not in it keeps nobody else there. */
async function remove(
  handling: Handling,
  interaction: Interaction,
  { id }: Incident,
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
    removed.push(...told.facts.flatMap(({ body }) => (body.kind === 'subject-removed' ? [body.name] : [])));
  }
  if (last === null) return;
  const sentence = viewer.words.incidents.told.removed(removed.join(', '), lineOf(handling, last, viewer));
  await conversation.whisper(toldMessage(sentence, null, viewer.words));
}

/** To take somebody out, the names of those who are in it are known without asking anybody. */
async function namedRefs(
  handling: Handling,
  interaction: Interaction,
  { subjects }: Incident,
  { kind, text }: SubjectsToChange,
): Promise<readonly SubjectRef[]> {
  const { words, locale } = interaction.viewer;
  const says = words.incidents.usage;
  const [first] = handling.checks;
  const noun = first.words(locale).noun;
  if (text.trim() === '') throw new UsageError(says.nobodyNamed(noun));
  if (kind === 'remove') {
    const telling = incidentTellingOf(handling.checks, { timeZone: 'UTC', openedAtMs: 0 }, locale);
    const plain = text.toLowerCase();
    const named = subjects.filter(
      (subject) =>
        plain.includes(subject.subjectId.toLowerCase()) ||
        [subject.now.outcome.name, subjectSaid(standsNow(subject), telling)].some(
          (name) => name !== '' && plain.includes(name.toLowerCase()),
        ),
    );
    if (named.length > 0) return named;
    const ids = handling.checks.flatMap((check) =>
      check.subject.find(text).ids.map((subjectId) => ({ checkId: check.id, subjectId })),
    );
    const [known] = ids;
    if (known === undefined) throw new UsageError(words.incidents.unchanged.noSuchSubject);
    return [known];
  }
  const ids = await subjectsIn(handling, interaction, first, text);
  if (ids.length === 0) throw new UsageError(says.nobodyFound(text));
  return ids.map((subjectId) => ({ checkId: first.id, subjectId }));
}
