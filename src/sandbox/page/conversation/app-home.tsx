import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { BlockValue } from '../../stand-ins/slack/client-api.ts';
import { client } from '../api/client.ts';
import { BlockList } from '../blocks/block-list.tsx';
import { SurfaceContext, type Surface } from '../blocks/surface-context.ts';
import { useSandbox } from '../shell/sandbox-context.ts';
import { useDeed } from '../shell/use-deed.ts';
import { SlackbotNote } from './slackbot-note.tsx';

/** What the bot has drawn for this person alone. The bot is told that they look. */
export function AppHome() {
  const { words, view, person } = useSandbox();
  const [problem, setProblem] = useState<string | null>(null);
  const { run } = useDeed(setProblem);
  const viewId = view.home?.viewId ?? '';

  const open = useEffectEvent((user: string) => void run(() => client.openHome({ user })));
  useEffect(() => open(person.id), [person.id]);

  const press = useCallback(
    (blockId: string, actionId: string, value?: BlockValue) =>
      run(() =>
        client.press({
          user: person.id,
          at: { viewId },
          blockId,
          actionId,
          ...(value === undefined ? {} : { value }),
        }),
      ),
    [run, person.id, viewId],
  );
  const surface = useMemo<Surface>(
    () => ({
      press,
      suggest: (blockId, actionId, value) =>
        client.suggest({ user: person.id, viewId, blockId, actionId, value }),
      channel: null,
      form: null,
    }),
    [press, person.id, viewId],
  );

  return (
    <div className="home" role="region" aria-label={words.app.home} tabIndex={0}>
      <SurfaceContext value={surface}>
        {view.home === null ? (
          <p className="empty">{words.app.homeEmpty}</p>
        ) : (
          <BlockList blocks={view.home.blocks} />
        )}
      </SurfaceContext>
      <SlackbotNote text={problem} onDismiss={() => setProblem(null)} />
    </div>
  );
}
