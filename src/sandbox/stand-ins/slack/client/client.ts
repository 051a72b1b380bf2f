import type {
  ArchiveRequest,
  ClientView,
  DeleteRequest,
  Outcome,
  PressRequest,
  SendRequest,
  ShortcutRequest,
  SubmitOutcome,
  SubmitRequest,
  SuggestOutcome,
  SuggestRequest,
  Workspace,
} from '../client-api.ts';
import { appHomeOpened, channelShared, subteamMembersChanged } from '../event-payloads.ts';
import { userOf } from '../places.ts';
import type { BotAddress } from '../senders.ts';
import { announceChange } from '../world.ts';
import { archive } from './archive.ts';
import { close } from './close.ts';
import { refusedWith, type ClientContext } from './context.ts';
import { deleteMessage } from './delete-message.ts';
import { createDelivery, type Acknowledgement, type DeliverySettings } from './delivery.ts';
import { press } from './press.ts';
import { seeAs, seeWorkspace } from './see.ts';
import { send } from './send.ts';
import { shortcut } from './shortcut.ts';
import { submit } from './submit.ts';
import { suggest } from './suggest.ts';

export interface SlackClientSettings extends DeliverySettings {
  /** Where the stand-in of Slack is. */
  readonly slackUrl: string;
}

/**
 * What Slack's own app does for a person: it refuses what Slack refuses, and brings everything else to the bot as a signed request.
 * An outcome comes as soon as the bot has acknowledged; what the bot does then is seen in `view`.
 */
export interface SlackClient {
  workspace(): Workspace;
  /** Throws where there is no such person. */
  view(userId: string): ClientView;
  send(request: SendRequest): Promise<Outcome>;
  press(request: PressRequest): Promise<Outcome>;
  shortcut(request: ShortcutRequest): Promise<Outcome>;
  suggest(request: SuggestRequest): Promise<SuggestOutcome>;
  submit(request: SubmitRequest): Promise<SubmitOutcome>;
  close(request: { readonly user: string; readonly viewId: string }): Promise<Outcome>;
  openHome(request: { readonly user: string }): Promise<Outcome>;
  deleteMessage(request: DeleteRequest): Promise<Outcome>;
  archive(request: ArchiveRequest): Promise<Outcome>;
  /** Somebody has changed who is in a user group. */
  changeUserGroup(groupId: string, userIds: readonly string[]): Promise<void>;
  /** Another organization has joined a channel: Slack tells it. That it is shared is up to the world's settings. */
  tellShared(channelId: string, teamId: string): Promise<void>;
  /** Sends the last request again, as Slack does where it believes that it was not received: an event with the same id. */
  sendAgain(): Promise<Acknowledgement>;
  /** Where requests go from now on. */
  connect(bot: BotAddress): void;
}

export function createSlackClient(settings: SlackClientSettings): SlackClient {
  const { world, slackUrl } = settings;
  const delivery = createDelivery(settings);
  const context: ClientContext = { world, slackUrl, delivery };

  /** Whoever watches sees it before the bot has answered, and after. */
  const doing =
    <Request, Result>(action: (context: ClientContext, request: Request) => Promise<Result>) =>
    async (request: Request): Promise<Result> => {
      const done = action(context, request);
      announceChange(world);
      const result = await done;
      announceChange(world);
      return result;
    };

  return {
    workspace: () => seeWorkspace(world),
    view: (userId) => seeAs(world, userId),
    send: doing(send),
    press: doing(press),
    shortcut: doing(shortcut),
    suggest: doing(suggest),
    submit: doing(submit),
    close: doing(close),
    openHome: doing(openHome),
    deleteMessage: doing(deleteMessage),
    archive: doing(archive),
    async changeUserGroup(groupId, userIds) {
      const before = world.userGroups.get(groupId) ?? [];
      world.userGroups.set(groupId, userIds);
      await delivery.event(subteamMembersChanged(world, groupId, before, userIds));
    },
    tellShared: (channelId, teamId) => delivery.event(channelShared(world, channelId, teamId)),
    sendAgain: () => delivery.again(),
    connect: (bot) => delivery.connect(bot),
  };
}

async function openHome(
  { world, delivery }: ClientContext,
  { user }: { readonly user: string },
): Promise<Outcome> {
  if (userOf(world, user) === null) return refusedWith('user_not_found');
  if (!world.app.hasHomeTab) return refusedWith('This app has no home.');
  await delivery.event(appHomeOpened(world, user));
  return { ok: true };
}
