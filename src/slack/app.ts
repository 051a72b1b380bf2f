import { HTTPReceiver, SocketModeReceiver, type App, type Logger } from '@slack/bolt';
import { WebClient, type FetchFunction, type WebClientOptions } from '@slack/web-api';
import { KeepingApp } from './keeping-app.ts';
import { REQUEST_TIMEOUT_MS, type SlackNetwork, type Upload } from './network.ts';
import { pageRoute, type Page } from './pages.ts';
import type { Wait } from './wait.ts';

/** Where Slack's requests arrive in HTTP mode. */
const EVENTS_PATH = '/slack/events';

/** How Slack's requests reach the bot. */
export type SlackConnection =
  | { readonly kind: 'http'; readonly signingSecret: string }
  | { readonly kind: 'socket-mode'; readonly appToken: string };

export interface SlackAppSettings {
  readonly token: string;
  readonly connection: SlackConnection;
  /** Where the pages are, and in HTTP mode everything else. */
  readonly port: number;
  /** The address to listen on in HTTP mode; left out: all of them. */
  readonly host?: string;
  /** Left out: Slack itself. */
  readonly slackApiUrl?: string;
  readonly network: SlackNetwork;
  readonly logger: Logger;
  readonly pages: readonly Page[];
  readonly wait: Wait;
}

/** Who the bot is in Slack, as its token says. */
export interface SlackIdentity {
  readonly teamId: string;
  readonly enterpriseId: string | null;
  readonly userId: string;
  readonly botId: string;
  /** What the app was granted when it was installed; null: Slack does not say. */
  readonly scopes: readonly string[] | null;
}

export interface SlackApp {
  readonly app: App;
  readonly client: WebClient;
  /** For `response_url`s. */
  readonly fetch: FetchFunction;
  readonly upload: Upload;
  /** Asked once and remembered; throws what auth.test said. */
  readonly identity: () => Promise<SlackIdentity>;
  /** Whether Slack's requests can arrive: in Socket Mode the connection stands, in HTTP mode the port is open. */
  readonly isTaking: () => boolean;
  /** Makes sure that the token is good, then takes requests. Resolves with the port that HTTP mode listens on, else null. */
  start(): Promise<number | null>;
  /** Takes no further requests. What is being answered goes on: see `InFlight`. */
  stop(): Promise<void>;
}

/** Makes the Bolt app with its receiver. Asks nothing of Slack before `start`. */
export function createSlackApp(settings: SlackAppSettings): SlackApp {
  const clientOptions = clientOptionsOf(settings);
  const client = new WebClient(settings.token, { ...clientOptions, logger: settings.logger });
  const identity = rememberingSuccess(() => askIdentity(client));
  const receiver = receiverOf(settings);
  let isTaking = false;
  if (receiver instanceof SocketModeReceiver) {
    // Slack ends each connection after some hours; until the next one stands nothing arrives.
    receiver.client.on('connected', () => (isTaking = true));
    receiver.client.on('close', () => (isTaking = false));
  }
  const app = new KeepingApp(
    {
      receiver,
      logger: settings.logger,
      clientOptions,
      convoStore: false,
      // So that whoever asked can be told, even where nothing of the request could be read.
      extendedErrorHandler: true,
      // Bolt's own way asks Slack in the constructor and keeps a failure for ever.
      authorize: async () => {
        const { teamId, userId, botId } = await identity();
        return { botToken: settings.token, teamId, botUserId: userId, botId };
      },
    },
    settings.wait,
  );
  return {
    app,
    client,
    fetch: settings.network.fetch,
    upload: settings.network.upload,
    identity,
    isTaking: () => isTaking,
    async start() {
      await identity();
      if (receiver instanceof SocketModeReceiver) {
        await receiver.start();
        return null;
      }
      const { host } = settings;
      const server = await receiver.start({ port: settings.port, ...(host === undefined ? {} : { host }) });
      isTaking = true;
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : settings.port;
    },
    async stop() {
      isTaking = false;
      await receiver.stop();
    },
  };
}

function receiverOf(settings: SlackAppSettings): HTTPReceiver | SocketModeReceiver {
  const { connection, logger, port, network } = settings;
  const customRoutes = settings.pages.map((page) => pageRoute(page, logger));
  if (connection.kind === 'http') {
    const { signingSecret } = connection;
    return new HTTPReceiver({ signingSecret, endpoints: EVENTS_PATH, port, customRoutes, logger });
  }
  // Options of its own: the client writes into them. It keeps its own patient retries, for it has to come back after any outage.
  const { retryConfig: _, rejectRateLimitedCalls: __, ...clientOptions } = clientOptionsOf(settings);
  return new SocketModeReceiver({
    appToken: connection.appToken,
    customRoutes,
    logger,
    installerOptions: { port, clientOptions },
    ...(network.dispatcher === null ? {} : { dispatcher: network.dispatcher }),
  });
}

/** For people who wait: no half hour of retries, and a rate limit of one call must not hold up the others. See `manners.ts`. */
function clientOptionsOf({ slackApiUrl, network }: SlackAppSettings): WebClientOptions {
  return {
    fetch: network.fetch,
    timeout: REQUEST_TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
  };
}

async function askIdentity(client: WebClient): Promise<SlackIdentity> {
  const {
    team_id: teamId,
    enterprise_id: enterpriseId,
    user_id: userId,
    bot_id: botId,
    response_metadata: metadata,
  } = await client.auth.test();
  if (teamId === undefined || userId === undefined || botId === undefined) {
    throw new Error('auth.test names no team, user or bot: SLACK_BOT_TOKEN must be a bot token (xoxb-…)');
  }
  return { teamId, enterpriseId: enterpriseId ?? null, userId, botId, scopes: metadata?.scopes ?? null };
}

/** Asks until it succeeds once; concurrent callers share one question. */
function rememberingSuccess<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | null = null;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}
