import { useRef, type KeyboardEvent } from 'react';
import { useSandbox } from '../shell/sandbox-context.ts';

const TABS = ['home', 'messages'] as const;
type Tab = (typeof TABS)[number];

interface AppTabsProps {
  readonly tab: Tab;
  readonly onChange: (tab: Tab) => void;
}

/** Home and Messages of the app. The tab pattern of ARIA: arrows move between them. */
export function AppTabs({ tab, onChange }: AppTabsProps) {
  const { words } = useSandbox();
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = tab === 'home' ? 'messages' : 'home';
    onChange(other);
    root.current?.querySelector<HTMLElement>(`[data-tab="${other}"]`)?.focus();
  };
  return (
    <div
      role="tablist"
      tabIndex={-1}
      aria-label={words.app.tabs}
      className="tabs"
      ref={root}
      onKeyDown={onKeyDown}
    >
      {TABS.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          data-tab={one}
          aria-selected={one === tab}
          tabIndex={one === tab ? 0 : -1}
          onClick={() => onChange(one)}
        >
          {words.app[one]}
        </button>
      ))}
    </div>
  );
}
