import type { ClientSurface } from '../../stand-ins/slack/client-api.ts';
import { parsedBlock, type Control } from '../blocks/parsed-block.ts';

/** The bot's own name for it, in its home. */
const LANGUAGE_ACTION = 'language';

export interface LanguageControl {
  readonly viewId: string;
  readonly blockId: string;
  readonly control: Extract<Control, { kind: 'select' | 'radio' }>;
}

/** The select in the bot's home by which a person chooses the bot's language; null: there is none. */
export function languageControlIn(home: ClientSurface | null): LanguageControl | null {
  if (home === null) return null;
  for (const block of home.blocks.map(parsedBlock)) {
    for (const { blockId, control } of controlsOf(block)) {
      if (control.actionId !== LANGUAGE_ACTION || !('options' in control) || control.kind === 'checkboxes')
        continue;
      return { viewId: home.viewId, blockId, control };
    }
  }
  return null;
}

function controlsOf(
  block: ReturnType<typeof parsedBlock>,
): readonly { readonly blockId: string; readonly control: Control }[] {
  switch (block.kind) {
    case 'section':
      return [{ blockId: block.blockId, control: block.accessory }];
    case 'actions':
      return block.controls.map((control) => ({ blockId: block.blockId, control }));
    default:
      return [];
  }
}
