import { http, HttpResponse, type HttpHandler } from 'msw';
import { z } from 'zod';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { BotTime, Stops } from './passing-time.ts';

const moved = z.strictObject({ atMs: z.number() });
const stopsAsked = z.enum(['all', 'few']).catch('all');
const due = z.object({ nextDueAtMs: z.number().nullable() });

/** How other processes move the bot's clock: `GET /clock?stops=…` tells where to stop next, `PUT /clock` moves it. */
export function createBotClockHandlers(time: BotTime): HttpHandler[] {
  return [
    http.get('*/clock', async ({ request }) => {
      const stops = stopsAsked.parse(new URL(request.url).searchParams.get('stops'));
      return HttpResponse.json({ nextDueAtMs: await time.nextDueAtMs(stops) });
    }),
    http.put('*/clock', async ({ request }) => {
      const change = moved.safeParse(await request.json().catch(() => null));
      if (!change.success) return HttpResponse.json({ issues: change.error.issues }, { status: 400 });
      await time.moveTo(change.data.atMs);
      return HttpResponse.json(change.data);
    }),
  ];
}

/** The bot's time, as another process knows it. @param url of `/clock` */
export function createRemoteBotTime(url: string): BotTime {
  async function ask(query: string, request: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${url}${query}`, request);
    if (!response.ok) {
      throw new Error(`the bot's clock answered ${response.status}: ${await response.text()}`);
    }
    return response.json();
  }
  return {
    async nextDueAtMs(stops: Stops): Promise<EpochMs | null> {
      return due.parse(await ask(`?stops=${stops}`)).nextDueAtMs;
    },
    async moveTo(atMs) {
      await ask('', { method: 'PUT', body: JSON.stringify({ atMs }) });
    },
  };
}
