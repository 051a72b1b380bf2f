import { Message, type Block, type MessageProps } from 'slack-blocks-to-jsx';
import { forLibrary } from './library-text.ts';

interface LibraryMessageProps {
  readonly block: unknown;
  /** Who and what can be mentioned. */
  readonly users: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}

const HOOKS: NonNullable<MessageProps['hooks']> = {
  // The library takes the minutes of "04:25:18" for an emoji, finds none of that name, and leaves the colons out. "::" is one too, with
  // its colons in the name.
  emoji: (emoji, find) => {
    if (emoji.name.startsWith(':')) return emoji.name;
    const found = find(emoji);
    return found === emoji.name ? `:${emoji.name}:` : found;
  },
  link: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ),
};

/** One block of text, drawn by slack-blocks-to-jsx without its styles: ours are in `block-text.css`. May throw while drawing. */
export function LibraryMessage({ block, users, channels }: LibraryMessageProps) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the stand-in has validated it, and what the library cannot draw is caught
  const prepared = forLibrary(block) as Block;
  return (
    <Message
      blocks={[prepared]}
      data={{ users: [...users], channels: [...channels] }}
      hooks={HOOKS}
      logo=""
      name=""
      theme="light"
      unstyled
      withoutWrapper
    />
  );
}
