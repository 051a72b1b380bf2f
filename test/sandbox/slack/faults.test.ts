import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { silentBoltLogger } from '../../slack/silent-log.ts';
import { startRig, type Rig } from './rig.ts';

async function put(rig: Rig, fault: object): Promise<number> {
  const response = await fetch(`${rig.slack.url}/__faults`, { method: 'PUT', body: JSON.stringify(fault) });
  return response.status;
}

/** Gives up soon. */
function impatient(rig: Rig): WebClient {
  return new WebClient(rig.world.settings.botToken, {
    slackApiUrl: `${rig.slack.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 500,
    logger: silentBoltLogger,
  });
}

describe('calls that go wrong, as somebody wishes', () => {
  it.each<[string, string, number]>([
    ['rate-limited', 'rate-limit', 0],
    ['server-error-before', 'An HTTP protocol error occurred', 0],
    ['server-error-after', 'An HTTP protocol error occurred', 1],
    ['hang-after', 'A request error occurred', 1],
  ])('%s', async (kind, error, posted) => {
    const rig = await startRig();
    expect(await put(rig, { method: 'chat.postMessage', kind, count: 1 })).toBe(200);
    const api = impatient(rig);
    await expect(api.chat.postMessage({ channel: 'C1', text: 'a' })).rejects.toThrow(error);
    expect(rig.world.messages).toHaveLength(posted);
    await api.chat.postMessage({ channel: 'C1', text: 'b' });
    expect(rig.world.messages).toHaveLength(posted + 1);
  });

  it('meet one method alone, as often as was said, one after another', async () => {
    const rig = await startRig();
    await put(rig, { method: 'chat.postMessage', kind: 'server-error-before', count: 2 });
    await put(rig, { method: 'chat.postMessage', kind: 'rate-limited', count: 1 });
    const api = impatient(rig);
    await expect(api.auth.test()).resolves.toMatchObject({ ok: true });
    const post = () => api.chat.postMessage({ channel: 'C1', text: 'a' });
    for (const error of ['HTTP protocol', 'HTTP protocol', 'rate-limit'])
      await expect(post()).rejects.toThrow(error);
    await expect(post()).resolves.toMatchObject({ ok: true });
  });

  it('are taken back with a count of 0', async () => {
    const rig = await startRig();
    await put(rig, { method: 'chat.postMessage', kind: 'server-error-before', count: 5 });
    await put(rig, { method: 'auth.test', kind: 'server-error-before', count: 1 });
    await put(rig, { method: 'chat.postMessage', kind: 'server-error-before', count: 0 });
    expect(rig.world.faults).toMatchObject([{ method: 'auth.test' }]);
  });

  it.each([
    ['no JSON object', []],
    ['a kind that nobody knows', { method: 'chat.postMessage', kind: 'odd', count: 1 }],
    ['no count', { method: 'chat.postMessage', kind: 'hang-after' }],
  ])('are refused: %s', async (_, fault) => {
    const rig = await startRig();
    expect(await put(rig, fault)).toBe(400);
    expect(rig.world.faults).toEqual([]);
  });
});
