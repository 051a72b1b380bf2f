import { useCallback, useEffect, useMemo, useState } from 'react';
import { LOCALES } from '../../../words/locale.ts';
import type { ClientView, UpstreamState, Workspace } from '../../stand-ins/slack/client-api.ts';
import { useClientView } from '../api/use-client-view.ts';
import { useLiveChanges } from '../api/use-live-changes.ts';
import { useUpstreams } from '../api/use-upstreams.ts';
import { useBotLanguage } from '../sidebar/use-bot-language.ts';
import { PAGE_WORDS } from '../words/page-locale.ts';
import { SandboxContext, type SandboxContent } from './sandbox-context.ts';
import { SandboxPage } from './sandbox-page.tsx';
import { useStoredChoice } from './use-stored-choice.ts';
import { useWorkspace } from './use-workspace.ts';

/** Until it is known what a person sees. */
const NOTHING_SEEN: ClientView = { channels: [], direct: { id: '', messages: [] }, home: null, modals: [] };

/** The page: first the workspace, then what one of its people sees. */
export function App() {
  const { workspace, isReachable, refresh } = useWorkspace();
  const [locale, setLocale] = useStoredChoice('portal-check-language', LOCALES, 'en');
  const words = PAGE_WORDS[locale];
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = words.title;
  }, [locale, words]);

  if (workspace === null) {
    return (
      <main className="starting">
        <h1>{words.title}</h1>
        <p role="status">{isReachable ? words.loading : words.unreachable}</p>
      </main>
    );
  }
  return <SandboxOf workspace={workspace} onChange={refresh} locale={locale} onLocale={setLocale} />;
}

interface SandboxOfProps {
  readonly workspace: Workspace;
  /** Anything may have changed. */
  readonly onChange: () => void;
  readonly locale: (typeof LOCALES)[number];
  readonly onLocale: (locale: (typeof LOCALES)[number]) => void;
}

function SandboxOf({ workspace, onChange, locale, onLocale }: SandboxOfProps) {
  const words = PAGE_WORDS[locale];
  const [userId, setUserId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const person = workspace.users.find(({ id }) => id === userId) ?? workspace.users[0];
  if (person === undefined) throw new Error('the workspace has no people');

  const { view, isReachable, refresh } = useClientView(person.id);
  const { upstreams, refresh: refreshUpstreams, change } = useUpstreams();
  const refreshAll = useCallback(() => {
    refresh();
    refreshUpstreams();
    onChange();
  }, [refresh, refreshUpstreams, onChange]);
  const isUp = useLiveChanges(refreshAll);
  const isLanguageBusy = useBotLanguage(person.id, locale, view);

  const changeUpstream = (state: Pick<UpstreamState, 'id' | 'mode'>) => {
    setProblem(null);
    change(state).catch((error: unknown) => {
      console.error(error);
      setProblem(words.failedAction);
    });
  };
  const content = useMemo<SandboxContent>(
    () => ({ words, locale, workspace, person, view: view ?? NOTHING_SEEN, refresh }),
    [words, locale, workspace, person, view, refresh],
  );
  return (
    <SandboxContext value={content}>
      <SandboxPage
        isLoading={view === null}
        onPerson={setUserId}
        onLocale={onLocale}
        isLanguageBusy={isLanguageBusy}
        upstreams={upstreams}
        onUpstream={changeUpstream}
        warning={isReachable && isUp ? problem : words.unreachable}
      />
    </SandboxContext>
  );
}
