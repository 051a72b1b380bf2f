import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import type { Asker } from '../../src/diagnosis/diagnosis.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { createResponseUrl } from '../../src/slack/response-url.ts';
import type { AuditRecord } from './audit.ts';
import type { Handling } from './handling.ts';
import { originPayload, type OriginPayload } from './payloads.ts';
import { writeAudit } from './write-audit.ts';

/**
 * Lets only people of the app's own workspace through. In a channel shared with another organization, its people can press the bot's buttons,
 * though they cannot use its command.
 */
export function onlyOwnWorkspace(handling: Handling): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    const origin = originPayload.parse(args.body);
    if (isFromHere(origin, await handling.identity())) {
      await args.next();
      return;
    }
    if ('ack' in args && typeof args.ack === 'function') await args.ack();
    await handling.inFlight.track(refuse(handling, origin));
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
  const teamIds = [origin.team_id, origin.team?.id, origin.user?.team_id].filter((id) => id !== undefined);
  const isOrganizationWide = String(origin.is_enterprise_install) === 'true';
  return (
    !isOrganizationWide &&
    teamIds.includes(own.teamId) &&
    teamIds.every((id) => id === own.teamId || id === own.enterpriseId)
  );
}

async function refuse(handling: Handling, origin: OriginPayload): Promise<void> {
  const { words, clock, wait, fetch } = handling;
  const record = refusalOf(origin, { atMs: clock(), requestId: handling.newRequestId() });
  const { requestId, interaction, asker } = record;
  const log = handling.log.child({ requestId, interaction });
  log.warn({ userId: asker.userId, teamId: asker.teamId }, 'refused: not of this workspace');
  await writeAudit(handling, log, record);
  // A button in a modal has no response_url: it then just does nothing.
  if (origin.response_url === undefined) return;
  try {
    const answer = createResponseUrl(origin.response_url, { fetch, wait, clock, receivedAtMs: clock() });
    await answer.send(noticeMessage('🚫', words.refusals.foreignWorkspace, words));
  } catch (error) {
    log.error({ err: error }, 'the refusal could not be said');
    handling.reportError(error, { requestId, interaction });
  }
}

function refusalOf(
  origin: OriginPayload,
  { atMs, requestId }: { readonly atMs: number; readonly requestId: string },
): AuditRecord {
  const asker: Asker = {
    surface: origin.command === undefined ? 'action' : 'command',
    userId: origin.user?.id ?? origin.user_id ?? 'unknown',
    teamId: origin.user?.team_id ?? origin.team_id ?? origin.team?.id ?? null,
    channelId: origin.channel?.id ?? origin.channel_id ?? null,
  };
  const interaction = origin.command ?? origin.actions?.[0]?.action_id ?? 'unknown';
  return { event: 'refused', reason: 'foreign-workspace', atMs, interaction, asker, requestId };
}
