import { createContext, useContext } from 'react';
import type { BlockValue, SuggestOutcome } from '../../stand-ins/slack/client-api.ts';

/** What blocks can do where they stand: in a message, a modal or the home. */
export interface Surface {
  /** Never rejects: tells the person what goes wrong. */
  readonly press: (blockId: string, actionId: string, value?: BlockValue) => Promise<unknown>;
  readonly suggest: (blockId: string, actionId: string, query: string) => Promise<SuggestOutcome>;
  /** The conversation that the person has open; null: none, as in the home. */
  readonly channel: string | null;
  /** Where the blocks make a form. */
  readonly form: Form | null;
}

export interface Form {
  /** What a person has put into a control; undefined: it is untouched. */
  valueOf(blockId: string, actionId: string): BlockValue | null | undefined;
  setValue(blockId: string, actionId: string, value: BlockValue | null): void;
  /** What there is to say to a field. */
  errorOf(blockId: string): string | null;
}

export const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('blocks are drawn outside of a surface');
  return surface;
}
