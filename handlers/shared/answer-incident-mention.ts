import { UsageError } from '../../src/errors.ts';
import type { ClockMark, Fact } from '../../src/incidents/fact.ts';
import { isOf } from '../../src/incidents/fact-search.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { toldMessage } from '../../src/slack/incident-answers.ts';
import { incidentThreadHelp, mentionUsageMessage } from '../../src/slack/incident-help.ts';
import { readIncidentMention, type IncidentMention } from '../../src/slack/incident-mention-text.ts';
import { instantNear, instantOf, type SaidTime } from '../../src/slack/said-time.ts';
import { incidentWordsIn } from '../../src/words/incident.ts';
import { checkIncident } from './check-incident.ts';
import { clockNotes, markOf } from './clock-notes.ts';
import { drawIncident, drawIncidentTimeline } from './draw-incident.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { requireEngineerForIncident } from './refuse-incident.ts';
import { sayElsewhere } from './say-elsewhere.ts';
import { decideDigestShowing } from './showing.ts';
import { tellIncident } from './tell-incident.ts';

/** What somebody asks for, or tells, of the incident in whose thread they do. */
interface MeantForIncident<Mention extends IncidentMention = IncidentMention> {
  readonly incident: Incident;
  readonly mention: Mention;
}

type Of<Kind extends IncidentMention['kind']> = MeantForIncident<
  Extract<IncidentMention, { readonly kind: Kind }>
> & { readonly key: string };

/** @returns null where a mention is meant for something else, or this is no incident's thread */
export async function meantForIncident(
  handling: Handling,
  { thread, asker }: Interaction,
  text: string,
): Promise<MeantForIncident | null> {
  const mention = readIncidentMention(text);
  if (mention === null || thread?.isActive !== true || asker.channelId === null) return null;
  const incident = await handling.incidents.incidents.findByThread(asker.channelId, thread.ts);
  return incident === null ? null : { incident, mention };
}

/** @param key the same for everything that Slack sends of it again */
export async function answerIncidentMention(
  handling: Handling,
  interaction: Interaction,
  { incident, mention }: MeantForIncident,
  key: string,
): Promise<void> {
  const { conversation, viewer } = interaction;
  const { words } = viewer;
  switch (mention.kind) {
    case 'help':
      return conversation.whisper(incidentThreadHelp(words));
    case 'elsewhere':
      return sayElsewhere(handling, interaction, mention.where, incident);
    case 'unreadable':
      return conversation.whisper(mentionUsageMessage(mention.problem, words));
    case 'check':
      return checkIncident(handling, interaction, incident, key);
    case 'timeline':
    case 'status':
      return show(handling, interaction, incident, mention.kind);
    case 'note':
      return note(handling, interaction, { incident, mention, key });
    case 'event':
      return event(handling, interaction, { incident, mention, key });
    case 'correct':
      return correct(handling, interaction, { incident, mention, key });
    case 'withdraw':
      return withdraw(handling, interaction, { incident, mention, key });
  }
}

/** For all in the thread, in the incident's language, where answers are public there; else for the asker alone. */
async function show(
  handling: Handling,
  interaction: Interaction,
  incident: Incident,
  what: 'timeline' | 'status',
): Promise<void> {
  const { conversation } = interaction;
  const showing = await decideDigestShowing(handling, interaction, null);
  const { locale } = incident;
  const viewer =
    showing.visibility.kind === 'channel'
      ? { ...showing.viewer, locale, words: handling.wordsIn(locale) }
      : showing.viewer;
  conversation.showTo(showing.visibility);
  await conversation.answer(
    what === 'timeline'
      ? drawIncidentTimeline(handling, incident, viewer)
      : drawIncident(handling, incident, null, viewer),
  );
  const { id: incidentId, number } = incident;
  await audit(handling, interaction, { event: 'incident-shown', incident: { incidentId, number } });
}

async function note(
  handling: Handling,
  interaction: Interaction,
  { incident, mention, key }: Of<'note'>,
): Promise<void> {
  const told = await tellIncident(handling, interaction, { key }, (incidents, by) =>
    incidents.note(incident.id, mention.text, by),
  );
  const fact = told?.facts[0];
  if (fact === undefined) return;
  // The thread shows it to all, with its number.
  if (incident.closedChannel === null) return;
  const { words } = interaction.viewer;
  await whisperTold(interaction, words.incidents.told.note(fact.seq), fact.seq);
}

async function event(
  handling: Handling,
  interaction: Interaction,
  { incident, mention, key }: Of<'event'>,
): Promise<void> {
  const { time, text, mark: said } = mention;
  const mark = markOf(said, interaction.viewer);
  const nowMs = handling.clock();
  const atMs = required(interaction, time, instantOf(time, incident.timeZone, nowMs));
  const told = await tellIncident(handling, interaction, { key, atMs }, (incidents, by) =>
    incidents.event(incident.id, text, mark, by),
  );
  const fact = told?.facts[0];
  if (fact === undefined) return;
  const { told: says } = interaction.viewer.words.incidents;
  const at = datesOf(interaction, incident, atMs).asOf(atMs);
  const notes = clockNotes(handling, told?.incident ?? incident, { said, atMs }, interaction.viewer);
  const sentence = says.event(at, markSaid(interaction, mark));
  await whisperTold(interaction, [sentence, ...notes].join(' '), fact.seq);
}

/** Whoever told it may correct it; what others told only engineers. */
async function correct(
  handling: Handling,
  interaction: Interaction,
  { incident, mention, key }: Of<'correct'>,
): Promise<void> {
  const { kind: _, seq, time, text, mark: said } = mention;
  const mark = said === undefined ? undefined : markOf(said, interaction.viewer);
  const wrong = await ownOrEngineers(handling, interaction, incident, seq);
  const nowMs = handling.clock();
  const wasAtMs = wrong === undefined ? nowMs : atOf(incident, wrong);
  const atMs =
    time === null ? null : required(interaction, time, instantNear(time, incident.timeZone, wasAtMs, nowMs));
  const told = await tellIncident(handling, interaction, { key }, (incidents, by) =>
    incidents.correct(incident.id, seq, { text, atMs, ...(mark === undefined ? {} : { mark }) }, by),
  );
  if (told === null) return;
  const at = atMs === null ? null : datesOf(interaction, incident, atMs).asOf(atMs);
  const isEvent = wrong?.body.kind === 'event';
  const { words } = interaction.viewer;
  const sentence = words.incidents.told.corrected(
    seq,
    at,
    isEvent ? markSaid(interaction, mark ?? null) : null,
  );
  const marked = { said: isEvent ? (said ?? null) : null, atMs: atMs ?? wasAtMs };
  const notes = clockNotes(handling, told.incident, marked, interaction.viewer);
  await interaction.conversation.whisper(toldMessage([sentence, ...notes].join(' '), null, words));
}

async function withdraw(
  handling: Handling,
  interaction: Interaction,
  { incident, mention: { seq }, key }: Of<'withdraw'>,
): Promise<void> {
  await ownOrEngineers(handling, interaction, incident, seq);
  const told = await tellIncident(handling, interaction, { key }, (incidents, by) =>
    incidents.withdraw(incident.id, seq, by),
  );
  if (told === null) return;
  const { words } = interaction.viewer;
  await interaction.conversation.whisper(toldMessage(words.incidents.told.withdrawn(seq), null, words));
}

/** What is no note and no event nobody can change: that is said to everybody. @returns the fact of that number; undefined: there is none */
async function ownOrEngineers(
  handling: Handling,
  interaction: Interaction,
  { facts }: Incident,
  seq: number,
): Promise<Fact | undefined> {
  const wrong = facts.find((fact) => fact.seq === seq);
  if (wrong === undefined || !isOf('note', 'event')(wrong)) return wrong;
  const isOwn = wrong.by.kind === 'person' && wrong.by.userId === interaction.asker.userId;
  if (!isOwn) await requireEngineerForIncident(handling, interaction);
  return wrong;
}

/** When something happened, by what was corrected in it last. */
function atOf({ facts }: Incident, { seq, atMs }: Fact): number {
  const corrected = facts.findLast(
    ({ body }) => body.kind === 'corrected' && body.seqOfWrong === seq && body.rightAtMs !== null,
  )?.body;
  return corrected?.kind === 'corrected' ? (corrected.rightAtMs ?? atMs) : atMs;
}

function required({ viewer }: Interaction, { hour, minute }: SaidTime, atMs: number | null): number {
  if (atMs !== null) return atMs;
  const said = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  throw new UsageError(viewer.words.incidents.usage.inFuture(said));
}

function datesOf({ viewer }: Interaction, { timeZone }: Incident, atMs: number) {
  return incidentWordsIn(viewer.locale).dates(timeZone, atMs);
}

function markSaid({ viewer }: Interaction, mark: ClockMark | null): string | null {
  return mark === null ? null : incidentWordsIn(viewer.locale).marks[mark];
}

async function whisperTold({ conversation, viewer }: Interaction, said: string, seq: number): Promise<void> {
  const { words } = viewer;
  await conversation.whisper(toldMessage(said, words.incidents.told.howToCorrect(seq), words));
}
