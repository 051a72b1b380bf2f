import { useMemo } from 'react';
import { useSandbox } from '../shell/sandbox-context.ts';
import { PressedControl } from '../controls/pressed-control.tsx';
import { BlockText } from './block-text.tsx';
import { InputBlock } from './input-block.tsx';
import { parsedBlock, type ParsedBlock } from './parsed-block.ts';
import { plainText } from './plain-text.ts';
import { Picture } from './picture.tsx';

/** The blocks of a message, a modal or the home. */
export function BlockList({ blocks }: { readonly blocks: readonly unknown[] }) {
  const parsed = useMemo(() => blocks.map(parsedBlock), [blocks]);
  // Blocks have no identity of their own that is always there; they never change their order.
  return parsed.map((block, index) => <AnyBlock key={`${index}`} block={block} />);
}

function AnyBlock({ block }: { readonly block: ParsedBlock }) {
  const { words } = useSandbox();
  switch (block.kind) {
    case 'text':
      return <BlockText text={block} />;
    case 'section':
      return (
        <div className="section-block">
          <BlockText text={block.text} />
          <PressedControl
            blockId={block.blockId}
            control={block.accessory}
            label={plainText(block.text.fallback)}
          />
        </div>
      );
    case 'actions':
      return (
        <div className="actions-block">
          {block.controls.map((control) => (
            <PressedControl key={control.actionId} blockId={block.blockId} control={control} label={null} />
          ))}
        </div>
      );
    case 'input':
      return <InputBlock block={block} />;
    case 'picture':
      return <Picture url={block.url} altText={block.altText} title={block.title} />;
    case 'unknown':
      return <p className="not-drawn">{words.messages.notDrawn(block.type)}</p>;
  }
}
