import type { App } from '@slack/bolt';
import type { Handling } from './handling.ts';

/** One line of the table of contents: what people do, what it is called in Slack, and who answers. */
export interface HandlerEntry {
  readonly kind: 'command' | 'action' | 'view' | 'shortcut' | 'event' | 'options';
  /** As Slack names it: a command with its slash, or an action id. */
  readonly id: string;
  readonly register: (app: App, handling: Handling) => void;
}
