import { http, HttpResponse, type HttpHandler } from 'msw';
import { z } from 'zod';

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
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Provider ${id}</title>
    <style>
      :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
      body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>The application’s admin page</h1>
      <p>Here the page of provider <code>${id}</code> would open. The sandbox has no application behind it.</p>
    </main>
  </body>
</html>
`;
}
