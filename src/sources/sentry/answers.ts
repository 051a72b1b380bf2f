import { z } from 'zod';

/** Times with `Z` or an offset; one without a zone is refused. As milliseconds since 1970. */
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
/** Ids and counts are strings in some answers and numbers in others. */
const id = z.union([z.string(), z.int()]).transform(String);
const count = z.union([z.int(), z.string().regex(/^\d+$/)]).transform(Number);
const text = z
  .string()
  .nullable()
  .transform((value) => value ?? '');
/** An array column, which some versions give as one string. */
const texts = z
  .union([z.string(), z.array(z.string().nullable())])
  .nullable()
  .transform((value) => (Array.isArray(value) ? value : [value]).filter((part) => part !== null));

/** What an event says of itself, besides the id tag. */
const TEXT_FIELDS = ['title', 'message', 'error.type', 'error.value'];

/** The fields that every search over events asks for, besides the id tag. */
export const EVENT_FIELDS = ['id', 'issue.id', 'timestamp', ...TEXT_FIELDS];

/** The fields of a search that gives each text once, however many events say it. With a function among the fields Sentry groups by the others. */
export const GROUPED_FIELDS = ['count()', 'last_seen()', ...TEXT_FIELDS];

/**
 * A column that was asked for and is missing is refused, for what is not seen must not count as not there.
 * @param tagField the column of the id tag, as `tags[provider_id]`; null when none was asked for
 */
function textColumns(tagField: string | null) {
  return {
    title: text,
    message: text,
    'error.type': texts,
    'error.value': texts,
    ...(tagField === null ? {} : { [tagField]: z.string().nullable() }),
  };
}

/** A page of events (`/organizations/{org}/events/`). */
export function eventsPage(tagField: string | null) {
  const row = z.looseObject({ id: z.string(), 'issue.id': id, timestamp: instant, ...textColumns(tagField) });
  return z.object({ data: z.array(row) });
}
export type EventRow = z.infer<ReturnType<typeof eventsPage>>['data'][number];

/** A page of texts, each with the number of events that say it (the same address, grouped). */
export function textsPage(tagField: string | null) {
  const row = z.looseObject({ 'count()': count, ...textColumns(tagField) });
  return z.object({ data: z.array(row) });
}
export type TextRow = z.infer<ReturnType<typeof textsPage>>['data'][number];

/** The one event that shows how far the project has come. */
export const newestEventPage = z.object({ data: z.array(z.object({ timestamp: instant })) });

/** Issues (`/organizations/{org}/issues/`). Title and metadata follow the latest event: never attribute from them. */
export const issueList = z.array(
  z.object({
    id: z.string(),
    title: text,
    metadata: z
      .object({ type: z.string().nullish(), value: z.string().nullish() })
      .nullish()
      .transform((value) => value ?? {}),
    count,
    lastSeen: instant.nullish(),
    lifetime: z.object({ count, lastSeen: instant.nullish() }).nullish(),
  }),
);
export type IssueRow = z.infer<typeof issueList>[number];

/** A part of an event in full. Exceptions must be readable, for an event without them would be of no kind. */
const entry = z.union([
  z
    .object({
      type: z.literal('exception'),
      data: z.object({
        values: z.array(z.object({ type: z.string().nullish(), value: z.string().nullish() })).nullish(),
      }),
    })
    .transform(({ data }) => ({ is: 'exceptions' as const, exceptions: data.values ?? [] })),
  z
    .object({ type: z.string().refine((type) => type !== 'exception'), data: z.unknown() })
    .transform(({ type, data }) => ({
      is: type === 'message' ? ('message' as const) : ('other' as const),
      data,
    })),
]);

/** Events in full (`/organizations/{org}/issues/{id}/events/?full=true`); without `entries` they are not (sentry#52444). */
export const fullEventList = z.array(
  z.object({
    entries: z.array(entry),
    eventID: z.string(),
    dateCreated: instant,
    title: text,
    message: text,
    tags: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
    /** Extra data. */
    context: z.unknown(),
    contexts: z.unknown().optional(),
  }),
);
export type FullEvent = z.infer<typeof fullEventList>[number];

/** Projects (`/organizations/{org}/projects/`). */
export const projectList = z.array(z.object({ id, slug: z.string() }));
