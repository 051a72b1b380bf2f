import type { WebClient } from '@slack/web-api';
import type { Audience } from '../../src/access/access.ts';
import type { Asker } from '../../src/diagnosis/diagnosis.ts';
import { UsageError } from '../../src/errors.ts';
import { createConversation, type Conversation } from '../../src/slack/conversation.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import type { Log } from '../../src/slack/log.ts';
import { createModalDestination, type PressedModal } from '../../src/slack/modal-destination.ts';
import { createDestination } from '../../src/slack/posting.ts';
import { createResponseUrl } from '../../src/slack/response-url.ts';
import type { Thread } from '../../src/slack/thread.ts';
import { createUnanswered } from '../../src/slack/unanswered.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import type { AuditedEvent } from './audit.ts';
import type { Handling, Viewer } from './handling.ts';
import { localeOf } from './locale-of.ts';
import { writeAudit } from './write-audit.ts';

/** What Slack has told of one thing that one person did. */
export interface Arrival {
  /** The command, button, shortcut, event or modal, as `/portal-check` or `evidence`. */
  readonly name: string;
  /** The same for everything that Slack sends of it again; null: once or twice makes no difference. */
  readonly key: string | null;
  readonly asker: Asker;
  /** The thread that answers go into; null: none. */
  readonly thread: Thread | null;
  readonly responseUrl: string | null;
  /** The modal in which a button was pressed: answers go into it. Left out: none was. */
  readonly modal?: PressedModal;
  /** Where the person is told that they may not use the bot; left out: by a whisper. */
  readonly refuse?: SayElsewhere;
  /** Where the person is told that it failed; left out: in the conversation. */
  readonly fail?: SayElsewhere;
  readonly client: WebClient;
}

/** Says one sentence in a place that is no conversation, as a modal. */
export type SayElsewhere = (emoji: string, sentence: string, words: SlackWords) => Promise<void>;

/** One thing that one person of the bot's users did in Slack, with what it takes to answer it. */
export interface Interaction {
  readonly name: string;
  readonly asker: Asker;
  readonly thread: Thread | null;
  /** The person who did it. */
  readonly viewer: Viewer;
  /** Stands in every log line and message that comes of this. */
  readonly requestId: string;
  readonly log: Log;
  readonly conversation: Conversation;
  readonly client: WebClient;
}

type Unadmitted = Omit<Interaction, 'viewer'> & {
  readonly words: SlackWords;
  readonly locale: Viewer['locale'];
};

/**
 * Lets `work` answer what somebody did, if they may use the bot and it was not answered before. Whatever goes wrong reaches the asker;
 * never rejects.
 */
export async function handle(
  handling: Handling,
  arrival: Arrival,
  work: (interaction: Interaction) => Promise<void>,
): Promise<void> {
  const unadmitted = await begin(handling, arrival);
  const { asker, log, words, locale } = unadmitted;
  if (arrival.key !== null && !(await comesFirst(handling, unadmitted, arrival.key))) return;
  log.info({ userId: asker.userId, channelId: asker.channelId }, 'asked');
  await telling(handling, unadmitted, arrival, async () => {
    const audience = await admittedAs(handling, unadmitted, arrival);
    if (audience !== null) await work({ ...unadmitted, viewer: { audience, locale, words } });
  });
}

/** @returns false where Slack sends again what is answered already, or being answered */
export async function comesFirst(
  { once }: Handling,
  { log, asker }: Pick<Interaction, 'log' | 'asker'>,
  key: string,
): Promise<boolean> {
  if (await once.first(key)) return true;
  log.info({ userId: asker.userId }, 'Slack has sent it again: it is answered already');
  return false;
}

/** Writes into the audit what came of an interaction. Never rejects. */
export function audit(
  handling: Handling,
  { name, asker, requestId, log }: Omit<Interaction, 'viewer'>,
  event: AuditedEvent,
): Promise<void> {
  return writeAudit(handling, log, { ...event, atMs: handling.clock(), interaction: name, asker, requestId });
}

async function begin(handling: Handling, arrival: Arrival): Promise<Unadmitted> {
  const { clock, wait, fetch, wordsIn } = handling;
  const { name, asker, thread, responseUrl, modal, client } = arrival;
  const receivedAtMs = clock();
  const requestId = handling.newRequestId();
  const log = handling.log.child({ requestId, interaction: name });
  const locale = await localeOf(handling, asker.userId, log);
  const words = wordsIn(locale);
  const destination = createDestination({
    client,
    channelId: asker.channelId,
    thread,
    userId: asker.userId,
    responseUrl:
      responseUrl === null ? null : createResponseUrl(responseUrl, { fetch, wait, clock, receivedAtMs }),
    words,
    wait,
    log,
  });
  const conversation = createConversation(
    modal === undefined
      ? destination
      : createModalDestination({ client, modal, elsewhere: destination, words, wait }),
    createUnanswered({
      ...handling.unanswered,
      requestId,
      clock,
      wait,
      ending: handling.inFlight.interruption,
      log,
    }),
  );
  return { name, asker, thread, requestId, log, conversation, client, words, locale };
}

/** @returns for whom answers are drawn; null: they may not use the bot, and have been told so */
async function admittedAs(
  handling: Handling,
  unadmitted: Unadmitted,
  { refuse }: Arrival,
): Promise<Audience | null> {
  const { asker, log, conversation, words } = unadmitted;
  const admission = await handling.access.admit(asker.userId);
  if (admission.kind === 'admitted') return admission.audience;
  log.warn({ userId: asker.userId, reason: admission.reason }, 'refused');
  await audit(handling, unadmitted, { event: 'refused', reason: admission.reason });
  const sentence = words.refusals[admission.reason];
  await (refuse === undefined
    ? conversation.whisper(noticeMessage('🚫', sentence, words))
    : refuse('🚫', sentence, words));
  return null;
}

async function telling(
  handling: Handling,
  unadmitted: Unadmitted,
  { fail }: Arrival,
  work: () => Promise<void>,
): Promise<void> {
  const { name, requestId, log, conversation, words } = unadmitted;
  try {
    await work();
  } catch (error) {
    const isUsage = error instanceof UsageError;
    if (!isUsage) {
      log.error({ err: error }, 'the handler failed');
      handling.reportError(error, { requestId, interaction: name });
    }
    const sentence = isUsage ? error.message : words.errors.internal(requestId);
    try {
      await (fail === undefined
        ? conversation.fail(noticeMessage('⚠️', sentence, words))
        : fail('⚠️', sentence, words));
    } catch (unsaid) {
      log.error({ err: unsaid }, 'the asker could not be told of a failure');
      handling.reportError(unsaid, { requestId, interaction: name });
    }
  }
}
