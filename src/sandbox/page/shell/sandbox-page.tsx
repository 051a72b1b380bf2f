import { useState, type MouseEvent } from 'react';
import { LOCALES, type Locale } from '../../../words/locale.ts';
import type { ClientUser, UpstreamState } from '../../stand-ins/slack/client-api.ts';
import { client } from '../api/client.ts';
import { AppHome } from '../conversation/app-home.tsx';
import { AppTabs } from '../conversation/app-tabs.tsx';
import { ChannelMenu } from '../conversation/channel-menu.tsx';
import { ChannelPane } from '../conversation/channel-pane.tsx';
import { EXAMPLES, MEMORIAL } from '../conversation/commands.ts';
import { linkedMessage } from '../conversation/permalink.ts';
import { conversationAt, placeFor, type Place } from '../conversation/place.ts';
import { ThreadPane } from '../conversation/thread-pane.tsx';
import { topLevelOf } from '../conversation/threads.ts';
import { fullDate } from '../conversation/times.ts';
import { useDraft } from '../conversation/use-draft.ts';
import { Guide } from '../guide/guide.tsx';
import { ModalDialog } from '../modals/modal-dialog.tsx';
import { ChannelList } from '../sidebar/channel-list.tsx';
import { ChoiceSetting } from '../sidebar/choice-setting.tsx';
import { PersonSwitch } from '../sidebar/person-switch.tsx';
import { THEMES, useTheme } from '../sidebar/theme.ts';
import { TimePanel } from '../time/time-panel.tsx';
import { UpstreamsPanel } from '../upstreams/upstreams-panel.tsx';
import { LANGUAGE_NAMES } from '../words/page-locale.ts';
import { PaneSwitch, type Pane } from './pane-switch.tsx';
import { useSandbox } from './sandbox-context.ts';
import { useDeed } from './use-deed.ts';
import { useStoredChoice } from './use-stored-choice.ts';

interface SandboxPageProps {
  /** It is not known yet what this person sees. */
  readonly isLoading: boolean;
  readonly onPerson: (userId: string) => void;
  readonly onLocale: (locale: Locale) => void;
  /** The bot does not speak the page's language yet. */
  readonly isLanguageBusy: boolean;
  readonly upstreams: readonly UpstreamState[];
  readonly onUpstream: (state: Pick<UpstreamState, 'id' | 'mode'>) => void;
  /** What the person has to know of the page itself; null: all is well. */
  readonly warning: string | null;
}

/** The whole page, once it is known who looks and what there is to see. */
export function SandboxPage({
  isLoading,
  onPerson,
  onLocale,
  isLanguageBusy,
  upstreams,
  onUpstream,
  warning,
}: SandboxPageProps) {
  const { words, locale, workspace, person, view } = useSandbox();
  const [theme, setTheme] = useTheme();
  const [guide, setGuide] = useStoredChoice('portal-check-guide', ['open', 'closed'], 'open');
  const [wished, setWished] = useState<Place | null>(null);
  const [threadTs, setThreadTs] = useState<string | null>(null);
  const [pane, setPane] = useState<Pane>('conversation');
  /** Whether the panel is open, by what shares the side with it. */
  const [openUpstreams, setOpenUpstreams] = useState({ alone: true, besideThread: false });
  const draft = useDraft();
  const threadDraft = useDraft();
  const [problem, setProblem] = useState<string | null>(null);
  const { run } = useDeed(setProblem);

  const place = placeFor(wished, view);
  const conversation = conversationAt(place, view, workspace);
  const topic = conversation.topic ?? words.app.topic;
  const isThreadOpen = threadTs !== null && conversation.messages.some(({ ts }) => ts === threadTs);
  const side = isThreadOpen ? 'besideThread' : 'alone';
  const lokiMode = upstreams.find(({ id }) => id === 'loki')?.mode ?? 'healthy';

  const go = (next: Place) => {
    setWished(next);
    setThreadTs(null);
    setPane('conversation');
  };
  const openThread = (ts: string, text = '') => {
    setThreadTs(ts);
    setPane('conversation');
    threadDraft.fill(text);
  };
  const closeGuide = () => {
    setGuide('closed');
    setPane('conversation');
  };
  const closeThread = () => {
    setThreadTs(null);
    draft.fill(draft.text);
  };
  const fill = (text: string) => {
    setPane('conversation');
    if (place.kind === 'app') setWished({ kind: 'app', tab: 'messages' });
    draft.fill(text);
  };
  const become = (userId: string) => {
    setThreadTs(null);
    onPerson(userId);
  };
  const askAs = (role: ClientUser['role']) => {
    const other = workspace.users.find((user) => user.role === role);
    if (other !== undefined) become(other.id);
    fill(EXAMPLES.id);
  };
  const subscribe = () => {
    const channel = workspace.channels.find(({ name }) => name.endsWith('digest'));
    if (channel !== undefined) go({ kind: 'channel', id: channel.id });
    draft.fill(EXAMPLES.subscribe);
  };
  const openIncident = () => {
    const channel = workspace.channels.find(({ name }) => name === 'incidents');
    if (channel !== undefined) go({ kind: 'channel', id: channel.id });
    draft.fill(EXAMPLES.incident);
  };
  /** Links to messages of this workspace lead to them here, as in Slack. */
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const linked = link === null ? null : linkedMessage(link.href);
    if (linked === null) return;
    event.preventDefault();
    for (const { viewId } of view.modals.toReversed())
      void run(() => client.close({ user: person.id, viewId }));
    const { channelId, ts, threadTs: thread } = linked;
    go(channelId === view.direct.id ? { kind: 'app', tab: 'messages' } : { kind: 'channel', id: channelId });
    openThread(thread ?? ts);
  };
  const mention = () => {
    const text = `@${workspace.botName} ${MEMORIAL.name}`;
    // Where people talk about it; else beneath whatever was said last.
    const incident = workspace.channels.find(({ name }) => name.startsWith('incident'));
    const where = placeFor(incident === undefined ? place : { kind: 'channel', id: incident.id }, view);
    const said = topLevelOf(conversationAt(where, view, workspace).messages).filter(
      ({ isEphemeral }) => !isEphemeral,
    );
    const about = said.find((message) => message.text.includes(MEMORIAL.name)) ?? said.at(-1);
    if (about === undefined) {
      fill(text);
      return;
    }
    setWished(where);
    openThread(about.ts, text);
  };

  return (
    // Only what leads elsewhere anyway is caught on its way: there is nothing to press here.
    <div className={`page pane-${pane} ${isThreadOpen ? 'with-thread' : ''}`} onClick={follow}>
      <PaneSwitch pane={pane} onChange={setPane} />
      <div className="workspace-pane">
        <header>
          <h1>{words.title}</h1>
          <p className="clock">{words.clock(fullDate(workspace.nowMs, locale))}</p>
          <PersonSwitch onChange={become} />
          <div className="settings">
            <ChoiceSetting
              label={words.language.label}
              choices={LOCALES}
              nameOf={(choice) => LANGUAGE_NAMES[choice]}
              value={locale}
              onChange={onLocale}
              isBusy={isLanguageBusy}
            />
            <ChoiceSetting
              label={words.theme.label}
              choices={THEMES}
              nameOf={(choice) => words.theme[choice]}
              value={theme}
              onChange={setTheme}
            />
          </div>
        </header>
        <ChannelList place={place} onGo={go} />
      </div>
      <main className="conversation-pane">
        {(warning ?? problem) !== null && (
          <p role="alert" className="warning">
            {warning ?? problem}
          </p>
        )}
        {(guide === 'open' || pane === 'guide') && (
          <Guide
            isHelpDesk={person.role === 'help-desk'}
            isLokiDown={lokiMode === 'down'}
            onFill={fill}
            onMention={mention}
            onAskAs={askAs}
            onToggleLoki={() => onUpstream({ id: 'loki', mode: lokiMode === 'down' ? 'healthy' : 'down' })}
            onSubscribe={person.role === 'engineer' ? subscribe : null}
            onOpenIncident={openIncident}
            onClose={closeGuide}
          />
        )}
        <header className="pane-header">
          <h2>{conversation.name}</h2>
          <span className="pane-topic" title={topic}>
            {topic}
          </span>
          {place.kind === 'app' && <AppTabs tab={place.tab} onChange={(tab) => go({ kind: 'app', tab })} />}
          <ChannelMenu channelId={conversation.id} />
          {guide === 'closed' && (
            <button type="button" className="quiet-button guide-opener" onClick={() => setGuide('open')}>
              {words.guide.show}
            </button>
          )}
        </header>
        {isLoading ? (
          <p role="status" className="empty">
            {words.loading}
          </p>
        ) : place.kind === 'app' && place.tab === 'home' ? (
          <AppHome key={person.id} />
        ) : (
          <ChannelPane
            key={`${person.id} ${conversation.id}`}
            conversation={conversation}
            draft={draft}
            onOpenThread={openThread}
          />
        )}
      </main>
      <div className="side-pane">
        <TimePanel />
        <UpstreamsPanel
          upstreams={upstreams}
          onChange={onUpstream}
          isOpen={openUpstreams[side] || pane === 'upstreams'}
          onToggle={() => setOpenUpstreams({ ...openUpstreams, [side]: !openUpstreams[side] })}
        />
        {isThreadOpen && (
          <ThreadPane
            key={`${person.id} ${threadTs}`}
            conversation={conversation}
            ts={threadTs}
            draft={threadDraft}
            onClose={closeThread}
          />
        )}
      </div>
      {view.modals.map((modal) => (
        <ModalDialog key={modal.viewId} modal={modal} channel={conversation.id} />
      ))}
    </div>
  );
}
