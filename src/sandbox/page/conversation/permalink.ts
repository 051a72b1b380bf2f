/** Of the stand-in's workspace: what `chat.getPermalink` answers with. */
const ORIGIN = 'https://sandbox.slack.example';

/** A message that a link leads to. */
export interface LinkedMessage {
  readonly channelId: string;
  readonly ts: string;
  /** The thread that it is an answer in; null: none. */
  readonly threadTs: string | null;
}

/** Reads the address of a message of this workspace; null: it is another address. */
export function linkedMessage(address: string): LinkedMessage | null {
  if (!URL.canParse(address)) return null;
  const { origin, pathname, searchParams } = new URL(address);
  const [, channelId, seconds, rest] = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(pathname) ?? [];
  if (origin !== ORIGIN || channelId === undefined) return null;
  return { channelId, ts: `${seconds}.${rest}`, threadTs: searchParams.get('thread_ts') };
}
