import { useState } from 'react';
import { client } from '../api/client.ts';
import { MenuButton } from '../shell/menu-button.tsx';
import { useSandbox } from '../shell/sandbox-context.ts';
import { useDeed } from '../shell/use-deed.ts';

interface ChannelMenuProps {
  /** Of the open conversation. */
  readonly channelId: string;
}

/** What those who administer the workspace can do with a channel; nothing for others, and of the conversation with the bot. */
export function ChannelMenu({ channelId }: ChannelMenuProps) {
  const { words, workspace, person } = useSandbox();
  const [problem, setProblem] = useState<string | null>(null);
  const { run } = useDeed(setProblem);
  const channel = workspace.channels.find(({ id }) => id === channelId);
  if (channel === undefined || person.role !== 'engineer') return null;

  const { isArchived } = channel;
  const archive = async () => {
    setProblem(null);
    await run(() => client.archive({ user: person.id, channel: channelId, isArchived: !isArchived }));
  };
  return (
    <>
      <MenuButton
        label={words.channels.more}
        face={<span aria-hidden="true">⋯</span>}
        items={[
          {
            id: 'archive',
            label: isArchived ? words.channels.unarchive : words.channels.archive,
            onChoose: () => void archive(),
          },
        ]}
        opens="down"
      />
      {problem !== null && <span role="alert">{problem}</span>}
    </>
  );
}
