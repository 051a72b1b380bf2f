import { http, HttpResponse, type HttpHandler } from 'msw';
import type { z } from 'zod';
import type { AilingProvider, Span, UpstreamMode, UpstreamState } from '../client-api.ts';
import { userOf } from '../places.ts';
import type { SlackWorld } from '../world.ts';
import type { SlackClient } from './client.ts';
import { isLocal } from './local-only.ts';
import {
  appAddress,
  archiveRequest,
  botClock,
  closeRequest,
  deleteRequest,
  healRequest,
  homeRequest,
  passRequest,
  pressRequest,
  sendRequest,
  shortcutRequest,
  submitRequest,
  suggestRequest,
  upstreamChange,
} from './requests.ts';
import { changeStream } from './stream.ts';

/** The sources of the bot, as the page's panel knows them. */
export interface Upstreams {
  list(): Promise<readonly UpstreamState[]>;
  set(id: UpstreamState['id'], mode: UpstreamMode): Promise<void>;
}

/** The sandbox's time. */
export interface Weeks {
  /** Resolves when so much has passed for everybody. */
  letPass(span: Span): Promise<void>;
  /** The bot's clock is moved there from now on. */
  followedBy(clockUrl: string): void;
}

/** The application's sending job, as far as somebody can mend it. */
export interface Healing {
  /** Who gets no link at the next run. */
  ailing(): Promise<readonly AilingProvider[]>;
  /** From the next run on, this one gets its links. */
  heal(providerId: string): Promise<void>;
}

/** One file of the page; null: it has none of that path. */
type PageFile = { readonly body: Uint8Array; readonly contentType: string } | null;

export interface ClientRoutes {
  readonly world: SlackWorld;
  readonly client: SlackClient;
  readonly upstreams: Upstreams;
  readonly weeks: Weeks;
  readonly healing: Healing;
  /** @param path `/`, or `/assets/…` */
  readonly page: (path: string) => Promise<PageFile>;
}

/** Slack's own app over HTTP, for the page and for whoever plays a person from another process: see `client-api.ts`. */
export function createClientHandlers({
  world,
  client,
  upstreams,
  weeks,
  healing,
  page,
}: ClientRoutes): HttpHandler[] {
  return [
    // What comes first is asked first: nothing below is for strangers.
    http.all('*/__client/*', ({ request }) => strangersRefusal(request)),
    http.get('*/__client/workspace', () => HttpResponse.json(client.workspace())),
    http.get('*/__client/view', ({ request }) => {
      const user = new URL(request.url).searchParams.get('user') ?? '';
      return userOf(world, user) === null
        ? HttpResponse.text('there is no such person', { status: 404 })
        : HttpResponse.json(client.view(user));
    }),
    http.get('*/__client/stream', () => changeStream(world)),
    taking('post', 'send', sendRequest, (request) => client.send(request)),
    taking('post', 'press', pressRequest, (request) => client.press(request)),
    taking('post', 'shortcut', shortcutRequest, (request) => client.shortcut(request)),
    taking('post', 'suggest', suggestRequest, (request) => client.suggest(request)),
    taking('post', 'submit', submitRequest, (request) => client.submit(request)),
    taking('post', 'close', closeRequest, (request) => client.close(request)),
    taking('post', 'home', homeRequest, (request) => client.openHome(request)),
    taking('post', 'delete', deleteRequest, (request) => client.deleteMessage(request)),
    taking('post', 'archive', archiveRequest, (request) => client.archive(request)),
    http.get('*/__client/upstreams', async () => HttpResponse.json(await upstreams.list())),
    taking('put', 'upstreams', upstreamChange, async ({ id, mode }) => {
      await upstreams.set(id, mode);
      return upstreams.list();
    }),
    taking('put', 'app', appAddress, async (address) => {
      client.connect(address);
      return { ok: true };
    }),
    taking('post', 'pass', passRequest, async ({ span }) => {
      await weeks.letPass(span);
      return { ok: true };
    }),
    http.get('*/__client/ailing', async () => HttpResponse.json(await healing.ailing())),
    taking('post', 'heal', healRequest, async ({ providerId }) => {
      await healing.heal(providerId);
      return healing.ailing();
    }),
    taking('put', 'bot-clock', botClock, async ({ url }) => {
      weeks.followedBy(url);
      return { ok: true };
    }),
    http.get('*/', ({ request }) => pageResponse(request, page)),
    http.get('*/assets/*', ({ request }) => pageResponse(request, page)),
  ];
}

function taking<Content>(
  method: 'post' | 'put',
  path: string,
  shape: z.ZodType<Content>,
  act: (content: Content) => Promise<unknown>,
): HttpHandler {
  return http[method](`*/__client/${path}`, async ({ request }) => {
    const parsed = shape.safeParse(await request.json().catch(() => null));
    if (!parsed.success) return HttpResponse.json({ issues: parsed.error.issues }, { status: 400 });
    return Response.json(await act(parsed.data));
  });
}

/** @returns nothing where the request may go on */
function strangersRefusal(request: Request): Response | undefined {
  return isLocal(request) ? undefined : new Response('only for this machine\n', { status: 403 });
}

async function pageResponse(request: Request, page: ClientRoutes['page']): Promise<Response> {
  const refusal = strangersRefusal(request);
  if (refusal !== undefined) return refusal;
  const file = await page(new URL(request.url).pathname);
  if (file === null) return new Response('the page has no such file\n', { status: 404 });
  return new Response(new Uint8Array(file.body), {
    headers: {
      'content-type': file.contentType,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
  });
}
