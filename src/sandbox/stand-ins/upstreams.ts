import { z } from 'zod';
import { MODES, type Conditions, type Mode } from './conditions.ts';
import type { UpstreamMode, UpstreamState } from './slack/client-api.ts';
import type { Upstreams } from './slack/client/routes.ts';

export interface UpstreamSettings {
  readonly sentry: Conditions;
  readonly loki: Conditions;
  /** Where the delivery database is made to misbehave; null: it cannot be. */
  readonly databaseControlUrl: string | null;
}

const databaseConditions = z.object({ mode: z.enum(MODES) });

/** What the page's panel sets: the conditions of the stand-ins, and those of the delivery database over HTTP. */
export function createUpstreams({ sentry, loki, databaseControlUrl }: UpstreamSettings): Upstreams {
  const standIns = { sentry, loki };
  return {
    async list() {
      const states: UpstreamState[] = [
        { id: 'sentry', name: 'Sentry', mode: shown(sentry.mode) },
        { id: 'loki', name: 'Loki', mode: shown(loki.mode) },
      ];
      if (databaseControlUrl === null) return states;
      const { mode } = databaseConditions.parse(await ask(databaseControlUrl));
      return [...states, { id: 'database', name: 'Delivery database', mode: shown(mode) }];
    },
    async set(id, mode) {
      if (id !== 'database') {
        standIns[id].mode = mode;
        return;
      }
      if (databaseControlUrl === null) throw new Error('nobody can change how the delivery database behaves');
      await ask(databaseControlUrl, { method: 'PUT', body: JSON.stringify({ mode }) });
    },
  };
}

async function ask(url: string, request: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, { ...request, headers: { 'content-type': 'application/json' } });
  if (!response.ok) {
    throw new Error(`the delivery database's control answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}

/** What never answers is down for whoever waits, and has no name of its own on the page. */
function shown(mode: Mode): UpstreamMode {
  return mode === 'hanging' ? 'down' : mode;
}
