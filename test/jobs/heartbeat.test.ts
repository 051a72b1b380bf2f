import { describe, expect, it } from 'vitest';
import { createHeartbeat, type HeartbeatSettings } from '../../src/jobs/heartbeat.ts';

const URL_WITH_SECRET = 'https://heartbeat.invalid/secret-token';

describe('the heartbeat', () => {
  const beat = async (change: Partial<HeartbeatSettings>) => {
    const lines: object[] = [];
    const asked: string[] = [];
    await createHeartbeat({
      url: URL_WITH_SECRET,
      async get(url, { method }) {
        asked.push(`${method} ${url}`);
        return { status: 200 };
      },
      log: { warn: (fields) => void lines.push(fields) },
      ...change,
    })();
    return { asked, lines };
  };

  it('calls the address', async () => {
    expect(await beat({})).toEqual({ asked: [`GET ${URL_WITH_SECRET}`], lines: [] });
  });

  it('calls nobody where no address is set', async () => {
    expect(await beat({ url: null })).toEqual({ asked: [], lines: [] });
  });

  it.each([
    ['is refused', async () => ({ status: 404 }), 404],
    [
      'does not get there',
      async () => {
        const cause = Object.assign(new Error(`connect to ${URL_WITH_SECRET}`), { code: 'ECONNREFUSED' });
        throw new TypeError(`fetch failed: ${URL_WITH_SECRET}`, { cause });
      },
      'ECONNREFUSED',
    ],
    [
      'is not answered',
      async () => {
        throw new DOMException('timed out', 'TimeoutError');
      },
      'TimeoutError',
    ],
  ])(
    'that %s is logged without its address, which may hold a secret, and fails nothing',
    async (_, get, reason) => {
      expect(await beat({ get })).toEqual({ asked: [], lines: [{ reason }] });
    },
  );
});
