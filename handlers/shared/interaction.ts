import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Asker } from '../../src/diagnosis/diagnosis.ts';
import { UsageError } from '../../src/errors.ts';
import { createConversation, type Conversation } from '../../src/slack/conversation.ts';
import { errorMessage, noticeMessage } from '../../src/slack/error-message.ts';
import type { Log } from '../../src/slack/log.ts';
import { createDestination } from '../../src/slack/posting.ts';
import { createResponseUrl } from '../../src/slack/response-url.ts';
import type { AuditedEvent } from './audit.ts';
import { writeAudit } from './write-audit.ts';
import type { Handling } from './handling.ts';
import { buttonPayload, commandPayload, type ButtonPayload, type CommandPayload } from './payloads.ts';

/** One thing that one person did in Slack, with what it takes to answer it. */
export interface Interaction {
  /** The command or the button, as `/portal-check` or `evidence`. */
  readonly name: string;
  readonly asker: Asker;
  /** Stands in every log line and message that comes of this. */
  readonly requestId: string;
  readonly log: Log;
  readonly conversation: Conversation;
  readonly client: WebClient;
}

/** Lets `work` answer a slash command: acknowledged at once, and whatever goes wrong reaches the asker. */
export function onCommand(
  app: App,
  handling: Handling,
  name: string,
  work: (interaction: Interaction, command: CommandPayload) => Promise<void>,
): void {
  app.command(name, async ({ ack, body, client }) => {
    await ack();
    await handling.inFlight.start(() => {
      const command = commandPayload.parse(body);
      const asker: Asker = {
        surface: 'command',
        userId: command.user_id,
        teamId: command.team_id,
        channelId: command.channel_id,
      };
      const place = { threadTs: null, responseUrl: command.response_url };
      const interaction = beginInteraction(handling, client, name, asker, place);
      return answering(handling, interaction, () => work(interaction, command));
    });
  });
}

/** Lets `work` answer a button, the same way. The answer goes into the thread of the button's message. */
export function onButton(
  app: App,
  handling: Handling,
  actionId: string,
  work: (interaction: Interaction, button: ButtonPayload) => Promise<void>,
): void {
  app.action(actionId, async ({ ack, body, client }) => {
    await ack();
    const button = buttonPayload.parse(body);
    const asker: Asker = {
      surface: 'action',
      userId: button.user.id,
      teamId: button.user.team_id ?? button.team?.id ?? null,
      channelId: button.channel?.id ?? null,
    };
    const isEphemeral = button.container?.is_ephemeral === true;
    const place = {
      threadTs: isEphemeral ? null : (button.message?.thread_ts ?? button.message?.ts ?? null),
      responseUrl: button.response_url ?? null,
    };
    const interaction = beginInteraction(handling, client, actionId, asker, place);
    // Not in turn: a modal must open within three seconds of the press.
    await handling.inFlight.track(answering(handling, interaction, () => work(interaction, button)));
  });
}

/** Writes into the audit what came of an interaction. Never rejects. */
export function audit(handling: Handling, interaction: Interaction, event: AuditedEvent): Promise<void> {
  const { name, asker, requestId, log } = interaction;
  return writeAudit(handling, log, { ...event, atMs: handling.clock(), interaction: name, asker, requestId });
}

function beginInteraction(
  handling: Handling,
  client: WebClient,
  name: string,
  asker: Asker,
  { threadTs, responseUrl }: { readonly threadTs: string | null; readonly responseUrl: string | null },
): Interaction {
  const { clock, wait, fetch, words } = handling;
  const requestId = handling.newRequestId();
  const log = handling.log.child({ requestId, interaction: name });
  const destination = createDestination({
    client,
    channelId: asker.channelId,
    threadTs,
    userId: asker.userId,
    responseUrl:
      responseUrl === null
        ? null
        : createResponseUrl(responseUrl, { fetch, wait, clock, receivedAtMs: clock() }),
    words,
    wait,
    log,
  });
  return { name, asker, requestId, log, conversation: createConversation(destination), client };
}

async function answering(
  handling: Handling,
  interaction: Interaction,
  work: () => Promise<void>,
): Promise<void> {
  const { asker, log } = interaction;
  log.info({ userId: asker.userId, channelId: asker.channelId }, 'asked');
  try {
    await work();
  } catch (error) {
    await tellFailure(handling, interaction, error);
  }
}

async function tellFailure(handling: Handling, interaction: Interaction, error: unknown): Promise<void> {
  const { name, requestId, log, conversation } = interaction;
  const { words } = handling;
  const isUsage = error instanceof UsageError;
  if (!isUsage) {
    log.error({ err: error }, 'the handler failed');
    handling.reportError(error, { requestId, interaction: name });
  }
  try {
    await conversation.fail(
      isUsage ? noticeMessage('⚠️', error.message, words) : errorMessage(requestId, words),
    );
  } catch (unsaid) {
    log.error({ err: unsaid }, 'the asker could not be told of a failure');
    handling.reportError(unsaid, { requestId, interaction: name });
  }
}
