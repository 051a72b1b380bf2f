import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Asker, Surface } from '../../src/diagnosis/diagnosis.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import type { Log } from '../../src/slack/log.ts';
import { callSlack } from '../../src/slack/manners.ts';
import { noticeModal } from '../../src/slack/notice-modal.ts';
import { createResponseUrl } from '../../src/slack/response-url.ts';
import type { AuditRecord } from './audit.ts';
import { channelViewer, type Handling } from './handling.ts';
import { originPayload, type OriginPayload } from './payloads.ts';
import { writeAudit } from './write-audit.ts';

/** What Slack calls letters typed into a type-ahead, and a submitted modal: their answers go with the acknowledgement. */
const SUGGESTION = 'block_suggestion';
const SUBMISSION = 'view_submission';

/** What nobody did, whichever workspace it is said to come from. It only makes the bot more careful. */
const NOBODYS_EVENTS: ReadonlySet<string> = new Set(['channel_shared']);

/**
 * Lets only people of the app's own workspace through. In a channel shared with another organization, its people cannot use the bot's
 * command, but can press its buttons, mention it, and use its shortcuts and modals.
 */
export function onlyOwnWorkspace(handling: Handling): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    const origin = originPayload.parse(args.body);
    const isNobodys = NOBODYS_EVENTS.has(origin.event?.type ?? '');
    if (isNobodys || isFromHere(origin, await handling.identity())) {
      await args.next();
      return;
    }
    if ('ack' in args && typeof args.ack === 'function') {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types of all surfaces at once exclude each other
      const ack = args.ack as (answer?: object) => Promise<void>;
      await ack(...acknowledgementOf(origin, handling));
    }
    await handling.inFlight.track(refuse(handling, origin, args.client));
  };
}

/**
 * Whether everything that a payload says of its origin names the own workspace, or the organization that it is part of. Says it nothing,
 * it is foreign; so is an organization-wide installation, for which the manifest does not allow.
 */
export function isFromHere(
  origin: OriginPayload,
  own: { readonly teamId: string; readonly enterpriseId: string | null },
): boolean {
  const { event } = origin;
  const teamIds = [
    origin.team_id,
    origin.team?.id,
    origin.user?.team_id,
    event?.team,
    event?.user_team,
    event?.source_team,
  ].filter((id) => id !== undefined);
  const isOrganizationWide = String(origin.is_enterprise_install) === 'true';
  return (
    !isOrganizationWide &&
    teamIds.includes(own.teamId) &&
    teamIds.every((id) => id === own.teamId || id === own.enterpriseId)
  );
}

/** What the acknowledgement itself says: nothing is suggested, and a modal shows the refusal. */
function acknowledgementOf({ type }: OriginPayload, handling: Handling): readonly [] | readonly [object] {
  if (type === SUGGESTION) return [{ options: [] }];
  if (type !== SUBMISSION) return [];
  const { words } = channelViewer(handling);
  return [{ response_action: 'update', view: noticeModal('🚫', words.refusals.foreignWorkspace, words) }];
}

async function refuse(handling: Handling, origin: OriginPayload, client: WebClient): Promise<void> {
  const record = refusalOf(origin, { atMs: handling.clock(), requestId: handling.newRequestId() });
  const { requestId, interaction, asker } = record;
  const log = handling.log.child({ requestId, interaction });
  log.warn({ userId: asker.userId, teamId: asker.teamId }, 'refused: not of this workspace');
  await writeAudit(handling, log, record);
  try {
    await sayRefusal(handling, origin, client, log);
  } catch (error) {
    log.error({ err: error }, 'the refusal could not be said');
    handling.reportError(error, { requestId, interaction });
  }
}

/** In the way that Slack leaves for what they did: to them alone. */
async function sayRefusal(
  handling: Handling,
  { response_url: responseUrl, event, trigger_id: triggerId, type, view }: OriginPayload,
  client: WebClient,
  log: Log,
): Promise<void> {
  const { clock, fetch, wait } = handling;
  const { words } = channelViewer(handling);
  const message = noticeMessage('🚫', words.refusals.foreignWorkspace, words);
  if (responseUrl !== undefined) {
    await createResponseUrl(responseUrl, { fetch, wait, clock, receivedAtMs: clock() }).send(message);
  } else if (event?.user !== undefined && event.channel !== undefined && event.ts !== undefined) {
    const { user, channel, thread_ts: threadTs } = event;
    const { text, blocks } = message;
    const ephemeral = { channel, user, text, blocks: [...blocks] };
    await callSlack(
      () =>
        client.chat.postEphemeral(threadTs === undefined ? ephemeral : { ...ephemeral, thread_ts: threadTs }),
      { wait, harmless: false },
    );
  } else if (triggerId !== undefined && type !== SUBMISSION && type !== SUGGESTION) {
    const opening = {
      trigger_id: triggerId,
      view: noticeModal('🚫', words.refusals.foreignWorkspace, words),
    };
    await (view?.type === 'modal' ? client.views.push(opening) : client.views.open(opening));
  } else {
    log.info({ type }, 'there is no further way to say it');
  }
}

function refusalOf(
  origin: OriginPayload,
  { atMs, requestId }: { readonly atMs: number; readonly requestId: string },
): AuditRecord {
  const { event } = origin;
  const asker: Asker = {
    surface: surfaceOf(origin),
    userId: origin.user?.id ?? origin.user_id ?? event?.user ?? 'unknown',
    teamId:
      origin.user?.team_id ?? event?.user_team ?? event?.team ?? origin.team_id ?? origin.team?.id ?? null,
    channelId: origin.channel?.id ?? origin.channel_id ?? event?.channel ?? null,
  };
  const interaction =
    origin.command ??
    origin.actions?.[0]?.action_id ??
    origin.callback_id ??
    event?.type ??
    origin.type ??
    'unknown';
  return { event: 'refused', reason: 'foreign-workspace', atMs, requestId, interaction, asker };
}

function surfaceOf({ command, type, event, view }: OriginPayload): Surface {
  if (command !== undefined) return 'command';
  if (event !== undefined) return event.type === 'app_home_opened' ? 'home' : 'mention';
  if (type === 'shortcut' || type === 'message_action') return 'shortcut';
  if (type === SUBMISSION || type === SUGGESTION) return 'modal';
  if (view == null) return 'action';
  return view.type === 'home' ? 'home' : 'modal';
}
