import { randomUUID } from 'node:crypto';
import type { Home, Modal } from './block-rules.ts';
import { controlsIn, withIds } from './controls.ts';
import { stateOf, type EnteredValues } from './entered.ts';
import type { SlackWorld } from './world.ts';

/** Slack's own limit: a modal, and two on top of it. */
const MAX_STACK = 3;

/** A modal or an App Home, as one person has it. */
export interface StoredView {
  readonly id: string;
  readonly userId: string;
  /** The first modal of the stack; itself where nothing is below it. */
  readonly rootId: string;
  /** The modal below it. */
  readonly previousId: string | null;
  view: Modal | Home;
  /** Another one after each change. */
  hash: string;
  isOpen: boolean;
  entered: EnteredValues;
}

/** The modals that this person has open, the top one last. */
export function openModals({ modals }: SlackWorld, userId: string): readonly StoredView[] {
  return modals.filter((modal) => modal.isOpen && modal.userId === userId);
}

/** Opens a modal in place of all that this person has open. */
export function openModal(world: SlackWorld, userId: string, view: Modal): StoredView {
  closeModals(world, userId);
  const id = nextModalId(world);
  return stored(world, { id, userId, rootId: id, previousId: null, view });
}

/** @returns null where three are open already */
export function pushModal(world: SlackWorld, below: StoredView, view: Modal): StoredView | null {
  if (openModals(world, below.userId).length >= MAX_STACK) return null;
  const { userId, rootId, id: previousId } = below;
  return stored(world, { id: nextModalId(world), userId, rootId, previousId, view });
}

/** What has been entered stays where the blocks keep their ids. */
export function changeView(stored: StoredView, view: Modal | Home): void {
  stored.view = view;
  stored.hash = newHash();
}

export function publishHome(world: SlackWorld, userId: string, view: Home): StoredView {
  const before = world.homes.get(userId);
  if (before !== undefined) {
    changeView(before, view);
    return before;
  }
  const id = `VH${userId.slice(1)}`;
  const home = newView({ id, userId, rootId: id, previousId: null, view });
  world.homes.set(userId, home);
  return home;
}

export function closeModals(world: SlackWorld, userId: string): void {
  for (const modal of openModals(world, userId)) modal.isOpen = false;
}

/** The open modal or the home of this id, whoever's it is. */
export function viewOf({ modals, homes }: SlackWorld, viewId: string): StoredView | null {
  return [...modals, ...homes.values()].find(({ id, isOpen }) => isOpen && id === viewId) ?? null;
}

/** A view as Slack sends it to the bot. */
export function viewPayload({ settings }: SlackWorld, stored: StoredView): Readonly<Record<string, unknown>> {
  const { id, view, hash, rootId, previousId, entered } = stored;
  const isModal = view.type === 'modal';
  return {
    id,
    team_id: settings.teamId,
    type: view.type,
    title: isModal ? view.title : { type: 'plain_text', text: 'View Title', emoji: true },
    close: isModal ? (view.close ?? null) : null,
    submit: isModal ? (view.submit ?? null) : null,
    blocks: withIds(view.blocks),
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    external_id: view.external_id ?? '',
    state: { values: stateOf(controlsIn(view.blocks), entered) },
    hash,
    clear_on_close: isModal && view.clear_on_close === true,
    notify_on_close: isModal && view.notify_on_close === true,
    root_view_id: rootId,
    previous_view_id: previousId,
    app_id: 'A0SANDBOX',
    app_installed_team_id: settings.teamId,
    bot_id: settings.botId,
  };
}

type NewView = Pick<StoredView, 'id' | 'userId' | 'rootId' | 'previousId' | 'view'>;

function stored(world: SlackWorld, parts: NewView): StoredView {
  const view = newView(parts);
  world.modals.push(view);
  return view;
}

function newView(parts: NewView): StoredView {
  return { ...parts, hash: newHash(), isOpen: true, entered: {} };
}

function nextModalId({ modals }: SlackWorld): string {
  return `V${modals.length + 1}`;
}

function newHash(): string {
  return randomUUID();
}
