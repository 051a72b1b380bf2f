import type { FetchFunction } from '@slack/web-api';
import { z } from 'zod';

/** A method of Slack's Web API at the end of an address, as `chat.postMessage`. */
const METHOD = /\/([a-z]+(?:\.[A-Za-z]+)+)$/;
const CODE = /^\w{1,60}$/;
const RATE_LIMITED = 429;

const refusal = z.object({ ok: z.literal(false), error: z.string().regex(CODE).catch('unknown') });

/** Told of a request to Slack that came to nothing: Slack's own code, `ratelimited`, `http_500`, or `no_answer`. */
export type OnSlackFailure = (method: string, code: string) => void;

/**
 * Tells of every request that fails, each attempt: where requests are made all clients are seen, those of Bolt's too. Answers pass through as
 * they are.
 */
export function tellFailures(fetch: FetchFunction, onFailure: OnSlackFailure): FetchFunction {
  return async (url, init) => {
    const [, method = 'response_url'] = METHOD.exec(new URL(url).pathname) ?? [];
    const answered = async <Part>(part: Promise<Part>): Promise<Part> => {
      try {
        return await part;
      } catch (error) {
        onFailure(method, 'no_answer');
        throw error;
      }
    };
    const response = await answered(fetch(url, init));
    const { ok, status, statusText, headers } = response;
    if (!ok) onFailure(method, status === RATE_LIMITED ? 'ratelimited' : `http_${status}`);
    return {
      ok,
      status,
      statusText,
      headers,
      url: response.url,
      arrayBuffer: () => answered(response.arrayBuffer()),
      json: () => answered(response.json()),
      async text() {
        const text = await answered(response.text());
        const code = ok ? refusalIn(text) : null;
        if (code !== null) onFailure(method, code);
        return text;
      },
    };
  };
}

/** Slack refuses with status 200. @returns its code; null: it is no refusal */
function refusalIn(text: string): string | null {
  try {
    const parsed = refusal.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.error : null;
  } catch {
    // A response_url answers "ok", and a broken proxy a page: no code of Slack's stands there.
    return null;
  }
}
