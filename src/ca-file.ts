import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigurationError } from './errors.ts';

/**
 * The text of the PEM file with the private authority; null where none is configured.
 * @throws ConfigurationError where it cannot be read, or holds no certificate: Node would pass over it in silence
 */
export function readCaFile(path: string | null): string | null {
  if (path === null) return null;
  try {
    const pem = readFileSync(path, 'utf8');
    // Parsed only to see that it is one.
    void new X509Certificate(pem);
    return pem;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(
      [{ code: 'not-certificate', params: { setting: 'CA_FILE', file: path, reason } }],
      { cause },
    );
  }
}
