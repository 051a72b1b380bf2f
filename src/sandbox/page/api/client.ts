import type { z } from 'zod';
import type {
  AilingProvider,
  ArchiveRequest,
  ClientView,
  DeleteRequest,
  Outcome,
  PressRequest,
  SendRequest,
  ShortcutRequest,
  Span,
  SubmitOutcome,
  SubmitRequest,
  SuggestOutcome,
  SuggestRequest,
  UpstreamState,
  Workspace,
} from '../../stand-ins/slack/client-api.ts';
import {
  ailingSchema,
  outcomeSchema,
  submitOutcomeSchema,
  suggestOutcomeSchema,
  upstreamsSchema,
  viewSchema,
  workspaceSchema,
} from './schemas.ts';

export const STREAM_PATH = '/__client/stream';

/** Every call to the stand-in of Slack. Each rejects if the stand-in does not answer, or answers in another shape than agreed. */
export const client = {
  workspace: (): Promise<Workspace> => ask('workspace', workspaceSchema),
  view: (user: string): Promise<ClientView> => ask(`view?user=${encodeURIComponent(user)}`, viewSchema),
  upstreams: (): Promise<readonly UpstreamState[]> => ask('upstreams', upstreamsSchema),
  setUpstream: ({ id, mode }: Pick<UpstreamState, 'id' | 'mode'>): Promise<readonly UpstreamState[]> =>
    ask('upstreams', upstreamsSchema, { method: 'PUT', content: { id, mode } }),
  send: (request: SendRequest): Promise<Outcome> => post('send', outcomeSchema, request),
  press: (request: PressRequest): Promise<Outcome> => post('press', outcomeSchema, request),
  shortcut: (request: ShortcutRequest): Promise<Outcome> => post('shortcut', outcomeSchema, request),
  suggest: (request: SuggestRequest): Promise<SuggestOutcome> =>
    post('suggest', suggestOutcomeSchema, request),
  submit: (request: SubmitRequest): Promise<SubmitOutcome> => post('submit', submitOutcomeSchema, request),
  close: (request: { readonly user: string; readonly viewId: string }): Promise<Outcome> =>
    post('close', outcomeSchema, request),
  deleteMessage: (request: DeleteRequest): Promise<Outcome> => post('delete', outcomeSchema, request),
  archive: (request: ArchiveRequest): Promise<Outcome> => post('archive', outcomeSchema, request),
  letPass: (span: Span): Promise<Outcome> => post('pass', outcomeSchema, { span }),
  ailing: (): Promise<readonly AilingProvider[]> => ask('ailing', ailingSchema),
  heal: (providerId: string): Promise<readonly AilingProvider[]> =>
    post('heal', ailingSchema, { providerId }),
  openHome: (request: { readonly user: string }): Promise<Outcome> => post('home', outcomeSchema, request),
};

function post<Answer>(path: string, schema: z.ZodType<Answer>, content: object): Promise<Answer> {
  return ask(path, schema, { method: 'POST', content });
}

async function ask<Answer>(
  path: string,
  schema: z.ZodType<Answer>,
  request?: { readonly method: 'POST' | 'PUT'; readonly content: object },
): Promise<Answer> {
  const response = await fetch(
    `/__client/${path}`,
    request === undefined
      ? {}
      : {
          method: request.method,
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(request.content),
        },
  );
  if (!response.ok) throw new Error(`the stand-in answered ${path} with ${response.status}`);
  return schema.parse(await response.json());
}
