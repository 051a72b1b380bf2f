import { http, HttpResponse, type HttpHandler } from 'msw';
import { z } from 'zod';
import type { Week } from './calendar.ts';
import type { SendingJob } from './sending-job.ts';

const sentThrough = z.strictObject({ week: z.int() });

/** How other processes let the application's job run: `PUT /job` with the week that it is to have run through. */
export function createJobControl(job: SendingJob): HttpHandler {
  return http.put('*/job', async ({ request }) => {
    const asked = sentThrough.safeParse(await request.json().catch(() => null));
    if (!asked.success) return HttpResponse.json({ issues: asked.error.issues }, { status: 400 });
    await job.runThrough(asked.data.week);
    return HttpResponse.json(asked.data);
  });
}

/** The job, as another process knows it. @param url of `/job` */
export function createRemoteJob(url: string): SendingJob {
  return {
    async runThrough(week: Week) {
      const response = await fetch(url, { method: 'PUT', body: JSON.stringify({ week }) });
      if (!response.ok) {
        throw new Error(`the sending job answered ${response.status}: ${await response.text()}`);
      }
    },
  };
}
