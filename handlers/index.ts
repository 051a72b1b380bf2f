import type { App } from '@slack/bolt';
import { checkAgain } from './actions/check-again.ts';
import { evidence } from './actions/evidence.ts';
import { openLink } from './actions/open-link.ts';
import { show } from './actions/show.ts';
import { portalCheck } from './commands/portal-check.ts';
import type { HandlerEntry } from './shared/entry.ts';
import type { Handling } from './shared/handling.ts';
import { tellUnhandled, type Unhandled } from './shared/unhandled.ts';
import { onlyOwnWorkspace } from './shared/own-workspace.ts';

/** Everything that people can do with the bot in Slack. `manifest.yml` declares the same. */
export const handlers: readonly HandlerEntry[] = [portalCheck, checkAgain, show, evidence, openLink];

/** Makes a Bolt app answer all of them, for people of its own workspace. */
export function registerHandlers(app: App, handling: Handling): void {
  app.use(onlyOwnWorkspace(handling));
  for (const { register } of handlers) register(app, handling);
  app.error((failure: Unhandled) => handling.inFlight.track(tellUnhandled(handling, failure)));
}
