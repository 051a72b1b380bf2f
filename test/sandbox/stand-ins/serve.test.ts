import { create } from 'axios';
import { http, HttpResponse } from 'msw';
import { expect, onTestFinished, test } from 'vitest';
import { serve, type StandIn } from '../../../src/sandbox/stand-ins/serve.ts';

async function start(): Promise<StandIn> {
  const standIn = await serve([
    http.get('*/hello', ({ request }) =>
      HttpResponse.json(
        { name: new URL(request.url).searchParams.get('name') },
        { headers: { Link: '<x>' } },
      ),
    ),
    http.post('*/echo', async ({ request }) => HttpResponse.text(await request.text(), { status: 201 })),
    http.get('*/broken', () => HttpResponse.error()),
    http.get('*/mistake', () => {
      throw new Error('in the handler');
    }),
  ]);
  onTestFinished(() => standIn.close());
  return standIn;
}

const client = create({ proxy: false, validateStatus: null });

test('handlers answer over a real connection', async () => {
  const { url } = await start();

  const hello = await client.get(`${url}/hello?name=%C3%A9`);
  const echo = await client.post(`${url}/echo`, 'böse=1', { headers: { 'Content-Type': 'text/plain' } });

  expect(hello).toMatchObject({ status: 200, data: { name: 'é' }, headers: { link: '<x>' } });
  expect(echo).toMatchObject({ status: 201, data: 'böse=1' });
});

test('a link of an answer opens a page that says what would stand there, where the sandbox has the API only', async () => {
  const standIn = await serve([], { webPagesOf: 'Sentry' });
  onTestFinished(() => standIn.close());
  const address = `${standIn.url}/issues/1/`;
  const page = await client.get(address, { headers: { accept: 'text/html' } });
  expect(page).toMatchObject({ status: 200, data: expect.stringContaining('Here Sentry would show') });
  expect((await client.get(address, { headers: { accept: 'application/json' } })).status).toBe(501);
});

test('what no handler knows is 501, and a handler that throws is 500: never an empty answer', async () => {
  const { url } = await start();

  expect(await client.get(`${url}/other`)).toMatchObject({
    status: 501,
    data: expect.stringContaining('GET /other'),
  });
  expect((await client.get(`${url}/mistake`)).status).toBe(500);
});

test('a network error is a broken connection', async () => {
  const { url } = await start();

  await expect(client.get(`${url}/broken`)).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('another process changes the conditions and reads the journal', async () => {
  const standIn = await start();
  const { url } = standIn;

  await client.put(`${url}/__conditions`, { mode: 'rate-limited' });
  const limited = await client.get(`${url}/hello?name=a&name=b`);
  await client.put(`${url}/__conditions`, { mode: 'wrong-shape', latencyMs: 1 });
  const wrong = await client.get(`${url}/hello`);
  const journal = await client.get(`${url}/__journal`);

  expect(limited).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
  expect(wrong).toMatchObject({ status: 200, data: { answer: 42 } });
  expect(standIn.conditions).toEqual({ mode: 'wrong-shape', latencyMs: 1 });
  expect(journal.data).toEqual([
    {
      method: 'GET',
      path: '/hello',
      query: [
        ['name', 'a'],
        ['name', 'b'],
      ],
    },
    { method: 'GET', path: '/hello', query: [] },
  ]);
  expect(standIn.requestCount()).toBe(2);
});

test('conditions that do not exist are refused', async () => {
  const standIn = await start();

  const answer = await client.put(`${standIn.url}/__conditions`, { mode: 'drunk' });

  expect(answer.status).toBe(400);
  expect(standIn.conditions.mode).toBe('healthy');
});

test('down breaks connections, hanging never answers', async () => {
  const standIn = await start();

  standIn.conditions.mode = 'down';
  await expect(client.get(`${standIn.url}/hello`)).rejects.toMatchObject({ code: 'ECONNRESET' });
  standIn.conditions.mode = 'hanging';
  await expect(client.get(`${standIn.url}/hello`, { timeout: 50 })).rejects.toMatchObject({
    code: 'ECONNABORTED',
  });
});
