import { readSuggestion } from '../block-rules.ts';
import type { Option, SuggestOutcome, SuggestRequest } from '../client-api.ts';
import { optionsIn, type SlackOption } from '../composition-rules.ts';
import { controlsIn } from '../controls.ts';
import { blockSuggestionPayload } from '../interaction-payloads.ts';
import { viewOf } from '../views.ts';
import { actorOf, type ClientContext } from './context.ts';

/** Slack's own, where the select says nothing of it. */
const MIN_QUERY_LENGTH = 3;

/** A person has typed into a select whose options the bot knows. */
export async function suggest(context: ClientContext, request: SuggestRequest): Promise<SuggestOutcome> {
  const { world, delivery } = context;
  const actor = actorOf(context, request.user);
  const view = viewOf(world, request.viewId);
  if (actor === null || view === null || view.userId !== request.user) {
    return { options: [], error: 'This is not there any more.' };
  }
  const placed = controlsIn(view.view.blocks).find(
    ({ blockId, actionId }) => blockId === request.blockId && actionId === request.actionId,
  );
  if (placed?.control.type !== 'external_select' && placed?.control.type !== 'multi_external_select') {
    return { options: [], error: 'This is not there any more.' };
  }
  if (request.value.length < (placed.control.min_query_length ?? MIN_QUERY_LENGTH)) return { options: [] };
  const acknowledgement = await delivery.interaction(
    blockSuggestionPayload(actor, view, placed, request.value),
  );
  if (!acknowledgement.ok) {
    return { options: [], error: `${world.app.name} did not respond (${acknowledgement.error})` };
  }
  const suggestion = readSuggestion(jsonIn(acknowledgement.body));
  if (suggestion === null)
    return { options: [], error: 'The app answered with options that Slack does not take.' };
  return { options: optionsIn(suggestion).map(seen) };
}

function seen({ value, text, description }: SlackOption): Option {
  return { value, label: text.text, description: description?.text ?? null };
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // No JSON are no options either: whoever reads it says so.
    return null;
  }
}
