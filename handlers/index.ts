import type { App } from '@slack/bolt';
import { checkAddress } from './actions/check-address.ts';
import { checkAgain } from './actions/check-again.ts';
import { checkThis } from './actions/check-this.ts';
import { evidence } from './actions/evidence.ts';
import { handOver } from './actions/hand-over.ts';
import { language } from './actions/language.ts';
import { notThisOne } from './actions/not-this-one.ts';
import { openLink } from './actions/open-link.ts';
import { right } from './actions/right.ts';
import { share } from './actions/share.ts';
import { show } from './actions/show.ts';
import { timeline } from './actions/timeline.ts';
import { wrong } from './actions/wrong.ts';
import { portalCheck } from './commands/portal-check.ts';
import { appHomeOpened } from './events/app-home-opened.ts';
import { appMention } from './events/app-mention.ts';
import { subteamMembersChanged } from './events/subteam-members-changed.ts';
import { subjectOptions } from './options/subject.ts';
import type { HandlerEntry } from './shared/entry.ts';
import type { Handling } from './shared/handling.ts';
import { onlyOwnWorkspace } from './shared/own-workspace.ts';
import { tellUnhandled, type Unhandled } from './shared/unhandled.ts';
import { checkMessage } from './shortcuts/check-message.ts';
import { checkProvider } from './shortcuts/check-provider.ts';
import { addressForm } from './views/address.ts';
import { checkForm } from './views/check.ts';
import { feedbackForm } from './views/feedback.ts';
import { handOverForm } from './views/hand-over.ts';

/** Everything that people can do with the bot in Slack. `manifest.yml` declares the same. */
export const handlers: readonly HandlerEntry[] = [
  portalCheck,
  appMention,
  checkProvider,
  checkMessage,
  appHomeOpened,
  subteamMembersChanged,

  checkAgain,
  checkThis,
  notThisOne,
  show,
  evidence,
  timeline,
  share,
  right,
  wrong,
  openLink,
  checkAddress,
  handOver,
  language,

  subjectOptions,
  checkForm,
  feedbackForm,
  addressForm,
  handOverForm,
];

/** Makes a Bolt app answer all of them, for people of its own workspace. */
export function registerHandlers(app: App, handling: Handling): void {
  app.use(onlyOwnWorkspace(handling));
  for (const { register } of handlers) register(app, handling);
  app.error((failure: Unhandled) => handling.inFlight.track(tellUnhandled(handling, failure)));
}
