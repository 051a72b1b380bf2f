import tls from 'node:tls';
import type { FetchFunction } from '@slack/web-api';
import { EnvHttpProxyAgent, fetch as fetchWith, type Dispatcher } from 'undici';

/** The way to Slack. All null: directly, trusting the usual authorities. */
export interface SlackNetworkSettings {
  /** Certificates of a private authority, trusted beside the usual ones. */
  readonly caPem: string | null;
  /** The HTTP proxy for all requests. */
  readonly proxyUrl: string | null;
  /** Hosts that are asked directly, comma-separated. */
  readonly noProxy: string | null;
}

/** Slack answers within a second or two; a post that hangs longer is worth an error. */
export const REQUEST_TIMEOUT_MS = 10_000;
const UPLOAD_TIMEOUT_MS = 20_000;

/** @returns the status of the answer */
export type Upload = (url: string, bytes: Uint8Array) => Promise<{ readonly status: number }>;

/** How requests and WebSockets reach Slack. */
export interface SlackNetwork {
  readonly fetch: FetchFunction;
  /** Posts a file to an address that Slack has given. */
  readonly upload: Upload;
  /** For WebSockets; null: their own default, which is better at closing. */
  readonly dispatcher: Dispatcher | null;
}

export function createSlackNetwork({ caPem, proxyUrl, noProxy }: SlackNetworkSettings): SlackNetwork {
  if (caPem === null && proxyUrl === null) {
    return {
      fetch: globalThis.fetch,
      upload: (url, bytes) => globalThis.fetch(url, uploadOf(bytes)),
      dispatcher: null,
    };
  }
  // A list of one's own replaces the default one, so the default is repeated.
  const trust = caPem === null ? {} : { ca: [...tls.getCACertificates('default'), caPem] };
  const dispatcher = new EnvHttpProxyAgent({
    // Empty strings, so that the environment of the process is not read.
    httpProxy: proxyUrl ?? '',
    httpsProxy: proxyUrl ?? '',
    noProxy: noProxy ?? '',
    connect: trust,
    requestTls: trust,
    proxyTls: trust,
  });
  return {
    dispatcher,
    upload: (url, bytes) => fetchWith(url, { ...uploadOf(bytes), dispatcher }),
    fetch: async (url, init) => {
      const { body, ...rest } = init ?? {};
      if (body !== undefined && typeof body !== 'string') throw new TypeError('only text is sent to Slack');
      return fetchWith(url, { ...rest, ...(body === undefined ? {} : { body }), dispatcher });
    },
  };
}

function uploadOf(bytes: Uint8Array) {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Buffer.from(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  } as const;
}
