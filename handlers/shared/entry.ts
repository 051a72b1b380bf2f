import type { App } from '@slack/bolt';
import type { Handling } from './handling.ts';

/** One line of the table of contents: what people do, what it is called in Slack, and who answers. */
export interface HandlerEntry {
  readonly kind: 'command' | 'action' | 'view' | 'global-shortcut' | 'message-shortcut' | 'event' | 'options';
  /** As Slack names it: a command with its slash, an action id, a callback id, or the type of an event. */
  readonly id: string;
  readonly register: (app: App, handling: Handling) => void;
}
