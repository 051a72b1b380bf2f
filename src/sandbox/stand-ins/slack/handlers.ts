import { http, HttpResponse, type HttpHandler } from 'msw';
import { SLACK_METHODS, type ErrorAnswer, type SlackMethod } from './methods.ts';
import { RESPONSE_URL_ROUTE, takeAnswer } from './response-urls.ts';
import type { SlackWorld } from './world.ts';

/**
 * Slack's Web API and response URLs over a world, as msw handlers. `GET /__messages` shows what stands in Slack.
 * They answer under any host, so the same handlers serve as a real server and intercept in tests.
 */
export function createSlackHandlers(world: SlackWorld): HttpHandler[] {
  return [
    http.post<{ method: string }>('*/api/:method', async ({ params: { method }, request }) => {
      const params = Object.fromEntries(new URLSearchParams(await request.text()));
      const { token: _, ...shown } = params;
      world.calls.push({ method, params: shown });
      return respond(world, method, request.headers.get('authorization'), params);
    }),

    http.post<{ channelId: string; userId: string; issuedAtMs: string; nonce: string }>(
      RESPONSE_URL_ROUTE,
      async ({ params, request }) => {
        const refusal = takeAnswer(
          world,
          { ...params, issuedAtMs: Number(params.issuedAtMs) },
          await request.json().catch(() => null),
        );
        return refusal === null ? HttpResponse.text('ok') : HttpResponse.text(refusal, { status: 404 });
      },
    ),

    http.get('*/__messages', () => HttpResponse.json({ messages: world.messages, modals: world.modals })),
  ];
}

function respond(
  world: SlackWorld,
  name: string,
  authorization: string | null,
  params: Readonly<Record<string, string>>,
): Response {
  const method = SLACK_METHODS[name];
  if (method === undefined) return HttpResponse.json({ ok: false, error: 'unknown_method' });
  const refusal = forcedRefusal(world, name) ?? refusedByToken(world, method, authorization);
  const answer = refusal ?? method.answer(world, params);
  if (!answer.ok && answer.retryAfterS !== undefined) {
    return HttpResponse.json(
      { ok: false, error: answer.error },
      { status: 429, headers: { 'retry-after': String(answer.retryAfterS) } },
    );
  }
  return HttpResponse.json(answer);
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
  { token, scope }: SlackMethod,
  authorization: string | null,
): ErrorAnswer | null {
  if (authorization === null) return { ok: false, error: 'not_authed' };
  const expected = token === 'bot' ? settings.botToken : settings.appToken;
  if (authorization !== `Bearer ${expected}`) return { ok: false, error: 'invalid_auth' };
  if (scope === null || settings.scopes.includes(scope)) return null;
  return { ok: false, error: 'missing_scope', needed: scope };
}
