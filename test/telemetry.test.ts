import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { http } from 'msw';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChild } from '../src/sandbox/child.ts';
import { createCaseWorld } from '../src/sandbox/case-001/loki-world.ts';
import { createCase001SentryWorld } from '../src/sandbox/case-001/sentry-world.ts';
import { createLokiHandlers } from '../src/sandbox/stand-ins/loki/handlers.ts';
import { createSentryHandlers } from '../src/sandbox/stand-ins/sentry/handlers.ts';
import { createSlackHandlers } from '../src/sandbox/stand-ins/slack/handlers.ts';
import { slashCommandPayload } from '../src/sandbox/stand-ins/slack/payloads.ts';
import { signedCommand } from '../src/sandbox/stand-ins/slack/senders.ts';
import { serve, type StandIn } from '../src/sandbox/stand-ins/serve.ts';
import type { SlackWorld } from '../src/sandbox/stand-ins/slack/world.ts';
import { freePort } from '../src/sandbox/free-port.ts';
import { BOT_TOKEN, SIGNING_SECRET, sandboxWorld } from './slack/sandbox-world.ts';
import { until } from './support/bot-on-case-001.ts';
import { CASE_DAYS, startCase001, type Case001 } from './support/case-001.ts';
import { listenReally } from './support/http-server.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const LEAK = `${BOT_TOKEN} of alder@duke.example at https://hooks.slack.com/commands/T/1/x`;
/** Lets the process make a mistake when it is told to. */
const MISTAKE_ON_SIGNAL = `process.on('SIGUSR2', () => { Promise.reject(new Error(process.env.MISTAKE)); })`;

/** Where the bot's own Sentry would take reports. */
interface Ingest {
  readonly url: string;
  /** Everything that came, as text, one envelope each. */
  readonly envelopes: string[];
  close(): Promise<void>;
}

async function startIngest(): Promise<Ingest> {
  const envelopes: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      envelopes.push(`${request.url ?? ''}\n${text.toString()}`);
      response.end('{}');
    })();
  });
  const url = await listenReally(server);
  return {
    url,
    envelopes,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('the bot’s own errors and traces', () => {
  let running: Case001;
  let ingest: Ingest;
  let world: SlackWorld;
  const standIns: StandIn[] = [];
  const upstreamHeaders: string[] = [];
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const nowMs = () => Date.parse(CASE_DAYS['2025-07-24']);
    const watch = http.all('*', ({ request }) => void upstreamHeaders.push(...request.headers.keys()));
    world = sandboxWorld();
    ingest = await startIngest();
    const [sentry, loki, slack] = await Promise.all([
      serve([watch, ...createSentryHandlers(createCase001SentryWorld({ token: 'sentry-token', nowMs }))]),
      serve([watch, ...createLokiHandlers(createCaseWorld(nowMs))]),
      serve([watch, ...createSlackHandlers(world)]),
    ]);
    standIns.push(sentry, loki, slack);
    running = await startCase001('2025-07-24', {
      environment: { SENTRY_URL: sentry.url, LOKI_URL: loki.url },
    });
    environment = {
      PATH: process.env['PATH'],
      ...running.environment,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_ALLOWED_CHANNELS: 'C1',
      SLACK_API_URL: `${slack.url}/api/`,
      BOT_SENTRY_TRACES_RATE: '1',
      MISTAKE: LEAK,
    };
  });
  afterAll(async () => {
    await Promise.all([...standIns.map((standIn) => standIn.close()), ingest.close()]);
    await running.stop();
  });

  /** A whole life of the bot: two checks whose audit fails, one answered by response_url, then a mistake that nobody catches. */
  async function liveAndFail(changes: NodeJS.ProcessEnv): Promise<string> {
    const port = await freePort();
    const child = startChild(new URL('../src/main.ts', import.meta.url), {
      environment: { ...environment, ...changes, PORT: String(port) },
      nodeArguments: [
        '--import',
        new URL('../src/instrument.ts', import.meta.url).href,
        '--import',
        `data:text/javascript,${encodeURIComponent(MISTAKE_ON_SIGNAL)}`,
      ],
    });
    try {
      await until(() => child.stderr().includes('"msg":"ready"'));
      await running.store.run('alter table audit rename to audit_away');
      const [, , slack] = standIns;
      const address = { eventsUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret: SIGNING_SECRET };
      const before = world.messages.length;
      for (const channelId of ['C1', 'C2']) {
        const doer = { slackUrl: slack?.url ?? '', teamId: 'T1', userId: 'U1', channelId };
        await signedCommand(address, slashCommandPayload(doer, { command: '/portal-check', text: DUKE }));
      }
      await until(() => world.messages.length >= before + 2);
      expect(world.messages.slice(before).map(({ via }) => via)).toContain('response_url');
      await until(() => child.stderr().includes('the audit could not be written'));
      child.process.kill('SIGUSR2');
      if (child.process.exitCode === null) await once(child.process, 'exit');
      expect(child.process.exitCode).toBe(70);
      return child.stderr();
    } finally {
      await child.stop();
      await running.store.run('alter table audit_away rename to audit');
    }
  }

  describe('where it has a DSN', () => {
    let stderr = '';
    const items = (type: string) =>
      ingest.envelopes.flatMap((envelope) => {
        const lines = envelope.split('\n');
        return lines.filter((_, index) => lines[index - 1]?.includes(`"type":"${type}"`) === true);
      });

    beforeAll(async () => {
      const { host } = new URL(ingest.url);
      stderr = await liveAndFail({ BOT_SENTRY_DSN: `http://key@${host}/17` });
    });

    it('reports a mistake under the reference that stands in the log too', () => {
      const [, requestId = 'none'] =
        /"requestId":"([0-9a-f]{8})".*the audit could not be written/.exec(stderr) ?? [];
      const events = items('event');
      expect(events).toContainEqual(expect.stringContaining(`"requestId":"${requestId}"`));
      expect(events).toContainEqual(expect.stringMatching(/relation \\"audit\\" does not exist/));
    });

    it('reports what nobody caught before the process ends, scrubbed', () => {
      expect(items('event')).toContainEqual(
        expect.stringContaining('[secret] of •••@duke.example at [response_url]'),
      );
    });

    it('sends spans of requests and queries, without what was asked', () => {
      const spans = items('span').join('\n');
      expect(spans).toContain('http.client');
      expect(spans).toMatch(/"db/);
      for (const port of standIns.map(({ url }) => new URL(url).port)) expect(spans).toContain(port);
    });

    it.each([
      ['a token', BOT_TOKEN],
      ['the signing secret', SIGNING_SECRET],
      ['another token', 'sentry-token'],
      ['a password', 'reader-password'],
      ['a mail address', 'alder'],
      ['an answering address', 'hooks.slack.com'],
      ['an answering address of the stand-in', '/response'],
      ['a query', 'query='],
      ['an encoded query', 'Failed+to+make'],
      ['a trigger', 'trigger_id'],
      ['the provider', DUKE],
    ])('sends nowhere %s', (_, text) => {
      expect(ingest.envelopes.length).toBeGreaterThan(1);
      expect(ingest.envelopes.join('\n')).not.toContain(text);
    });

    it('writes nothing on standard error that is not a scrubbed line of the log', () => {
      expect(
        stderr
          .trim()
          .split('\n')
          .filter((line) => !line.startsWith('{')),
      ).toEqual([]);
      expect(stderr).not.toMatch(/alder|hooks\.slack/);
    });
  });

  it('are sent nowhere without a DSN of its own, even where Sentry’s own variable names one', async () => {
    const before = ingest.envelopes.length;
    const { host } = new URL(ingest.url);
    const stderr = await liveAndFail({ SENTRY_DSN: `http://key@${host}/17` });
    expect(stderr).toContain('a mistake that nobody caught');
    expect(ingest.envelopes.length).toBe(before);
  });

  it('let no trace header reach Slack, Sentry or Loki', () => {
    expect(upstreamHeaders).toContain('authorization');
    expect(upstreamHeaders.filter((name) => /^(?:sentry-trace|baggage|traceparent)$/.test(name))).toEqual([]);
  });
});
