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

/** How requests and WebSockets reach Slack. */
export interface SlackNetwork {
  readonly fetch: FetchFunction;
  /** For WebSockets; null: their own default, which is better at closing. */
  readonly dispatcher: Dispatcher | null;
}

export function createSlackNetwork({ caPem, proxyUrl, noProxy }: SlackNetworkSettings): SlackNetwork {
  if (caPem === null && proxyUrl === null) return { fetch: globalThis.fetch, dispatcher: null };
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
    fetch: async (url, init) => {
      const { body, ...rest } = init ?? {};
      if (body !== undefined && typeof body !== 'string') throw new TypeError('only text is sent to Slack');
      return fetchWith(url, { ...rest, ...(body === undefined ? {} : { body }), dispatcher });
    },
  };
}
