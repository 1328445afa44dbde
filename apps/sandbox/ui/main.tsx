import './base.css';
import './frame.css';
import './message.css';
import './blocks.css';
import './dialog.css';
import { useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { ConfirmDialog } from '../src/blocks/text.ts';
import type { PageWorkspace } from '../src/page/page-types.ts';
import { useLive, useOnline } from './api.ts';
import { Confirm } from './confirm.tsx';
import { Page, type PageContext } from './context.tsx';
import { Conversation, titleOf } from './conversation.tsx';
import { Home } from './home.tsx';
import { Modal } from './modal.tsx';
import { type Place, Sidebar } from './sidebar.tsx';
import { say } from './words.ts';

const remembered = (name: string) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};
const remember = (name: string, value: string) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing starts anew each time.
  }
};

/** The place a permalink names, /archives/<channel>/p<ts>. */
function linkedPlace(): Place | undefined {
  const [, channel] = /^\/archives\/([A-Z0-9]+)/.exec(location.pathname) ?? [];
  return channel === undefined ? undefined : { kind: 'channel', id: channel };
}

function App() {
  const query = new URLSearchParams(location.search).get('user');
  const [userId, setUserId] = useState(query ?? remembered('user') ?? document.body.dataset.user ?? '');
  const { data } = useLive<PageWorkspace>(`/ui/workspace?user=${encodeURIComponent(userId)}`, () => true);
  const [held, setHeld] = useState<{ userId: string; workspace: PageWorkspace }>();
  useEffect(() => {
    if (data) setHeld({ userId, workspace: data });
  }, [data, userId]);
  useEffect(() => {
    // Someone remembered from another workspace is not in this one.
    const timer = setTimeout(() => {
      if (!data && userId !== document.body.dataset.user) setUserId(document.body.dataset.user ?? '');
    }, 3000);
    return () => clearTimeout(timer);
  }, [data, userId]);
  const workspace = data ?? held?.workspace;
  const user = workspace?.users.find((one) => one.id === (data ? userId : held?.userId));
  if (!workspace || !user) return <p className="placeholder whole">正在载入… Loading…</p>;
  return (
    <Workspace
      workspace={workspace}
      user={user}
      onChoosePerson={(id) => {
        remember('user', id);
        setUserId(id);
      }}
    />
  );
}

type Asked = { dialog: ConfirmDialog; answer(yes: boolean): void };

function Workspace({
  workspace,
  user,
  onChoosePerson,
}: {
  workspace: PageWorkspace;
  user: PageContext['user'];
  onChoosePerson(userId: string): void;
}) {
  const online = useOnline();
  const open = workspace.channels.filter((one) => !one.isDirect && !one.isArchived);
  const first = open.find((one) => one.unread > 0) ?? open[0] ?? workspace.channels[0];
  const [place, setPlace] = useState<Place>(() => linkedPlace() ?? { kind: 'channel', id: first?.id ?? '' });
  const [thread, setThread] = useState<string | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [menuOpen, setMenuOpen] = useState(false);
  const { locale } = user;
  const t = (word: Parameters<typeof say>[1], parts?: Record<string, string | number>) => say(locale, word, parts);

  const go = useCallback((next: Place) => {
    setPlace(next);
    setThread(null);
    setMenuOpen(false);
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  useEffect(() => {
    const unread = workspace.channels.reduce((sum, one) => sum + one.alerts, 0);
    document.title = unread > 0 ? `(${unread}) ${workspace.team}` : workspace.team;
  }, [workspace]);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => setNotice(null), 6000);
    return () => clearTimeout(timer);
  }, [notice]);

  const isBotChannel = (members: string[]) => members.includes(workspace.bot.id) && members.length === 2;
  const app = workspace.channels.find((one) => one.isDirect && isBotChannel(one.members));
  // A direct conversation belongs to one pair; another person sees their own.
  const channel =
    place.kind === 'channel' ? (workspace.channels.find((one) => one.id === place.id) ?? app ?? first) : undefined;
  const inApp = place.kind === 'home' || (app !== undefined && channel?.id === app.id);
  const page: PageContext = {
    user,
    locale,
    workspace,
    notify: setNotice,
    confirm: (dialog) => new Promise((answer) => setAsked({ dialog, answer })),
    openChannel: (id) => go({ kind: 'channel', id }),
    openThread: setThread,
  };
  const top = workspace.modals.at(-1);
  const direct = channel ? channel.isDirect || channel.isGroup : false;

  return (
    <Page.Provider value={page}>
      <div className={menuOpen ? 'frame menu-open' : 'frame'}>
        <Sidebar place={place} onGo={go} onChoosePerson={onChoosePerson} />
        {menuOpen && (
          <button type="button" className="veil" aria-label={t('close')} onClick={() => setMenuOpen(false)} />
        )}
        <main>
          <header className="place">
            <button
              type="button"
              className="icon menu-button"
              aria-label={t('openMenu')}
              onClick={() => setMenuOpen(true)}
            >
              ☰
            </button>
            <h2>
              {inApp
                ? workspace.bot.name
                : channel
                  ? `${direct ? '' : channel.isPrivate ? '🔒 ' : '# '}${titleOf(channel, workspace, user.id)}`
                  : ''}
            </h2>
            {inApp && app ? (
              <div className="tabs" role="tablist">
                <button
                  type="button"
                  role="tab"
                  aria-selected={place.kind === 'home'}
                  onClick={() => go({ kind: 'home' })}
                >
                  {t('home')}
                </button>
                <button
                  type="button"
                  role="tab"
                  aria-selected={place.kind === 'channel'}
                  onClick={() => go({ kind: 'channel', id: app.id })}
                >
                  {t('messages')}
                  {app.unread > 0 && <span className="badge">{app.unread}</span>}
                </button>
              </div>
            ) : (
              channel && (
                <>
                  <span className="topic muted">{channel.topic}</span>
                  {!direct && (
                    <span className="muted people-count">
                      {t('people', { count: channel.members.filter((one) => one !== workspace.bot.id).length })}
                    </span>
                  )}
                </>
              )
            )}
          </header>
          {!online && <p className="banner warn">{t('pageOffline')}</p>}
          {online && !workspace.connection.connected && <p className="banner">{t('disconnectedLong')}</p>}
          {place.kind === 'home' ? (
            <div className="home-scroll">
              <Home key={user.id} />
            </div>
          ) : (
            channel && <Conversation key={`${channel.id} ${user.id}`} channel={channel} thread={thread} />
          )}
        </main>
      </div>
      {top && <Modal key={top.id} view={top} depth={workspace.modals.length} />}
      {asked && (
        <Confirm
          dialog={asked.dialog}
          onAnswer={(yes) => {
            setAsked(null);
            asked.answer(yes);
          }}
        />
      )}
      {notice !== null && (
        <div className="notice" role="alert">
          {notice}
        </div>
      )}
    </Page.Provider>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
