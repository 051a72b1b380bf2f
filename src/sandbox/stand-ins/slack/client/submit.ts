import { z } from 'zod';
import { checkModal } from '../block-rules.ts';
import type { SubmitOutcome, SubmitRequest } from '../client-api.ts';
import { controlsIn, type PlacedControl } from '../controls.ts';
import { entered, stateOf, type EnteredValue, type EnteredValues } from '../entered.ts';
import { viewSubmissionPayload } from '../interaction-payloads.ts';
import { changeView, closeModals, openModals, pushModal, type StoredView } from '../views.ts';
import type { SlackWorld } from '../world.ts';
import { actorOf, refusedWith, trouble, type ClientContext } from './context.ts';
import { complaintAbout } from './field-rules.ts';

const responseAction = z.discriminatedUnion('response_action', [
  z.strictObject({
    response_action: z.literal('errors'),
    errors: z.record(z.string(), z.string().min(1)),
  }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('clear') }),
]);
type ResponseAction = z.infer<typeof responseAction>;

/** A person has submitted the modal on top. */
export async function submit(context: ClientContext, request: SubmitRequest): Promise<SubmitOutcome> {
  const { world, delivery } = context;
  const actor = actorOf(context, request.user);
  const top = openModals(world, request.user).at(-1);
  if (actor === null || top === undefined || top.id !== request.viewId) {
    return refusedWith('This is not there any more.');
  }
  if (top.view.type !== 'modal' || top.view.submit === undefined) {
    return refusedWith('This modal cannot be submitted.');
  }
  const controls = controlsIn(top.view.blocks);
  const values = valuesOf(controls, request, top.entered);
  if (values === null) return refusedWith('A field cannot hold this.');
  top.entered = values;
  const errors = complaints(controls, values);
  if (Object.keys(errors).length > 0) return { ok: true, errors };
  const acknowledgement = await delivery.interaction(viewSubmissionPayload(actor, top));
  if (!acknowledgement.ok) return trouble(`${world.app.name} did not respond: ${acknowledgement.error}`);
  if (acknowledgement.body === '') {
    top.isOpen = false;
    return { ok: true };
  }
  const action = readAction(acknowledgement.body);
  return action === null
    ? trouble('the app answered with what Slack does not take')
    : act(world, top, action);
}

/** @returns null where a control cannot hold what it is given, or is not there */
function valuesOf(
  controls: readonly PlacedControl[],
  { values: given }: SubmitRequest,
  before: EnteredValues,
): EnteredValues | null {
  const known = new Set(controls.map(({ blockId, actionId }) => JSON.stringify([blockId, actionId])));
  const named = Object.entries(given).flatMap(([blockId, actions]) =>
    Object.keys(actions).map((actionId) => JSON.stringify([blockId, actionId])),
  );
  if (!named.every((name) => known.has(name))) return null;
  const values: Record<string, Record<string, EnteredValue>> = {};
  for (const { blockId, actionId, control, input } of controls) {
    const value = given[blockId]?.[actionId];
    // Beside inputs, a modal may hold elements that were used before: what they hold was told by `press`.
    if (value === undefined && input === null) continue;
    const held = entered(control, value ?? null);
    if (held === null) return null;
    values[blockId] = { ...values[blockId], [actionId]: held };
  }
  return stateOf(controls, { ...before, ...values });
}

/** What Slack's own app has to say before it sends anything, by block id. */
function complaints(
  controls: readonly PlacedControl[],
  values: EnteredValues,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    controls.flatMap((placed): [string, string][] => {
      const complaint = complaintAbout(placed, values[placed.blockId]?.[placed.actionId]);
      return complaint === null ? [] : [[placed.blockId, complaint]];
    }),
  );
}

function readAction(body: string): ResponseAction | null {
  try {
    const parsed = responseAction.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    // No JSON is no action either: the caller says so.
    return null;
  }
}

function act(world: SlackWorld, top: StoredView, action: ResponseAction): SubmitOutcome {
  switch (action.response_action) {
    case 'clear':
      closeModals(world, top.userId);
      return { ok: true };
    case 'errors': {
      const inputs = new Set(
        controlsIn(top.view.blocks).flatMap(({ blockId, input }) => (input === null ? [] : [blockId])),
      );
      return Object.keys(action.errors).every((blockId) => inputs.has(blockId))
        ? { ok: true, errors: action.errors }
        : trouble('the app complains about a block that is no input');
    }
    case 'update':
    case 'push':
      break;
  }
  const checked = checkModal(action.view);
  if ('refusal' in checked) return trouble([checked.refusal.error, ...checked.refusal.messages].join(' '));
  if (action.response_action === 'update') {
    changeView(top, checked.view);
    return { ok: true };
  }
  return pushModal(world, top, checked.view) === null ? trouble('push_limit_reached') : { ok: true };
}
