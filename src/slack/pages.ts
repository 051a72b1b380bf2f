import type { ServerResponse } from 'node:http';
import type { CustomRoute, Logger } from '@slack/bolt';

/** What the bot shows over HTTP to whoever runs it, beside what Slack sends to it. */
export interface Page {
  readonly path: string;
  readonly show: () => Promise<PageContent>;
}

export interface PageContent {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A page as Bolt serves it. One that cannot be shown is an error of the server, and says no more. */
export function pageRoute({ path, show }: Page, logger: Logger): CustomRoute {
  return {
    path,
    method: 'GET',
    handler: (_request, response) => {
      void answer(response, show).catch((error: unknown) => {
        logger.error(`${path} could not be shown`, error);
        response.writeHead(500).end();
      });
    },
  };
}

async function answer(response: ServerResponse, show: Page['show']): Promise<void> {
  const { status, contentType, body } = await show();
  response.writeHead(status, { 'content-type': contentType }).end(body);
}
