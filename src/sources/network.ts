import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';

export interface NetworkSettings {
  /** Certificates of a private authority, trusted beside the usual ones. */
  readonly caPem: string | null;
  /** The HTTP proxy for all requests, e.g. `http://proxy.example:3128`. */
  readonly proxyUrl: string | null;
  /** Hosts that are asked directly, comma-separated, as in `NO_PROXY`. */
  readonly noProxy: string | null;
}

/** The connections of the process to the sources: kept alive, and shared by all who ask. */
export interface Network {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
  /** Requests go through a proxy, which the agents take care of. */
  readonly isProxied: boolean;
  /** Ends all connections. */
  close(): void;
}

/** More than all sources together may have in flight; it only guards against a mistake. */
const MAX_SOCKETS_PER_HOST = 16;
const MAX_IDLE_SOCKETS_PER_HOST = 8;

/** Opens no connection yet. */
export function createNetwork(settings: NetworkSettings): Network {
  const options: http.AgentOptions = {
    keepAlive: true,
    maxSockets: MAX_SOCKETS_PER_HOST,
    maxFreeSockets: MAX_IDLE_SOCKETS_PER_HOST,
    ...proxyOf(settings),
  };
  const httpAgent = new http.Agent(options);
  const httpsAgent = new https.Agent({ ...options, ...authoritiesOf(settings) });
  return {
    httpAgent,
    httpsAgent,
    isProxied: settings.proxyUrl !== null,
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

function proxyOf({ proxyUrl, noProxy }: NetworkSettings): http.AgentOptions {
  if (proxyUrl === null) return {};
  return {
    proxyEnv: {
      HTTP_PROXY: proxyUrl,
      HTTPS_PROXY: proxyUrl,
      ...(noProxy === null ? {} : { NO_PROXY: noProxy }),
    },
  };
}

/** A list of one's own replaces the default one, so the default is repeated. */
function authoritiesOf({ caPem }: NetworkSettings): tls.SecureContextOptions {
  return caPem === null ? {} : { ca: [...tls.getCACertificates('default'), caPem] };
}
