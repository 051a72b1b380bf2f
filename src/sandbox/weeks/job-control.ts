import { http, HttpResponse, type HttpHandler } from 'msw';
import { z } from 'zod';
import type { Week } from './calendar.ts';
import type { SendingJob } from './sending-job.ts';

const sentThrough = z.strictObject({ week: z.int() });
const mended = z.strictObject({ providerId: z.string(), fromWeek: z.int() });
const weekOf = z.coerce.number().int();
const ailing = z.array(z.object({ id: z.string(), name: z.string() }));

/**
 * How other processes let the application's job run: `PUT /job` with the week that it is to have run through, `PUT /job/healed` with who is mended, and
 * from which week on; `GET /job/ailing?week=…` tells who gets no link then.
 */
export function createJobControl(job: SendingJob): readonly HttpHandler[] {
  return [
    http.put('*/job', ({ request }) => taking(request, sentThrough, ({ week }) => job.runThrough(week))),
    http.put('*/job/healed', ({ request }) =>
      taking(request, mended, ({ providerId, fromWeek }) => job.heal(providerId, fromWeek)),
    ),
    http.get('*/job/ailing', async ({ request }) => {
      const week = weekOf.safeParse(new URL(request.url).searchParams.get('week'));
      if (!week.success) return HttpResponse.json({ issues: week.error.issues }, { status: 400 });
      return HttpResponse.json(await job.ailingAt(week.data));
    }),
  ];
}

/** The job, as another process knows it. @param url of `/job` */
export function createRemoteJob(url: string): SendingJob {
  async function ask(path: string, content: object | null = null): Promise<unknown> {
    const response = await fetch(
      `${url}${path}`,
      content === null ? {} : { method: 'PUT', body: JSON.stringify(content) },
    );
    if (!response.ok) {
      throw new Error(`the sending job answered ${response.status}: ${await response.text()}`);
    }
    return response.json();
  }
  return {
    async runThrough(week: Week) {
      await ask('', { week });
    },
    async heal(providerId, fromWeek) {
      await ask('/healed', { providerId, fromWeek });
    },
    async ailingAt(week) {
      return ailing.parse(await ask(`/ailing?week=${week}`));
    },
  };
}

async function taking<Content extends object>(
  request: Request,
  shape: z.ZodType<Content>,
  act: (content: Content) => Promise<void>,
): Promise<Response> {
  const asked = shape.safeParse(await request.json().catch(() => null));
  if (!asked.success) return HttpResponse.json({ issues: asked.error.issues }, { status: 400 });
  await act(asked.data);
  return Response.json(asked.data);
}
