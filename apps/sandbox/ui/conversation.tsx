import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PageChannel, PageConversation } from '../src/page/page-types.ts';
import type { SandboxEphemeral, SandboxMessage } from '../src/types.ts';
import { act, useLive } from './api.ts';
import { Composer } from './composer.tsx';
import { nameOf, usePage } from './context.tsx';
import { dayOf } from './dates.ts';
import { MessageView } from './message.tsx';

const pageSize = 60;
const togetherSeconds = 300;

type Shown = SandboxMessage | SandboxEphemeral;

const authorOf = (message: Shown) => ('fromApp' in message ? message.user : 'app');

/** Whether a message continues the one above it. */
function continues(message: Shown, before: Shown | undefined): boolean {
  if (!before || authorOf(before) !== authorOf(message)) return false;
  if (!('fromApp' in message) || message.broadcast) return false;
  const near = Number(message.ts) - Number(before.ts) < togetherSeconds;
  // The app's messages are cards of their own; only people's lines run on.
  return near && !message.fromApp;
}

const newDay = (message: Shown, before: Shown | undefined) =>
  !before || new Date(Number(before.ts) * 1000).toDateString() !== new Date(Number(message.ts) * 1000).toDateString();

/** Keeps a list at its end while new messages come, unless its reader has scrolled up. */
function useStayAtEnd(count: number, place: string) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [missed, setMissed] = useState(false);
  const toEnd = () => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    setMissed(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place starts at its end
  useLayoutEffect(toEnd, [place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the number of messages
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setMissed(true);
  }, [count]);
  useEffect(() => {
    const content = list.current?.firstElementChild;
    if (!content) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    observer.observe(content);
    return () => observer.disconnect();
  });
  const onScroll = () => {
    const element = list.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    if (atEnd.current) setMissed(false);
  };
  return { list, onScroll, missed, toEnd };
}

/** Name of a conversation for its reader. */
export function titleOf(channel: PageChannel, workspace: Parameters<typeof nameOf>[0], userId: string): string {
  if (!channel.isDirect && !channel.isGroup) return channel.name;
  return channel.members
    .filter((one) => one !== userId)
    .map((one) => nameOf(workspace, one))
    .join('、');
}

interface ConversationProps {
  channel: PageChannel;
  thread: string | null;
}

/** A channel or a direct conversation, with its thread beside it. */
export function Conversation({ channel, thread }: ConversationProps) {
  const { user, workspace, locale, t, openThread } = usePage();
  const [limit, setLimit] = useState(pageSize);
  const query = new URLSearchParams({ user: user.id, channel: channel.id, limit: String(limit) });
  const { data } = useLive<PageConversation>(`/ui/conversation?${query}`, (topic) => topic === `channel:${channel.id}`);
  const [shown, setShown] = useState<PageConversation>();
  useEffect(() => {
    if (data) setShown(data);
  }, [data]);
  const conversation = data ?? (shown?.channel === channel.id ? shown : undefined);

  const top: Shown[] = conversation
    ? [...conversation.messages, ...conversation.ephemerals.filter((one) => one.threadTs === undefined)].sort((a, b) =>
        a.ts.localeCompare(b.ts),
      )
    : [];
  const { list, onScroll, missed, toEnd } = useStayAtEnd(
    top.length,
    `${channel.id} ${user.id} ${conversation ? 1 : 0}`,
  );
  useEffect(() => {
    if (channel.unread > 0) void act({ act: 'read', user: user.id, channel: channel.id });
  }, [channel.id, channel.unread, user.id]);

  const name = titleOf(channel, workspace, user.id);
  const direct = channel.isDirect || channel.isGroup;
  const shownName = direct ? name : `#${name}`;
  return (
    <div className="conversation">
      <section className="stream" aria-label={shownName}>
        <div className="messages" ref={list} onScroll={onScroll}>
          <div className="messages-inner">
            {!conversation && <p className="placeholder">{t('loading')}</p>}
            {conversation && !conversation.hasEarlier && (
              <div className="start">
                <h2>{direct ? t('directStart', { name }) : t('channelStart', { name })}</h2>
                {channel.topic && <p className="muted">{channel.topic}</p>}
                {top.length === 0 && (
                  <p className="empty">
                    <strong>{t('noMessages')}</strong>
                    <br />
                    {t('noMessagesHint')}
                  </p>
                )}
              </div>
            )}
            {conversation?.hasEarlier && (
              <button type="button" className="button earlier" onClick={() => setLimit(limit + pageSize)}>
                {t('earlier')}
              </button>
            )}
            {conversation &&
              top.map((message, index) => {
                const before = top[index - 1];
                return (
                  <Fragment key={`${message.ts}${'fromApp' in message ? '' : 'e'}`}>
                    {newDay(message, before) && (
                      <div className="day">
                        <span>{dayOf(message.ts, locale)}</span>
                      </div>
                    )}
                    <MessageView
                      message={message}
                      compact={!newDay(message, before) && continues(message, before)}
                      files={conversation.files}
                      replies={conversation.replies[message.ts] ?? []}
                    />
                  </Fragment>
                );
              })}
          </div>
        </div>
        {missed && (
          <button type="button" className="button new-messages" onClick={toEnd}>
            {t('newMessages')}
          </button>
        )}
        {channel.isArchived ? (
          <p className="archived">{t('archived')}</p>
        ) : (
          <Composer channel={channel.id} placeholder={t('writeTo', { name: shownName })} />
        )}
      </section>
      {thread !== null && conversation && (
        <ThreadPane channel={channel} thread={thread} conversation={conversation} onClose={() => openThread(null)} />
      )}
    </div>
  );
}

function ThreadPane({
  channel,
  thread,
  conversation,
  onClose,
}: {
  channel: PageChannel;
  thread: string;
  conversation: PageConversation;
  onClose(): void;
}) {
  const { workspace, user, t } = usePage();
  const parent = conversation.messages.find((message) => message.ts === thread);
  const ephemerals = conversation.ephemerals.filter((one) => one.threadTs === thread);
  const replies: Shown[] = [...(conversation.replies[thread] ?? []), ...ephemerals].sort((a, b) =>
    a.ts.localeCompare(b.ts),
  );
  const { list, onScroll } = useStayAtEnd(replies.length, thread);
  const direct = channel.isDirect || channel.isGroup;
  return (
    <aside
      className="thread"
      aria-label={t('thread')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header>
        <h2>{t('thread')}</h2>
        <span className="muted">
          {direct ? '' : '#'}
          {titleOf(channel, workspace, user.id)}
        </span>
        <button type="button" className="icon" aria-label={t('close')} onClick={onClose}>
          ×
        </button>
      </header>
      <div className="messages" ref={list} onScroll={onScroll}>
        <div className="messages-inner">
          {parent && <MessageView message={parent} compact={false} files={conversation.files} inThread />}
          <div className="reply-count">
            <span>{replies.length === 1 ? t('oneReply') : t('replies', { count: replies.length })}</span>
          </div>
          {replies.map((message, index) => (
            <MessageView
              key={message.ts}
              message={message}
              compact={continues(message, replies[index - 1])}
              files={conversation.files}
              inThread
            />
          ))}
        </div>
      </div>
      {!channel.isArchived && <Composer channel={channel.id} threadTs={thread} placeholder={t('reply')} />}
    </aside>
  );
}
