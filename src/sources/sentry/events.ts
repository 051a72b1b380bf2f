import type { ExceptionEvent, ExceptionIssue, ExceptionsQuestion } from '../../checks/questions.ts';
import type { EventRow, FullEvent, IssueRow, TextRow } from './answers.ts';
import {
  idBehind,
  idsNamedBy,
  isFoundByPart,
  kindOf,
  stringsIn,
  uuidsIn,
  type EventText,
} from './attribution.ts';
import type { SentryLinks } from './links.ts';

/** What one row of a search says, or why that is of no interest. */
export type Recognised =
  | { readonly is: 'watched'; readonly kind: string; readonly namedIds: readonly string[] }
  /** Found only because a phrase could not be searched for as a whole. */
  | { readonly is: 'other' }
  /** Sentry says that it is of a watched kind, yet shows nothing of that kind. */
  | { readonly is: 'contradiction' };

/** The columns that events and grouped texts have in common. */
type SaidRow = Pick<EventRow & TextRow, 'title' | 'message' | 'error.type' | 'error.value'> &
  Readonly<Record<string, unknown>>;

/** Recognises one row of a search over events, or over what they say. Its text ends here. */
export function recognise(row: SaidRow, question: ExceptionsQuestion): Recognised {
  const text: EventText = {
    title: row.title,
    message: row.message,
    exceptionTypes: row['error.type'],
    exceptionValues: row['error.value'],
  };
  const kind = kindOf(text, question);
  if (kind === null) return { is: isFoundByPart(text, question) ? 'other' : 'contradiction' };
  const tag = question.idTag === null ? null : row[`tags[${question.idTag}]`];
  const about = aboutOf(kind, text, question);
  const namedIds = about === null ? idsNamedBy(text, typeof tag === 'string' ? tag : null) : [about];
  return { is: 'watched', kind, namedIds };
}

/**
 * Reads an event in full; null when it is of no watched kind, though its issue holds one that is.
 * Any UUID of its extra data counts as named. Contexts and other tags hold UUIDs of many things, so only the asked ids
 * count there; where all are asked for, whoever asks knows which of them are of interest. Breadcrumbs and the request are not looked at: they tell what the process did before, perhaps for
 * somebody else.
 */
export function eventInFull(
  full: FullEvent,
  issueId: string,
  question: ExceptionsQuestion,
  links: SentryLinks,
): ExceptionEvent | null {
  const exceptions = full.entries.flatMap((entry) => (entry.is === 'exceptions' ? entry.exceptions : []));
  const messages = full.entries.flatMap((entry) => (entry.is === 'message' ? stringsIn(entry.data) : []));
  const text: EventText = {
    title: full.title,
    message: [full.message, ...messages].join('\n'),
    exceptionTypes: exceptions.flatMap(({ type }) => type ?? []),
    exceptionValues: exceptions.flatMap(({ value }) => value ?? []),
  };
  const kind = kindOf(text, question);
  if (kind === null) return null;
  const about = aboutOf(kind, text, question);
  const idTag = full.tags.find(({ key }) => key === question.idTag)?.value ?? null;
  const elsewhere = uuidsIn(stringsIn([full.contexts, full.tags.map(({ value }) => value)]));
  return {
    eventId: full.eventID,
    issueId,
    kind,
    atMs: full.dateCreated,
    namedIds:
      about === null
        ? [
            ...new Set([
              ...idsNamedBy(text, idTag),
              ...uuidsIn(stringsIn(full.context)),
              ...elsewhere.filter((id) => isAsked(id, question)),
            ]),
          ]
        : [about],
    url: links.event(issueId, full.eventID),
  };
}

function isAsked(id: string, { ids }: ExceptionsQuestion): boolean {
  return ids === 'all' || ids.includes(id);
}

/** Whom an event is about by the very phrase that it was found by; null where the phrase does not say. */
function aboutOf(kind: string, text: EventText, { messagePhrases }: ExceptionsQuestion): string | null {
  return messagePhrases.includes(kind) ? idBehind(kind, text) : null;
}

/**
 * Reads one issue: its totals only, for its title follows its latest event. Its kind comes from there, or else from an event of
 * this issue; null when neither tells, and then no event of it was read either.
 */
export function issueOfRow(
  row: IssueRow,
  question: ExceptionsQuestion,
  events: readonly ExceptionEvent[],
  links: SentryLinks,
): ExceptionIssue | null {
  const { type, value } = row.metadata;
  const text: EventText = {
    title: row.title,
    message: '',
    exceptionTypes: type ? [type] : [],
    exceptionValues: value ? [value] : [],
  };
  const kind = kindOf(text, question) ?? events.find(({ issueId }) => issueId === row.id)?.kind ?? null;
  if (kind === null) return null;
  const allTime = row.lifetime ?? row;
  return {
    issueId: row.id,
    kind,
    totalEvents: allTime.count,
    lastSeenMs: allTime.lastSeen ?? row.lastSeen ?? null,
    url: links.issue(row.id),
  };
}

/** Each event once, newest first. What two readings of an event name is put together: one may have seen more of it. */
export function mergeEvents(...lists: readonly (readonly ExceptionEvent[])[]): readonly ExceptionEvent[] {
  const byId = new Map<string, ExceptionEvent>();
  for (const event of lists.flat()) {
    const known = byId.get(event.eventId);
    const namedIds =
      known === undefined ? event.namedIds : [...new Set([...known.namedIds, ...event.namedIds])];
    byId.set(event.eventId, { ...(known ?? event), namedIds });
  }
  return [...byId.values()].sort((a, b) => b.atMs - a.atMs);
}
