import { http, HttpResponse, type HttpHandler } from 'msw';
import { z } from 'zod';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { BotTime } from './passing-week.ts';

const moved = z.strictObject({ atMs: z.number() });
const due = z.object({ nextDueAtMs: z.number().nullable() });

/** How other processes move the bot's clock: `GET /clock` tells when something falls due, `PUT /clock` moves it. */
export function createBotClockHandlers(time: BotTime): HttpHandler[] {
  const answer = async () => HttpResponse.json({ nextDueAtMs: await time.nextDueAtMs() });
  return [
    http.get('*/clock', answer),
    http.put('*/clock', async ({ request }) => {
      const change = moved.safeParse(await request.json().catch(() => null));
      if (!change.success) return HttpResponse.json({ issues: change.error.issues }, { status: 400 });
      await time.moveTo(change.data.atMs);
      return answer();
    }),
  ];
}

/** The bot's time, as another process knows it. @param url of `/clock` */
export function createRemoteBotTime(url: string): BotTime {
  async function ask(request: RequestInit = {}): Promise<EpochMs | null> {
    const response = await fetch(url, request);
    if (!response.ok) {
      throw new Error(`the bot's clock answered ${response.status}: ${await response.text()}`);
    }
    return due.parse(await response.json()).nextDueAtMs;
  }
  return {
    nextDueAtMs: () => ask(),
    async moveTo(atMs) {
      await ask({ method: 'PUT', body: JSON.stringify({ atMs }) });
    },
  };
}
