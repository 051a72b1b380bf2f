import { useEffect, useState } from 'react';
import type { Option } from '../../stand-ins/slack/client-api.ts';
import { useSurface } from '../blocks/surface-context.ts';
import { useSandbox } from '../shell/sandbox-context.ts';

const DEBOUNCE_MS = 200;

export type Suggestions =
  | { readonly kind: 'none' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly options: readonly Option[] }
  | { readonly kind: 'failed'; readonly error: string };

/**
 * What the bot suggests for what has been typed. An answer to what is no longer there is dropped.
 *
 * @param query null: nothing is asked for
 */
export function useSuggestions(blockId: string, actionId: string, query: string | null): Suggestions {
  const { words } = useSandbox();
  const { suggest } = useSurface();
  const [answer, setAnswer] = useState<{ query: string; suggestions: Suggestions } | null>(null);

  useEffect(() => {
    if (query === null) return;
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const suggestions = await suggest(blockId, actionId, query).then(
        ({ options, error }): Suggestions =>
          error === undefined ? { kind: 'found', options } : { kind: 'failed', error },
        (error: unknown): Suggestions => {
          console.error(error);
          return { kind: 'failed', error: words.failedAction };
        },
      );
      if (isCurrent) setAnswer({ query, suggestions });
    };
    const timer = setTimeout(() => void look(), DEBOUNCE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [blockId, actionId, query, suggest, words]);

  if (query === null) return { kind: 'none' };
  return answer?.query === query ? answer.suggestions : { kind: 'searching' };
}
