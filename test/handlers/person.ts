import type {
  BlockValue,
  ClientModal,
  Option,
  Outcome,
} from '../../src/sandbox/stand-ins/slack/client-api.ts';
import { controlsIn } from '../../src/sandbox/stand-ins/slack/controls.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { SHORTCUT_IDS } from '../../src/slack/action-ids.ts';
import type { Rig } from './rig.ts';
import { ALLOWED, ENGINEER } from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

/** A message, as far as it takes to do something with it. */
interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly blocks: readonly unknown[];
}

/** What one person does in Slack's own app. Everything throws where Slack itself refuses it. */
export interface Person {
  /** A command, or a message: "@portal-check" in it is a mention. */
  types(text: string, where?: { readonly channel?: string; readonly threadTs?: string }): Promise<void>;
  /** @param nth which one, where several have that id */
  presses(message: Message | undefined, actionId: string, nth?: number): Promise<void>;
  opensHome(): Promise<void>;
  /** Presses a button of the home, or chooses an option of a select. */
  pressesAtHome(actionId: string, choice?: string): Promise<void>;
  /** The shortcut beside the composer. */
  takesShortcut(): Promise<void>;
  /** The shortcut of a message. */
  takesShortcutOf(
    message: { readonly channel: string; readonly ts: string } | undefined,
    callbackId?: string,
  ): Promise<void>;
  /** The modal on top, as soon as there is one. */
  modal(): Promise<ClientModal>;
  /** What people see of the modal on top. */
  modalText(): Promise<string>;
  /** Presses a button of the modal on top. */
  pressesInModal(actionId: string): Promise<void>;
  /** Closes the modal on top. */
  closesModal(): Promise<void>;
  homeText(): string;
  /** The options that a select offers for these letters. */
  looksFor(letters: string, field?: string): Promise<readonly Option[]>;
  /** Fills in fields by their block id, and submits. @returns what is said to the fields */
  submits(fields: Readonly<Record<string, BlockValue>>): Promise<Readonly<Record<string, string>>>;
}

export function personOf(rig: Pick<Rig, 'client'>, user: string = ENGINEER): Person {
  const { client } = rig;

  const modal = (): Promise<ClientModal> =>
    waitFor(() => {
      const top = client.view(user).modals.at(-1);
      if (top === undefined) throw new Error('there is no modal');
      return top;
    });

  const home = () => {
    const shown = client.view(user).home;
    if (shown === null) throw new Error('there is no home');
    return shown;
  };

  return {
    async types(text, { channel = ALLOWED, threadTs } = {}) {
      taken(await client.send({ user, channel, threadTs: threadTs ?? null, text }));
    },
    async presses(message, actionId, nth = 0) {
      if (message === undefined) throw new Error('there is no such message');
      const { blockId } = controlOf(message.blocks, actionId, nth);
      const at = { channel: message.channel, messageTs: message.ts };
      taken(await client.press({ user, at, blockId, actionId }));
    },
    async opensHome() {
      taken(await client.openHome({ user }));
    },
    async pressesAtHome(actionId, choice) {
      const { viewId, blocks } = await waitFor(home);
      const { blockId } = controlOf(blocks, actionId, 0);
      const value =
        choice === undefined ? {} : { value: { type: 'option', value: choice, label: choice } as const };
      taken(await client.press({ user, at: { viewId }, blockId, actionId, ...value }));
    },
    async takesShortcut() {
      taken(await client.shortcut({ user, callbackId: SHORTCUT_IDS.checkProvider }));
    },
    async takesShortcutOf(message, callbackId = SHORTCUT_IDS.checkMessage) {
      if (message === undefined) throw new Error('there is no such message');
      const { channel, ts } = message;
      taken(await client.shortcut({ user, callbackId, message: { channel, ts } }));
    },
    modal,
    modalText: async () => drawAsText({ text: '', blocks: (await modal()).blocks }),
    async pressesInModal(actionId) {
      const { viewId, blocks } = await modal();
      const { blockId } = controlOf(blocks, actionId, 0);
      taken(await client.press({ user, at: { viewId }, blockId, actionId }));
    },
    async closesModal() {
      const { viewId } = await modal();
      taken(await client.close({ user, viewId }));
    },
    homeText: () => drawAsText({ text: '', blocks: home().blocks }),
    async looksFor(letters, field = 'subject') {
      const { viewId } = await modal();
      const place = { blockId: field, actionId: field };
      const { options, error } = await client.suggest({ user, viewId, ...place, value: letters });
      if (error !== undefined) throw new Error(`Slack shows no options: ${error}`);
      return options;
    },
    async submits(fields) {
      const { viewId } = await modal();
      const values = Object.fromEntries(
        Object.entries(fields).map(([field, value]) => [field, { [field]: value }]),
      );
      const outcome = await client.submit({ user, viewId, values });
      taken(outcome);
      return outcome.errors ?? {};
    },
  };
}

/** What somebody types into a field. */
export function text(value: string): BlockValue {
  return { type: 'text', value };
}

export function chosen(value: string, label = value): BlockValue {
  return { type: 'option', value, label };
}

/** Several options that the bot has suggested. */
export function suggested(
  ...options: readonly { readonly value: string; readonly label: string }[]
): BlockValue {
  return { type: 'suggested', options };
}

/** The buttons and selects of a message, by action id, in their order. */
export function actionIdsOf(message: { readonly blocks: readonly unknown[] } | undefined): readonly string[] {
  return controlsIn(message?.blocks ?? []).map(({ actionId }) => actionId);
}

function controlOf(blocks: readonly unknown[], actionId: string, nth: number): { readonly blockId: string } {
  const control = controlsIn(blocks).filter((placed) => placed.actionId === actionId)[nth];
  if (control === undefined) throw new Error(`there is no ${actionId} to press`);
  return control;
}

function taken(outcome: Outcome): void {
  if (!outcome.ok) throw new Error(`Slack refuses: ${outcome.error}`);
}
