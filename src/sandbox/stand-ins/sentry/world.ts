import { DAY_MS, type EpochMs } from '../../../diagnosis/time.ts';

/** What a stand-in for Sentry holds. It may change while the stand-in runs. */
export interface SentryWorld {
  readonly token: string;
  readonly organizationSlug: string;
  readonly projects: readonly { readonly id: string; readonly slug: string }[];
  readonly events: readonly WorldEvent[];
  /** Events older than this are gone, as in Sentry: they count in an issue's totals only. */
  readonly retentionDays: number;
  /** Events after this instant have not happened yet. */
  nowMs(): EpochMs;
}

export interface WorldEvent {
  /** 32 hexadecimal digits. */
  readonly eventId: string;
  readonly issueId: string;
  readonly projectId: string;
  readonly atMs: EpochMs;
  /** Outermost cause first; empty for a captured message. */
  readonly exceptions: readonly { readonly type: string; readonly value: string }[];
  readonly message: string;
  readonly tags: Readonly<Record<string, string>>;
  /** "Additional data": no search sees it. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** As in getsentry/sentry, eventtypes/error.py and conf SENTRY_MAX_MESSAGE_LENGTH. */
const MAX_TITLE_VALUE_LENGTH = 100;
const MAX_METADATA_VALUE_LENGTH = 1_024;
const MAX_MESSAGE_LENGTH = 8_192;

/** The events that have happened, newest first. */
export function eventsSoFar(world: SentryWorld): readonly WorldEvent[] {
  const nowMs = world.nowMs();
  return world.events.filter(({ atMs }) => atMs <= nowMs).sort((a, b) => b.atMs - a.atMs);
}

/** Before this instant the server keeps no event. */
export function keptFromMs(world: SentryWorld): EpochMs {
  return world.nowMs() - world.retentionDays * DAY_MS;
}

/** What an event's title is made of: the last exception of the chain. */
export function metadataOf(event: WorldEvent): { type?: string; value?: string; title?: string } {
  const last = event.exceptions.at(-1);
  if (last === undefined) return { title: titleOf(event) };
  return { type: last.type, value: last.value.slice(0, MAX_METADATA_VALUE_LENGTH) };
}

export function titleOf(event: WorldEvent): string {
  const last = event.exceptions.at(-1);
  const [line = ''] = (last?.value ?? event.message).split('\n');
  const shown = line.slice(0, MAX_TITLE_VALUE_LENGTH);
  return last === undefined ? shown : [last.type, shown].filter((part) => part !== '').join(': ');
}

/** What a search for `message` sees: the event's message and its metadata. */
export function indexedMessageOf(event: WorldEvent): string {
  const { type, value } = metadataOf(event);
  return [event.message, type, value]
    .filter((part) => part)
    .join(' ')
    .slice(0, MAX_MESSAGE_LENGTH);
}
