import { http, HttpResponse, type HttpHandler } from 'msw';
import { z } from 'zod';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { Clock } from '../../sources/source.ts';

const told = z.object({ atMs: z.number() });

/** How other processes are told what the bot's clock shows: `GET /clock/now`. */
export function createTimeHandler(now: Clock): HttpHandler {
  return http.get('*/clock/now', () => HttpResponse.json({ atMs: now() }));
}

/** What the clock of a bot in another process shows. @param clockUrl of `/clock` */
export async function readTimeOfBot(clockUrl: string): Promise<EpochMs> {
  return told.parse(await (await fetch(`${clockUrl}/now`)).json()).atMs;
}
