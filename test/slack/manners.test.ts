import { createServer } from 'node:http';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { callSlack, hasDoneNothing } from '../../src/slack/manners.ts';
import { addressOfNobody, serveReally } from '../support/http-server.ts';
import { silentBoltLogger } from './silent-log.ts';

function clientAt(url: string): WebClient {
  return new WebClient('xoxb-sandbox', {
    slackApiUrl: `${url}/api/`,
    retryConfig: { retries: 0 },
    logger: silentBoltLogger,
    rejectRateLimitedCalls: true,
  });
}

describe('a call that fails on the way', () => {
  it('is made again where nothing can have arrived: a post is not lost to a restart of Slack’s edge', async () => {
    const address = await addressOfNobody();
    const delays: number[] = [];
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true }));
    });
    const calling = callSlack(() => clientAt(address).auth.test(), {
      harmless: false,
      async wait(delayMs) {
        delays.push(delayMs);
        if (delays.length < 3) return;
        server.listen(Number(new URL(address).port), '127.0.0.1');
      },
    });
    await expect(calling).resolves.toMatchObject({ ok: true });
    expect(delays).toEqual([500, 1_000, 2_000]);
    server.closeAllConnections();
    server.close();
  });

  it.each([
    ['is made again where a second time does no harm', true, 4],
    ['is made once where it may have arrived', false, 1],
  ])('%s', async (_, harmless, calls) => {
    let requests = 0;
    const address = await serveReally((request) => {
      requests += 1;
      request.socket.destroy();
    });
    const calling = callSlack(() => clientAt(address).auth.test(), { harmless, wait: async () => {} });
    await expect(calling).rejects.toThrow('A request error occurred');
    expect(requests).toBe(calls);
  });

  it('is given up where Slack asks for more patience than people have', async () => {
    const address = await serveReally((_request, response) => {
      response.writeHead(429, { 'retry-after': '3600' }).end();
    });
    const calling = callSlack(() => clientAt(address).auth.test(), { harmless: true, wait: async () => {} });
    await expect(calling).rejects.toThrow('retry this request in 3600 seconds');
  });
});

describe('a call that failed', () => {
  const refusedWith = (error: string) => new WebAPIPlatformError({ ok: false, error });
  const answeredWith = (status: number) => new WebAPIHTTPError(status, '', {});
  const brokenBy = (code: string) =>
    new WebAPIRequestError(
      new Error('fetch failed', { cause: Object.assign(new Error('the socket said so'), { code }) }),
    );

  it.each<[string, Error]>([
    ['refused by Slack', refusedWith('is_archived')],
    ['refused for coming too fast', new WebAPIRateLimitedError(3_600)],
    ['refused on the way, by a proxy', answeredWith(403)],
    ['never connected', brokenBy('ECONNREFUSED')],
  ])('has done nothing: %s', (_, error) => {
    expect(hasDoneNothing(error)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['failed in the middle', refusedWith('fatal_error')],
    ['failed inside of Slack', refusedWith('internal_error')],
    ['answered by a page instead of JSON', refusedWith('<html>503</html>')],
    ['answered by an error of the server', answeredWith(503)],
    ['given up by a server that waited for it', answeredWith(408)],
    ['broken off', brokenBy('ECONNRESET')],
    ['anything else', new Error('chat.postMessage answered without a ts')],
  ])('may have done what it was asked: %s', (_, error) => {
    expect(hasDoneNothing(error)).toBe(false);
  });
});
