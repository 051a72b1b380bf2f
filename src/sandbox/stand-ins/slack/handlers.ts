import { http, HttpResponse, type HttpHandler } from 'msw';
import { contentTypeOf, FILE_ROUTE, takeUpload, UPLOAD_ROUTE } from './files.ts';
import { addFault, faultOf, underFault } from './faults.ts';
import { SLACK_METHODS } from './methods.ts';
import type { ErrorAnswer, Params, SlackMethod } from './methods/method.ts';
import { RESPONSE_URL_ROUTE, takeAnswer } from './response-urls.ts';
import { announceChange, grantedScopes, type SlackWorld } from './world.ts';

/**
 * What Slack is for the bot, as msw handlers over a world: its Web API, response URLs and files. `GET /__messages` shows what stands in
 * Slack, and `PUT /__faults` makes calls of a method fail (see `faults.ts`). They answer under any host, so the same handlers serve as a real server and intercept in tests.
 */
export function createSlackHandlers(world: SlackWorld): HttpHandler[] {
  return [
    http.post<{ method: string }>('*/api/:method', async ({ params: { method }, request }) => {
      const params = Object.fromEntries(new URLSearchParams(await request.text()));
      const { token: _, ...shown } = params;
      world.calls.push({ method, params: shown });
      return underFault(faultOf(world, method), () => {
        const response = respond(world, method, request, params);
        announceChange(world);
        return response;
      });
    }),

    http.post<{ channelId: string; userId: string; issuedAtMs: string; nonce: string }>(
      RESPONSE_URL_ROUTE,
      async ({ params, request }) => {
        const originalTs = new URL(request.url).searchParams.get('original');
        const refusal = takeAnswer(
          world,
          {
            ...params,
            issuedAtMs: Number(params.issuedAtMs),
            ...(originalTs === null ? {} : { originalTs }),
          },
          await request.json().catch(() => null),
        );
        announceChange(world);
        return refusal === null ? HttpResponse.text('ok') : HttpResponse.text(refusal, { status: 404 });
      },
    ),

    http.post<{ fileId: string }>(UPLOAD_ROUTE, async ({ params: { fileId }, request }) => {
      const body = new Uint8Array(await request.arrayBuffer());
      const refusal = takeUpload(world, fileId, body);
      return refusal === null
        ? HttpResponse.text(`OK - ${body.byteLength}`)
        : HttpResponse.text(refusal, { status: 400 });
    }),

    http.get<{ fileId: string }>(FILE_ROUTE, ({ params: { fileId } }) => {
      const file = world.files.get(fileId);
      if (file === undefined || file.body === null) return HttpResponse.text('no such file', { status: 404 });
      return HttpResponse.arrayBuffer(new Uint8Array(file.body).buffer, {
        headers: { 'content-type': contentTypeOf(file), 'x-content-type-options': 'nosniff' },
      });
    }),

    http.put('*/__faults', async ({ request }) => {
      const refusal = addFault(world, await request.json().catch(() => null));
      return refusal === null
        ? HttpResponse.json({ faults: world.faults })
        : HttpResponse.json({ issues: refusal }, { status: 400 });
    }),

    http.get('*/__messages', () => {
      const files = [...world.files.values()].map(({ id, name, title }) => ({ id, name, title }));
      return HttpResponse.json({ messages: world.messages, modals: world.modals, files });
    }),
  ];
}

function respond(world: SlackWorld, name: string, request: Request, params: Params): Response {
  const method = SLACK_METHODS[name];
  if (method === undefined) return HttpResponse.json({ ok: false, error: 'unknown_method' });
  const refusal =
    forcedRefusal(world, name) ??
    refusedByToken(world, method, request.headers.get('authorization')) ??
    refusedByScope(world, method, params);
  const answer = refusal ?? method.answer(world, params, new URL(request.url).origin);
  if (!answer.ok && answer.retryAfterS !== undefined) {
    return HttpResponse.json(
      { ok: false, error: answer.error },
      { status: 429, headers: { 'retry-after': String(answer.retryAfterS) } },
    );
  }
  return HttpResponse.json(
    answer,
    method.token === 'bot' ? { headers: { 'x-oauth-scopes': grantedScopes(world).join(',') } } : {},
  );
}

function forcedRefusal({ nextErrors }: SlackWorld, name: string): ErrorAnswer | null {
  const index = nextErrors.findIndex(({ method }) => method === name);
  const [forced] = index === -1 ? [] : nextErrors.splice(index, 1);
  if (forced === undefined) return null;
  const { error, retryAfterS } = forced;
  return { ok: false, error, ...(retryAfterS === undefined ? {} : { retryAfterS }) };
}

function refusedByToken(
  { settings }: SlackWorld,
  { token }: SlackMethod,
  authorization: string | null,
): ErrorAnswer | null {
  if (authorization === null) return { ok: false, error: 'not_authed' };
  const expected = token === 'bot' ? settings.botToken : settings.appToken;
  return authorization === `Bearer ${expected}` ? null : { ok: false, error: 'invalid_auth' };
}

function refusedByScope(world: SlackWorld, method: SlackMethod, params: Params): ErrorAnswer | null {
  const scope = method.scopeFor?.(world, params) ?? method.scope;
  if (scope === null || grantedScopes(world).includes(scope)) return null;
  return { ok: false, error: 'missing_scope', needed: scope };
}
