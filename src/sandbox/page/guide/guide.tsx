import { useId } from 'react';
import type { ClientUser } from '../../stand-ins/slack/client-api.ts';
import { EXAMPLES } from '../conversation/commands.ts';
import { useSandbox } from '../shell/sandbox-context.ts';

interface GuideProps {
  readonly isHelpDesk: boolean;
  readonly isLokiDown: boolean;
  readonly onFill: (text: string) => void;
  readonly onMention: () => void;
  /** Asks once more, in the shoes of somebody of this role. */
  readonly onAskAs: (role: ClientUser['role']) => void;
  readonly onToggleLoki: () => void;
  /** Subscribes to digests, where they are to be posted; null: this person may not. */
  readonly onSubscribe: (() => void) | null;
  /** Opens an incident, where they are. */
  readonly onOpenIncident: () => void;
  readonly onClose: () => void;
}

/** What a first visitor has to know, and what there is to try. */
export function Guide({
  isHelpDesk,
  isLokiDown,
  onFill,
  onMention,
  onAskAs,
  onToggleLoki,
  onSubscribe,
  onOpenIncident,
  onClose,
}: GuideProps) {
  const { words } = useSandbox();
  const { guide } = words;
  const id = useId();
  const steps = [
    { label: guide.check, remark: guide.checkThen, run: () => onFill(EXAMPLES.id) },
    { label: guide.search, remark: guide.searchThen, run: () => onFill(EXAMPLES.name) },
    { label: guide.mention, remark: guide.mentionThen, run: onMention },
    isHelpDesk
      ? { label: guide.askAsEngineer, remark: guide.askAsEngineerThen, run: () => onAskAs('engineer') }
      : { label: guide.askAsHelpDesk, remark: guide.askAsHelpDeskThen, run: () => onAskAs('help-desk') },
    isLokiDown
      ? { label: guide.mendLoki, remark: guide.mendLokiThen, run: onToggleLoki }
      : { label: guide.breakLoki, remark: guide.breakLokiThen, run: onToggleLoki },
    ...(onSubscribe === null
      ? []
      : [{ label: guide.subscribe, remark: guide.subscribeThen, run: onSubscribe }]),
    { label: guide.openIncident, remark: guide.openIncidentThen, run: onOpenIncident },
  ];
  return (
    <section className="guide" aria-labelledby={id}>
      <header>
        <h2 id={id}>{guide.heading}</h2>
        <button type="button" className="icon-button" aria-label={guide.close} onClick={onClose}>
          ✕
        </button>
      </header>
      <p>{guide.intro}</p>
      <ol>
        {steps.map(({ label, remark, run }) => (
          <li key={label}>
            <button type="button" className="guide-step" onClick={run}>
              {label}
            </button>
            <span>{remark}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
