import type { ClientChannel } from '../../stand-ins/slack/client-api.ts';
import type { Place } from '../conversation/place.ts';
import { useSandbox } from '../shell/sandbox-context.ts';

interface ChannelListProps {
  readonly place: Place;
  readonly onGo: (place: Place) => void;
}

/** The conversations of this person. */
export function ChannelList({ place, onGo }: ChannelListProps) {
  const { words, workspace, view } = useSandbox();
  const seen = new Set(view.channels.map(({ id }) => id));
  const channels = workspace.channels.filter(({ id }) => seen.has(id));
  const isHere = (id: string): boolean => place.kind === 'channel' && place.id === id;
  return (
    <nav className="channels" aria-label={words.channels.label}>
      <h2>{words.channels.heading}</h2>
      {channels.length === 0 && <p>{words.channels.none}</p>}
      <ul>
        {channels.map((channel) => (
          <li key={channel.id}>
            <button
              type="button"
              aria-current={isHere(channel.id) ? 'page' : undefined}
              onClick={() => onGo({ kind: 'channel', id: channel.id })}
            >
              <span aria-hidden="true"># </span>
              {channel.name}
              <Remark channel={channel} />
            </button>
          </li>
        ))}
      </ul>
      <h2>{words.channels.apps}</h2>
      <ul>
        <li>
          <button
            type="button"
            aria-current={place.kind === 'app' ? 'page' : undefined}
            onClick={() => onGo({ kind: 'app', tab: 'home' })}
          >
            <span aria-hidden="true">◆ </span>
            {workspace.botName}
          </button>
        </li>
      </ul>
    </nav>
  );
}

/** What is not as usual with a channel. */
function Remark({ channel }: { readonly channel: ClientChannel }) {
  const { words } = useSandbox();
  const remark = channel.isArchived
    ? words.channels.archived
    : channel.isShared
      ? words.channels.shared
      : channel.isBotMember
        ? null
        : words.channels.withoutBot;
  return remark === null ? null : <small>{remark}</small>;
}
