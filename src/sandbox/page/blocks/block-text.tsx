import { memo, useLayoutEffect, useRef } from 'react';
import type { ParsedBlock } from './parsed-block.ts';
import { useSandbox } from '../shell/sandbox-context.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { LibraryMessage } from './library-message.tsx';
import { withAsterisks } from './library-text.ts';

interface BlockTextProps {
  readonly text: Extract<ParsedBlock, { kind: 'text' }>;
}

/** A block that is only text; its bare text if it cannot be drawn. */
export const BlockText = memo(function BlockText({ text }: BlockTextProps) {
  const { workspace } = useSandbox();
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The library gives every message the same id.
    root.current?.firstElementChild?.removeAttribute('id');
    for (const code of root.current?.querySelectorAll('code') ?? []) {
      for (const part of code.childNodes) part.nodeValue &&= withAsterisks(part.nodeValue);
    }
  });
  const users = [...workspace.users, { id: workspace.botUserId, name: workspace.botName }];
  return (
    <div className="block-text" ref={root}>
      <ErrorBoundary key={text.fallback} fallback={<p>{text.fallback}</p>}>
        <LibraryMessage block={text.block} users={users} channels={workspace.channels} />
      </ErrorBoundary>
    </div>
  );
});
