import { readAppManifest, type AppManifest } from './manifest.ts';
import type { Fault } from './faults.ts';
import type { SlackWorldSettings } from './settings.ts';
import type { StoredView } from './views.ts';

export type { SlackWorldSettings } from './settings.ts';

/** A message as people see it. */
export interface StoredMessage {
  readonly ts: string;
  readonly channel: string;
  /** Who wrote it; null: the bot. */
  readonly userId: string | null;
  /** The only one who sees it; null: all in the channel. */
  readonly onlyFor: string | null;
  readonly via:
    'chat.postMessage' | 'chat.postEphemeral' | 'response_url' | 'files.completeUploadExternal' | 'person';
  readonly threadTs: string | null;
  /** An answer in a thread that stands in the channel, too. */
  readonly isBroadcast: boolean;
  text: string;
  blocks: readonly unknown[];
  readonly attachments: readonly unknown[];
  readonly fileIds: readonly string[];
  readonly metadata: MessageMetadata | null;
  /** Every earlier state of it, oldest first. */
  readonly history: { readonly text: string; readonly blocks: readonly unknown[] }[];
  isDeleted: boolean;
}

/** What the bot attaches to a message for programs; people do not see it. */
export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

/** A file that the bot uploads or has uploaded. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly lengthBytes: number;
  readonly altText: string;
  readonly url: string;
  title: string;
  /** null until it has been uploaded. */
  body: Uint8Array | null;
  /** Where it has been shared: nobody else can see it. */
  readonly channelIds: Set<string>;
}

interface SlackCall {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The state of the stand-in. Tests read it directly, other processes over HTTP: see `handlers.ts`. */
export interface SlackWorld {
  readonly settings: SlackWorldSettings;
  readonly app: AppManifest;
  readonly clock: () => number;
  readonly messages: StoredMessage[];
  /** Every modal that was ever opened, oldest first. */
  readonly modals: StoredView[];
  /** By person. */
  readonly homes: Map<string, StoredView>;
  readonly files: Map<string, StoredFile>;
  /** The people of each user group. */
  readonly userGroups: Map<string, readonly string[]>;
  readonly calls: SlackCall[];
  /** Channels that somebody has archived, or taken out of the archive, since the beginning. */
  readonly archiving: Map<string, boolean>;
  readonly usedTriggerIds: Set<string>;
  readonly responseUrlUses: Map<string, number>;
  /** Where Socket Mode listens; null: nowhere. */
  socketModeUrl: string | null;
  /** Answers that the next calls get instead of their own, as `ratelimited` or `fatal_error`. */
  readonly nextErrors: { readonly method: string; readonly error: string; readonly retryAfterS?: number }[];
  /** What the next calls of a method meet on their way, oldest first. */
  readonly faults: Fault[];
  /** Called whenever anything may have changed. */
  readonly watchers: Set<() => void>;
  /** A time stamp that names one message. @param agoMs how long ago the message was written */
  nextTs(agoMs?: number): string;
}

export function createSlackWorld(settings: SlackWorldSettings): SlackWorld {
  const clock = settings.clock ?? Date.now;
  let sequence = 0;
  const nextTs = (agoMs = 0): string => {
    sequence += 1;
    return `${Math.floor((clock() - agoMs) / 1_000)}.${String(sequence).padStart(6, '0')}`;
  };
  return {
    settings,
    app: settings.app ?? readAppManifest(),
    clock,
    messages: (settings.seededMessages ?? []).map(({ channel, userId, text, agoMs, attachments = [] }) =>
      newMessage({ ts: nextTs(agoMs), channel, userId, text, attachments, via: 'person' }),
    ),
    modals: [],
    homes: new Map(),
    files: new Map(),
    userGroups: new Map((settings.userGroups ?? []).map(({ id, userIds }) => [id, userIds])),
    calls: [],
    archiving: new Map(),
    usedTriggerIds: new Set(),
    responseUrlUses: new Map(),
    socketModeUrl: null,
    nextErrors: [],
    faults: [],
    watchers: new Set(),
    nextTs,
  };
}

/** What the bot may do. */
export function grantedScopes({ settings, app }: SlackWorld): readonly string[] {
  return settings.grantsOptionalScopes === true
    ? [...settings.scopes, ...app.optionalScopes]
    : settings.scopes;
}

type NewMessage = Pick<StoredMessage, 'ts' | 'channel' | 'text' | 'via'> & Partial<StoredMessage>;

/** A message of the bot for all, in the channel, of text only: where nothing else is said. */
export function newMessage(parts: NewMessage): StoredMessage {
  return {
    userId: null,
    onlyFor: null,
    threadTs: null,
    isBroadcast: false,
    blocks: [],
    attachments: [],
    fileIds: [],
    metadata: null,
    history: [],
    isDeleted: false,
    ...parts,
  };
}

/** Tells all who watch that something may have changed. */
export function announceChange({ watchers }: SlackWorld): void {
  for (const watcher of watchers) watcher();
}
