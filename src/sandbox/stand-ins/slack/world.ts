/** What this Slack is: one workspace, its people and channels, and one app. */
export interface SlackWorldSettings {
  /** Real time unless a test wants its own. */
  readonly clock?: () => number;
  readonly teamId: string;
  readonly enterpriseId?: string | null;
  readonly botToken: string;
  readonly appToken?: string;
  readonly botUserId: string;
  readonly botId: string;
  /** What the app was granted when it was installed. */
  readonly scopes: readonly string[];
  readonly channels: readonly SlackChannel[];
  readonly users: readonly SlackUser[];
  /** As Slack does: one message a second to a channel. Off by default, so that tests and the demo need not wait. */
  readonly limitsMessageRate?: boolean;
}

interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly isBotMember: boolean;
  readonly isArchived?: boolean;
  readonly isShared?: boolean;
}

interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
}

/** A message as people see it. */
export interface StoredMessage {
  readonly ts: string;
  readonly channel: string;
  /** The only one who sees it; null: all in the channel. */
  readonly onlyFor: string | null;
  readonly via: 'chat.postMessage' | 'chat.postEphemeral' | 'response_url';
  readonly threadTs: string | null;
  text: string;
  blocks: readonly unknown[];
  /** Every earlier state of it, oldest first. */
  readonly history: { readonly text: string; readonly blocks: readonly unknown[] }[];
  isDeleted: boolean;
}

interface StoredModal {
  readonly id: string;
  readonly view: unknown;
}

interface SlackCall {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The state of the stand-in. Tests read it directly, other processes over HTTP: see `handlers.ts`. */
export interface SlackWorld {
  readonly settings: SlackWorldSettings;
  readonly clock: () => number;
  readonly messages: StoredMessage[];
  readonly modals: StoredModal[];
  readonly calls: SlackCall[];
  readonly usedTriggerIds: Set<string>;
  readonly responseUrlUses: Map<string, number>;
  /** Where Socket Mode listens; null: nowhere. */
  socketModeUrl: string | null;
  /** Answers that the next calls get instead of their own, as `ratelimited` or `fatal_error`. */
  readonly nextErrors: { readonly method: string; readonly error: string; readonly retryAfterS?: number }[];
  /** A time stamp that names one message. */
  nextTs(): string;
}

export function createSlackWorld(settings: SlackWorldSettings): SlackWorld {
  const clock = settings.clock ?? Date.now;
  let sequence = 0;
  return {
    settings,
    clock,
    messages: [],
    modals: [],
    calls: [],
    usedTriggerIds: new Set(),
    responseUrlUses: new Map(),
    socketModeUrl: null,
    nextErrors: [],
    nextTs() {
      sequence += 1;
      return `${Math.floor(clock() / 1_000)}.${String(sequence).padStart(6, '0')}`;
    },
  };
}
