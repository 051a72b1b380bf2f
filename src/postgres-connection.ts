import { getCACertificates } from 'node:tls';
import type { ClientConfig, Pool } from 'pg';
import { ConfigurationError } from './errors.ts';

/** How to reach a PostgreSQL database. */
export interface PostgresAddress {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** `verify`: encrypted, and the certificate is checked. `no-verify`: encrypted only. */
  readonly tls: 'verify' | 'no-verify' | 'disable';
  /** Certificates of a private authority, trusted beside the usual ones. */
  readonly caPem: string | null;
}

/** Would override what the setting for TLS says. */
const TLS_PARAMETERS = ['ssl', 'sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'uselibpqcompat'];

/**
 * The options of a pg client or pool.
 * @param setting the environment variable that holds the URL
 * @throws ConfigurationError where the URL cannot be read
 */
export function postgresOptions(address: PostgresAddress, setting: string): ClientConfig {
  const url = parseUrl(address.url, setting);
  for (const parameter of TLS_PARAMETERS) url.searchParams.delete(parameter);
  return {
    connectionString: url.href,
    ssl: tlsOptions(address),
    application_name: 'portal-check',
    keepAlive: true,
  };
}

/**
 * Keeps a broken connection from ending the process. One that breaks while nobody uses it is replaced when the next one is needed; one
 * that breaks in the midst of a statement makes that statement reject, and says so on the client besides.
 */
export function outliveBrokenConnections(pool: Pool): void {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
}

/** Host and port: all of the address that may be shown. */
export function hostAndPort(address: PostgresAddress, setting: string): string {
  const { hostname, port } = parseUrl(address.url, setting);
  return `${hostname}:${port || '5432'}`;
}

function tlsOptions({ tls, caPem }: PostgresAddress): NonNullable<ClientConfig['ssl']> {
  if (tls === 'disable') return false;
  if (tls === 'no-verify' || caPem === null) return { rejectUnauthorized: tls === 'verify' };
  // A list of one's own replaces the default one, so the default is repeated.
  return { rejectUnauthorized: true, ca: [...getCACertificates('default'), caPem] };
}

/** The error of `new URL` quotes the whole text, and so the password: it is no cause to keep. */
function parseUrl(text: string, setting: string): URL {
  const url = URL.parse(text);
  if (url === null) {
    const requirement = { code: 'encoded-password', params: {} } as const;
    throw new ConfigurationError([
      { code: 'setting-wrong', params: { setting, entry: null, requirement, example: null } },
    ]);
  }
  return url;
}
