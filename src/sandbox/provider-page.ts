import { http, HttpResponse, type HttpHandler } from 'msw';
import { z } from 'zod';
import { placeholderPage } from './placeholder-page.ts';

/** What "Open in admin" opens in the sandbox, which has no application: a page that says so. */
export function createProviderPage(): HttpHandler {
  return http.get<{ id: string }>('*/admin/providers/:id', ({ params }) => {
    const id = z.guid().safeParse(params.id);
    return id.success
      ? HttpResponse.html(pageOf(id.data))
      : HttpResponse.text('There is no such provider.\n', { status: 404 });
  });
}

function pageOf(id: string): string {
  return placeholderPage(
    'The application’s admin page',
    `Here the page of provider <code>${id}</code> would open. The sandbox has no application behind it.`,
  );
}
