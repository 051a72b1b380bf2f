import { http, HttpResponse, type HttpHandler } from 'msw';
import { issueEvents, tagValues } from './issue-events.ts';
import { issues } from './issues.ts';
import { orgEvents } from './org-events.ts';
import { Refusal } from './refusal.ts';
import type { SentryWorld } from './world.ts';

interface Answer {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A part of a path, as msw gives it. */
type PathPart = string | readonly string[] | undefined;

/**
 * Sentry's web API, as far as it is known from its documentation and source: the calls for reading issues and events, with their
 * paging, search language, limits and refusals.
 */
export function createSentryHandlers(world: SentryWorld): HttpHandler[] {
  /** A call that needs a token, inside the one organization. */
  function get(
    path: string,
    answer: (url: URL, parts: Readonly<Record<string, PathPart>>) => Answer,
  ): HttpHandler {
    return http.get(`*/api/0${path}`, ({ request, params }) =>
      answered(() => {
        if (request.headers.get('authorization') !== `Bearer ${world.token}`) {
          throw new Refusal(401, 'Invalid token');
        }
        if ('org' in params && params['org'] !== world.organizationSlug) {
          throw new Refusal(404, 'The requested resource does not exist');
        }
        return answer(new URL(request.url), params);
      }),
    );
  }

  return [
    get('/organizations/:org/events/', (url) => linked(orgEvents(url, world))),
    get('/organizations/:org/issues/', (url) => {
      const { isDirectHit, ...answer } = issues(url, world);
      const { body, headers } = linked(answer);
      return { body, headers: { ...headers, ...(isDirectHit ? { 'X-Sentry-Direct-Hit': '1' } : {}) } };
    }),
    get('/organizations/:org/issues/:issueId/events/', (url, { issueId }) =>
      linked(issueEvents(url, String(issueId), world)),
    ),
    get('/organizations/:org/issues/:issueId/tags/:key/values/', (_, { issueId, key }) => ({
      body: tagValues(String(issueId), String(key), world),
    })),
    get('/organizations/:org/projects/', (url) => ({ body: projects(url, world) })),
    http.get('*/api/0/', () => HttpResponse.json({ version: '0', auth: null, user: null })),
  ];
}

function linked({ body, link }: { body: unknown; link: string }): Answer {
  return { body, headers: { Link: link } };
}

function projects(url: URL, world: SentryWorld): unknown {
  const wanted = /^id:(\d+)$/.exec(url.searchParams.get('query') ?? '')?.[1];
  return world.projects
    .filter(({ id }) => wanted === undefined || id === wanted)
    .map(({ id, slug }) => ({ id, slug, name: slug, platform: 'ruby' }));
}

function answered(answer: () => Answer): Response {
  try {
    const { body, headers = {} } = answer();
    return Response.json(body, { headers });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return Response.json({ detail: error.message }, { status: error.status });
  }
}
