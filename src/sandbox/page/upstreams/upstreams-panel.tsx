import { useId } from 'react';
import { UPSTREAM_MODES, type UpstreamState } from '../../stand-ins/slack/client-api.ts';
import { useSandbox } from '../shell/sandbox-context.ts';

interface UpstreamsPanelProps {
  readonly upstreams: readonly UpstreamState[];
  readonly onChange: (state: Pick<UpstreamState, 'id' | 'mode'>) => void;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** The sources that the bot asks, and how well each is. */
export function UpstreamsPanel({ upstreams, onChange, isOpen, onToggle }: UpstreamsPanelProps) {
  const { words } = useSandbox();
  const id = useId();
  return (
    <aside className="upstreams" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>
        <button type="button" aria-expanded={isOpen} aria-controls={`${id}-body`} onClick={onToggle}>
          {words.upstreams.heading}
        </button>
      </h2>
      <div id={`${id}-body`} hidden={!isOpen}>
        <p>{words.upstreams.intro}</p>
        {upstreams.map((upstream) => (
          <Upstream key={upstream.id} upstream={upstream} onChange={onChange} />
        ))}
      </div>
    </aside>
  );
}

function Upstream({
  upstream,
  onChange,
}: {
  readonly upstream: UpstreamState;
  readonly onChange: UpstreamsPanelProps['onChange'];
}) {
  const { words } = useSandbox();
  const fieldId = useId();
  const { id, mode } = upstream;
  return (
    <div className="upstream" data-mode={mode}>
      <label htmlFor={fieldId}>{words.upstreams.name(id)}</label>
      <p>{words.upstreams.meaning(id)}</p>
      <select
        id={fieldId}
        className="field"
        value={mode}
        aria-describedby={`${fieldId}-meaning`}
        onChange={({ target }) => {
          const chosen = UPSTREAM_MODES.find((one) => one === target.value);
          if (chosen !== undefined) onChange({ id, mode: chosen });
        }}
      >
        {UPSTREAM_MODES.map((one) => (
          <option key={one} value={one}>
            {words.upstreams.mode(one)}
          </option>
        ))}
      </select>
      <p id={`${fieldId}-meaning`} className="upstream-mode">
        {words.upstreams.modeMeaning(mode)}
      </p>
    </div>
  );
}
