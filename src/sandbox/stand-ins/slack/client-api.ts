/**
 * What the sandbox page and the stand-in of Slack say to each other: the part that Slack's own apps play in real life. Everything is
 * JSON under `/__client/…` of the stand-in. Types only: the page is bundled for browsers.
 *
 *   GET  /__client/workspace            → Workspace
 *   GET  /__client/view?user=U…         → ClientView: all that this person sees at the moment
 *   GET  /__client/stream               → text/event-stream; an event without meaning ("data: changed") whenever anything may have changed
 *   POST /__client/send                 SendRequest      → Outcome
 *   POST /__client/press                PressRequest     → Outcome
 *   POST /__client/shortcut             ShortcutRequest  → Outcome
 *   POST /__client/suggest              SuggestRequest   → SuggestOutcome
 *   POST /__client/submit               SubmitRequest    → SubmitOutcome
 *   POST /__client/close                { user, viewId } → Outcome
 *   POST /__client/home                 { user }         → Outcome: this person has opened the app's home
 *   POST /__client/delete               DeleteRequest    → Outcome
 *   POST /__client/archive              ArchiveRequest   → Outcome
 *   GET  /__client/upstreams            → UpstreamState[]
 *   PUT  /__client/upstreams            { id, mode }     → UpstreamState[]
 *   POST /__client/pass                 PassRequest      → Outcome: time has passed, for everybody and everything
 *   GET  /__client/ailing               → AilingProvider[]: who gets no link at the next run
 *   POST /__client/heal                 { providerId }   → AilingProvider[]: from the next run on, this one gets its links
 *   PUT  /__client/bot-clock            { url }: where the bot's clock is moved; the demo says so once
 *   PUT  /__client/app                  { eventsUrl, signingSecret }: where the bot takes requests; the demo says so once
 */

export interface Workspace {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botName: string;
  readonly users: readonly ClientUser[];
  readonly channels: readonly ClientChannel[];
  readonly shortcuts: readonly {
    readonly kind: 'global' | 'message';
    readonly callbackId: string;
    readonly name: string;
  }[];
  /** The sandbox's own clock at this moment. */
  readonly nowMs: number;
}

export interface ClientUser {
  readonly id: string;
  readonly name: string;
  readonly role: 'engineer' | 'help-desk' | 'outsider' | 'guest';
  /** Of another organization. */
  readonly isForeign: boolean;
}

export interface ClientChannel {
  readonly id: string;
  readonly name: string;
  /** Of channels, what the page says under its name. */
  readonly topic: string;
  readonly isShared: boolean;
  readonly isArchived: boolean;
  readonly isBotMember: boolean;
  /** Who is in it. */
  readonly memberIds: readonly string[];
}

/** All that one person sees. */
export interface ClientView {
  readonly channels: readonly { readonly id: string; readonly messages: readonly ClientMessage[] }[];
  /** The conversation with the bot; its id is made when it is first needed. */
  readonly direct: { readonly id: string; readonly messages: readonly ClientMessage[] };
  /** What the bot has published as this person's App Home; null: nothing yet. */
  readonly home: ClientSurface | null;
  /** The stack of open modals, the top one last. */
  readonly modals: readonly ClientModal[];
}

export interface ClientMessage {
  readonly ts: string;
  readonly threadTs: string | null;
  /** `null`: the bot. */
  readonly userId: string | null;
  /** "Only visible to you" */
  readonly isEphemeral: boolean;
  readonly isEdited: boolean;
  /** It was deleted, and there are answers to it: only that it was there is seen. */
  readonly isDeleted: boolean;
  /** An answer in a thread that stands in the channel, too. */
  readonly isBroadcast: boolean;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly files: readonly ClientFile[];
}

export interface ClientFile {
  readonly id: string;
  /** "portal-links.csv" */
  readonly name: string;
  readonly title: string;
  /** Only pictures are drawn; anything else can be fetched. */
  readonly isPicture: boolean;
  readonly altText: string;
  readonly url: string;
}

export interface ClientSurface {
  readonly viewId: string;
  readonly blocks: readonly unknown[];
}

export interface ClientModal extends ClientSurface {
  readonly title: string;
  readonly submit: string | null;
  readonly close: string | null;
}

export interface SendRequest {
  readonly user: string;
  readonly channel: string;
  readonly threadTs: string | null;
  /** As typed: `/portal-check …`, or a message; "@portal-check" in it becomes a mention. */
  readonly text: string;
}

export interface PressRequest {
  readonly user: string;
  /** Where the block stands: a message, a modal or the home. */
  readonly at: { readonly channel: string; readonly messageTs: string } | { readonly viewId: string };
  readonly blockId: string;
  readonly actionId: string;
  /** Of a select, a date or radio buttons. */
  readonly value?: BlockValue;
}

export interface ShortcutRequest {
  readonly user: string;
  readonly callbackId: string;
  /** Of a message shortcut. */
  readonly message?: { readonly channel: string; readonly ts: string };
}

export interface SuggestRequest {
  readonly user: string;
  readonly viewId: string;
  readonly blockId: string;
  readonly actionId: string;
  readonly value: string;
}

/** Somebody deletes a message of their own; engineers, who administer this workspace, also those of the bot. */
export interface DeleteRequest {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
}

/** Archives a channel, or takes it out of the archive. */
export interface ArchiveRequest {
  readonly user: string;
  readonly channel: string;
  readonly isArchived: boolean;
}

export interface SubmitRequest {
  readonly user: string;
  readonly viewId: string;
  /** By block id, then by action id. What was left empty is missing. */
  readonly values: Readonly<Record<string, Readonly<Record<string, BlockValue>>>>;
}

/** What a person has put into a control, by the kind of control. */
export type BlockValue =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'option'; readonly value: string; readonly label: string }
  /** Of checkboxes: the values of all that are ticked. */
  | { readonly type: 'options'; readonly values: readonly string[] }
  /** Of a select of several whose options the bot knows. */
  | {
      readonly type: 'suggested';
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | { readonly type: 'user'; readonly id: string }
  | { readonly type: 'conversation'; readonly id: string }
  | { readonly type: 'instant'; readonly epochSeconds: number };

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly description: string | null;
}

/** `error`: the bot did not answer, or with what Slack does not take; then there are no options. */
export interface SuggestOutcome {
  readonly options: readonly Option[];
  readonly error?: string;
}

/** `error`: what Slack itself would say to the person, as "/portal-check is not a valid command here". */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** `errors`: by block id, what the bot has to say to a field of the modal. */
export type SubmitOutcome = Outcome & { readonly errors?: Readonly<Record<string, string>> };

export const UPSTREAM_MODES = [
  'healthy',
  'slow',
  'very-slow',
  'rate-limited',
  'down',
  'wrong-shape',
] as const;
export type UpstreamMode = (typeof UPSTREAM_MODES)[number];

export interface UpstreamState {
  readonly id: 'sentry' | 'loki' | 'database';
  readonly name: string;
  readonly mode: UpstreamMode;
}

/** How much time passes at once. */
export const SPANS = ['hour', 'week'] as const;
export type Span = (typeof SPANS)[number];

export interface PassRequest {
  readonly span: Span;
}

/** A provider that the application's job passes by, or fails at. */
export interface AilingProvider {
  readonly id: string;
  readonly name: string;
}
