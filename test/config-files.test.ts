import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCaFile } from '../src/ca-file.ts';
import { readConfig } from '../src/config.ts';
import { problemsOfFiles } from '../src/config-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'portal-check-files-'));
const fileWith = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('files that the environment names', () => {
  it('are listed with all that is wrong with the environment, at once', () => {
    const environment = {
      PORT: 'many',
      CA_FILE: fileWith('ca.pem', 'no certificate'),
      PORTAL_LINKS_FILE: fileWith('portal-links.yml', 'timeZone: Nowhere/Land'),
      DELIVERY_SQL_FILE: join(folder, 'missing.sql'),
    };
    const attempt = () => readConfig(environment, 'slack', problemsOfFiles);
    for (const named of [
      'PORT',
      'SLACK_BOT_TOKEN',
      'DATABASE_URL',
      'CA_FILE',
      'Nowhere/Land',
      'missing.sql',
    ]) {
      expect(attempt).toThrow(named);
    }
  });

  it('may hold a certificate of an own authority', () => {
    const path = new URL('fixtures/tls/server-certificate.pem', import.meta.url).pathname;
    expect(readCaFile(path)).toBe(readFileSync(path, 'utf8'));
  });
});
