import { checkHome, checkModal } from '../block-rules.ts';
import { refusalOfFiles } from '../files.ts';
import { directIdOf, userOf } from '../places.ts';
import { readTrigger } from '../triggers.ts';
import {
  changeView,
  openModal,
  openModals,
  publishHome,
  pushModal,
  viewOf,
  viewPayload,
  type StoredView,
} from '../views.ts';
import type { SlackWorld } from '../world.ts';
import { jsonOf, refused, refusedAs, type Answer, type Params, type SlackMethods } from './method.ts';

/** Modals want no scope: whoever did something has given the bot a trigger. */
export const VIEW_METHODS: SlackMethods = {
  'views.open': { token: 'bot', scope: null, answer: open },
  'views.push': { token: 'bot', scope: null, answer: push },
  'views.update': { token: 'bot', scope: null, answer: update },
  'views.publish': { token: 'bot', scope: null, answer: publish },
};

function open(world: SlackWorld, params: Params): Answer {
  const { trigger_id: triggerId = '' } = params;
  const trigger = readTrigger(world, triggerId);
  if (typeof trigger === 'string') return refused(trigger);
  const checked = checkModal(jsonOf(params.view));
  if ('refusal' in checked) return refusedAs(checked.refusal);
  if (isTaken(world, checked.view.external_id, null)) return refused('duplicate_external_id');
  world.usedTriggerIds.add(triggerId);
  return answered(world, openModal(world, trigger.userId, checked.view));
}

function push(world: SlackWorld, params: Params): Answer {
  const { trigger_id: triggerId = '' } = params;
  const trigger = readTrigger(world, triggerId);
  if (typeof trigger === 'string') return refused(trigger);
  const checked = checkModal(jsonOf(params.view));
  if ('refusal' in checked) return refusedAs(checked.refusal);
  if (isTaken(world, checked.view.external_id, null)) return refused('duplicate_external_id');
  const below = openModals(world, trigger.userId).at(-1);
  if (trigger.viewId === null || below === undefined) return refused('not_found');
  const pushed = pushModal(world, below, checked.view);
  if (pushed === null) return refused('push_limit_reached');
  world.usedTriggerIds.add(triggerId);
  return answered(world, pushed);
}

function update(world: SlackWorld, params: Params): Answer {
  const view = jsonOf(params.view);
  const checked = checkModal(view);
  if ('refusal' in checked) return refusedAs(checked.refusal);
  const stored =
    params.view_id === undefined
      ? world.modals.find((one) => one.isOpen && one.view.external_id === params.external_id)
      : viewOf(world, params.view_id);
  if (stored === null || stored === undefined || stored.view.type !== 'modal') return refused('not_found');
  if (params.hash !== undefined && params.hash !== stored.hash) return refused('hash_conflict');
  if (isTaken(world, checked.view.external_id, stored)) return refused('duplicate_external_id');
  changeView(stored, checked.view);
  return answered(world, stored);
}

function publish(world: SlackWorld, params: Params): Answer {
  if (!world.app.hasHomeTab) return refused('not_enabled');
  const user = userOf(world, params.user_id ?? '');
  if (user === null) return refused('user_not_found');
  const checked = checkHome(jsonOf(params.view));
  if ('refusal' in checked) return refusedAs(checked.refusal);
  const refusal = refusalOfFiles(world, directIdOf(user.id), checked.view.blocks);
  if (refusal !== null) return refusedAs(refusal);
  const before = world.homes.get(user.id);
  if (params.hash !== undefined && params.hash !== before?.hash) return refused('hash_conflict');
  return answered(world, publishHome(world, user.id, checked.view));
}

/** An `external_id` names one open modal of the whole workspace. */
function isTaken({ modals }: SlackWorld, externalId: string | undefined, itself: StoredView | null): boolean {
  if (externalId === undefined || externalId === '') return false;
  return modals.some((modal) => modal !== itself && modal.isOpen && modal.view.external_id === externalId);
}

function answered(world: SlackWorld, stored: StoredView): Answer {
  return { ok: true, view: viewPayload(world, stored) };
}
