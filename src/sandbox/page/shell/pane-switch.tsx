import { useSandbox } from './sandbox-context.ts';

const PANES = ['workspace', 'conversation', 'upstreams', 'guide'] as const;
export type Pane = (typeof PANES)[number];

interface PaneSwitchProps {
  readonly pane: Pane;
  readonly onChange: (pane: Pane) => void;
}

/** Where there is no room for everything side by side: what of it is shown. */
export function PaneSwitch({ pane, onChange }: PaneSwitchProps) {
  const { words } = useSandbox();
  return (
    <nav className="pane-switch" aria-label={words.panes.label}>
      {PANES.map((one) => (
        <button
          key={one}
          type="button"
          aria-current={one === pane ? 'true' : undefined}
          onClick={() => onChange(one)}
        >
          {words.panes[one]}
        </button>
      ))}
    </nav>
  );
}
