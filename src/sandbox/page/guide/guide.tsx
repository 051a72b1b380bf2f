import { useId } from 'react';
import { EXAMPLES } from '../conversation/commands.ts';
import { useSandbox } from '../shell/sandbox-context.ts';

interface GuideProps {
  readonly isLokiDown: boolean;
  readonly onFill: (text: string) => void;
  readonly onMention: () => void;
  readonly onToggleLoki: () => void;
  readonly onClose: () => void;
}

/** What a first visitor has to know, and four things to try. */
export function Guide({ isLokiDown, onFill, onMention, onToggleLoki, onClose }: GuideProps) {
  const { words } = useSandbox();
  const { guide } = words;
  const id = useId();
  const steps = [
    { label: guide.check, remark: guide.checkThen, run: () => onFill(EXAMPLES.id) },
    { label: guide.search, remark: guide.searchThen, run: () => onFill(EXAMPLES.name) },
    { label: guide.mention, remark: guide.mentionThen, run: onMention },
    isLokiDown
      ? { label: guide.mendLoki, remark: guide.mendLokiThen, run: onToggleLoki }
      : { label: guide.breakLoki, remark: guide.breakLokiThen, run: onToggleLoki },
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
