import { createContext, useContext } from 'react';
import type { Locale } from '../../../words/locale.ts';
import type { ClientUser, ClientView, Workspace } from '../../stand-ins/slack/client-api.ts';
import type { PageWords } from '../words/page-locale.ts';

/** What every part of the page may want to know. */
export interface SandboxContent {
  readonly words: PageWords;
  readonly locale: Locale;
  readonly workspace: Workspace;
  /** Whose eyes the page shows. */
  readonly person: ClientUser;
  readonly view: ClientView;
  /** Looks again at what the person sees. */
  readonly refresh: () => void;
}

export const SandboxContext = createContext<SandboxContent | null>(null);

export function useSandbox(): SandboxContent {
  const content = useContext(SandboxContext);
  if (content === null) throw new Error('this is drawn outside of the sandbox');
  return content;
}
