import { readBlocks, type Block } from './block-kinds.ts';
import type { Control } from './element-rules.ts';

/** Something in blocks that a person can press, choose or fill in. */
export interface PlacedControl {
  readonly blockId: string;
  readonly actionId: string;
  readonly control: Control;
  /** Of an input block; null elsewhere. */
  readonly input: {
    readonly isOptional: boolean;
    /** Whether the bot hears of it before the modal is submitted. */
    readonly isDispatched: boolean;
  } | null;
}

/** As Slack does: gives names to the blocks and elements that have none. The same blocks get the same names. */
export function withIds(blocks: readonly unknown[]): Block[] {
  return readBlocks(blocks).map((block, index) => {
    const named = { ...block, block_id: block.block_id ?? `block-${index}` };
    switch (named.type) {
      case 'section':
        return named.accessory === undefined
          ? named
          : { ...named, accessory: withActionId(named.accessory, 0) };
      case 'actions':
        return { ...named, elements: named.elements.map(withActionId) };
      case 'input':
        return { ...named, element: withActionId(named.element, 0) };
      default:
        return named;
    }
  });
}

export function controlsIn(blocks: readonly unknown[]): readonly PlacedControl[] {
  return withIds(blocks).flatMap((block) => {
    switch (block.type) {
      case 'section':
        return place(block, block.accessory === undefined ? [] : [block.accessory], null);
      case 'actions':
        return place(block, block.elements, null);
      case 'input':
        return place(block, [block.element], {
          isOptional: block.optional === true,
          isDispatched: block.dispatch_action === true,
        });
      default:
        return [];
    }
  });
}

type Element = Control | Extract<Block, { type: 'section' }>['accessory'];

function place(
  { block_id: blockId = '' }: Block,
  elements: readonly Element[],
  input: PlacedControl['input'],
): PlacedControl[] {
  return elements.flatMap((control) =>
    control === undefined || control.type === 'image'
      ? []
      : [{ blockId, actionId: control.action_id ?? '', control, input }],
  );
}

/** An image has no name: nobody can do anything with it. */
function withActionId<Named extends { readonly type: string }>(element: Named, index: number): Named {
  if (element.type === 'image') return element;
  return { action_id: `action-${index}`, ...element };
}
