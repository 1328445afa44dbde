import type { ReactNode } from 'react';
import type { PageChannel } from '../src/page/page-types.ts';
import { Avatar } from './avatar.tsx';
import { usePage } from './context.tsx';
import { titleOf } from './conversation.tsx';
import { PersonPicker } from './person-picker.tsx';

export type Place = { kind: 'channel'; id: string } | { kind: 'home' };

function Row({
  active,
  unread,
  alerts,
  icon,
  name,
  onClick,
}: {
  active: boolean;
  unread: number;
  alerts: number;
  icon: ReactNode;
  name: string;
  onClick(): void;
}) {
  const { t } = usePage();
  return (
    <button
      type="button"
      className={`row${active ? ' active' : ''}${unread > 0 ? ' unread' : ''}`}
      aria-current={active ? 'page' : undefined}
      onClick={onClick}
    >
      <span className="row-icon" aria-hidden>
        {icon}
      </span>
      <span className="row-name">{name}</span>
      {unread > 0 && alerts === 0 && <span className="visually-hidden">{t('unread', { count: unread })}</span>}
      {alerts > 0 && (
        <span className="badge">
          {alerts}
          <span className="visually-hidden"> {t('unread', { count: unread })}</span>
        </span>
      )}
    </button>
  );
}

/** The workspace, the acting person, and where one can go. */
export function Sidebar({
  place,
  onGo,
  onChoosePerson,
}: {
  place: Place;
  onGo(place: Place): void;
  onChoosePerson(userId: string): void;
}) {
  const { workspace, user, t } = usePage();
  const { connection, bot } = workspace;
  const isApp = (channel: PageChannel) => channel.isDirect && channel.members.includes(bot.id);
  const channels = workspace.channels
    .filter((one) => !one.isDirect && !one.isGroup)
    .sort((a, b) => Number(a.isArchived) - Number(b.isArchived) || a.name.localeCompare(b.name, 'zh-CN'));
  const direct = workspace.channels.filter((one) => (one.isDirect || one.isGroup) && !isApp(one));
  const app = workspace.channels.find(isApp);
  const inApp = place.kind === 'home' || place.id === app?.id;
  const row = (channel: PageChannel, icon: ReactNode) => (
    <Row
      key={channel.id}
      active={place.kind === 'channel' && place.id === channel.id}
      unread={channel.unread}
      alerts={channel.alerts}
      icon={icon}
      name={titleOf(channel, workspace, user.id)}
      onClick={() => onGo({ kind: 'channel', id: channel.id })}
    />
  );
  const status = !connection.connected ? t('disconnected') : connection.mode === 'http' ? t('http') : t('connected');
  return (
    <nav className="sidebar" aria-label={workspace.team}>
      <header>
        <h1>{workspace.team}</h1>
        <span className={connection.connected ? 'status on' : 'status'} role="status">
          <i aria-hidden /> {status}
        </span>
      </header>
      <PersonPicker onChoose={onChoosePerson} />
      <div className="rows">
        <h2>{t('channels')}</h2>
        {channels.map((channel) => row(channel, channel.isArchived ? '🗄' : channel.isPrivate ? '🔒' : '#'))}
        {direct.length > 0 && <h2>{t('directMessages')}</h2>}
        {direct.map((channel) =>
          row(channel, <Avatar id={channel.members.find((one) => one !== user.id) ?? user.id} size={20} />),
        )}
        <h2>{t('apps')}</h2>
        <Row
          active={inApp}
          unread={app?.unread ?? 0}
          alerts={app?.alerts ?? 0}
          icon={<Avatar id={bot.id} size={20} />}
          name={bot.name}
          onClick={() => onGo(app && app.unread > 0 ? { kind: 'channel', id: app.id } : { kind: 'home' })}
        />
        {workspace.hasRegistry && (
          <a className="row" href="/registry" target="_blank" rel="noreferrer">
            <span className="row-icon" aria-hidden>
              🏢
            </span>
            <span className="row-name">{t('registry')}</span>
          </a>
        )}
      </div>
    </nav>
  );
}
