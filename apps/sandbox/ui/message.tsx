import { useState } from 'react';
import type { PageFile } from '../src/page/page-types.ts';
import type { ActResult, Attachment, SandboxEphemeral, SandboxMessage } from '../src/types.ts';
import { ActingSurface } from './acting-surface.tsx';
import { act } from './api.ts';
import { Avatar } from './avatar.tsx';
import { Blocks } from './blocks.tsx';
import { nameOf, usePage } from './context.tsx';
import { momentOf, timeOf } from './dates.ts';
import { emojiOf } from './emoji.ts';
import { decoded, Mrkdwn } from './mrkdwn.tsx';
import { usePopover } from './use-popover.ts';

function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { title_link } = attachment;
  const host = attachment.from_url ? new URL(decoded(attachment.from_url)).hostname : undefined;
  return (
    <div
      className="attachment"
      style={attachment.color ? { borderColor: `#${attachment.color.replace('#', '')}` } : {}}
    >
      {host && <div className="muted">{host}</div>}
      {attachment.pretext && <Mrkdwn text={attachment.pretext} />}
      {attachment.title && (
        <div>
          {title_link && /^https?:/.test(title_link) ? (
            <a href={title_link} target="_blank" rel="noreferrer">
              <strong>{decoded(attachment.title)}</strong>
            </a>
          ) : (
            <strong>{decoded(attachment.title)}</strong>
          )}
        </div>
      )}
      {attachment.text && <Mrkdwn text={attachment.text} />}
      {attachment.fields && (
        <div className="section-fields">
          {attachment.fields.map((field) => (
            <div key={field.title}>
              <strong>{field.title}</strong>
              <div>
                <Mrkdwn text={field.value} />
              </div>
            </div>
          ))}
        </div>
      )}
      {attachment.blocks && <Blocks blocks={attachment.blocks} />}
      {attachment.footer && <div className="muted">{attachment.footer}</div>}
    </div>
  );
}

function FileCard({ file }: { file: PageFile }) {
  return (
    <a className="file-card" href={`/files/${file.id}/${encodeURIComponent(file.name)}?page=1`}>
      <span className="file-icon" aria-hidden>
        📄
      </span>
      <span>
        <strong>{file.name}</strong>
        <small>{file.size < 1024 ? `${file.size} B` : `${Math.round(file.size / 1024)} kB`}</small>
      </span>
    </a>
  );
}

function Shortcuts({ message }: { message: SandboxMessage }) {
  const { workspace, user, locale, t, notify } = usePage();
  const [open, setOpen] = useState(false);
  const root = usePopover(open, () => setOpen(false));
  const run = async (callbackId: string) => {
    setOpen(false);
    const { channel, ts } = message;
    try {
      const result = await act<ActResult>({ act: 'shortcut', user: user.id, channel, ts, callbackId });
      if (!result.ok) notify(t('actFailed', { error: result.error }));
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="overflow" ref={root}>
      <button
        type="button"
        aria-label={t('more')}
        title={t('more')}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        ⋯
      </button>
      {open && (
        <div className="menu" role="menu">
          {workspace.shortcuts.length === 0 && <div className="menu-note">{t('noShortcuts')}</div>}
          {workspace.shortcuts.map((shortcut) => (
            <button
              type="button"
              role="menuitem"
              className="menu-item"
              key={shortcut.callbackId}
              onClick={() => void run(shortcut.callbackId)}
            >
              <span>{locale === 'zh-CN' ? shortcut.name.zh : shortcut.name.en}</span>
              <small>{workspace.bot.name}</small>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

interface MessageProps {
  message: SandboxMessage | SandboxEphemeral;
  /** Continues the one above: no name, no picture. */
  compact: boolean;
  files: Record<string, PageFile>;
  replies?: SandboxMessage[];
  inThread?: boolean;
}

/** One message as its reader sees it. */
export function MessageView({ message, compact, files, replies = [], inThread = false }: MessageProps) {
  const { workspace, user, locale, t, openThread } = usePage();
  const posted = 'fromApp' in message ? message : undefined;
  const ephemeral = posted === undefined;
  const author = posted?.user ?? workspace.bot.id;
  const attachmentBlocks = message.attachments.flatMap((attachment) => attachment.blocks ?? []);
  const alerts = posted !== undefined && (posted.mentions.everyone || posted.mentions.users.includes(user.id));
  const last = replies.at(-1);
  return (
    <article
      className={`message${compact ? ' compact' : ''}${ephemeral ? ' ephemeral' : ''}${alerts ? ' alerting' : ''}`}
      data-ts={message.ts}
    >
      <div className="gutter">
        {compact ? (
          <time title={momentOf(message.ts, locale)}>{timeOf(message.ts, locale)}</time>
        ) : (
          <Avatar id={author} />
        )}
      </div>
      <div className="message-body">
        {ephemeral && (
          <div className="only-you">
            <span aria-hidden>◉</span> {t('onlyYou')}
            <button
              type="button"
              className="link"
              onClick={() => void act({ act: 'dismiss', user: user.id, channel: message.channel, ts: message.ts })}
            >
              {t('dismiss')}
            </button>
          </div>
        )}
        {!compact && (
          <header>
            <strong>{nameOf(workspace, author)}</strong>
            {author === workspace.bot.id && <span className="app-badge">{t('app')}</span>}
            <time title={momentOf(message.ts, locale)}>{timeOf(message.ts, locale)}</time>
          </header>
        )}
        {posted?.broadcast && !inThread && (
          <button type="button" className="link muted" onClick={() => openThread(posted.threadTs ?? null)}>
            ↳ {t('repliedTo')}
          </button>
        )}
        <ActingSurface
          target={{ channel: message.channel, ts: message.ts }}
          blocks={[...message.blocks, ...attachmentBlocks]}
        >
          {message.blocks.length > 0 ? (
            <Blocks blocks={message.blocks} />
          ) : (
            message.text !== '' && (
              <div className="text">
                <Mrkdwn text={message.text} />
              </div>
            )
          )}
          {message.attachments.map((attachment) => (
            <AttachmentView key={attachment.id} attachment={attachment} />
          ))}
        </ActingSurface>
        {posted?.edited && (
          <span className="edited" title={momentOf(posted.edited.ts, locale)}>
            {t('edited')}
          </span>
        )}
        {posted?.files.map((id) => {
          const file = files[id];
          return file && <FileCard key={id} file={file} />;
        })}
        {posted && posted.reactions.length > 0 && (
          <div className="reactions">
            {posted.reactions.map((reaction) => (
              <span key={reaction.name} title={reaction.users.map((id) => nameOf(workspace, id)).join(', ')}>
                {emojiOf(reaction.name) ?? `:${reaction.name}:`} {reaction.users.length}
              </span>
            ))}
          </div>
        )}
        {last && !inThread && (
          <button type="button" className="replies" onClick={() => openThread(message.ts)}>
            {[...new Set(replies.map((reply) => reply.user))].slice(0, 4).map((id) => (
              <Avatar key={id} id={id} size={20} />
            ))}
            <span>{replies.length === 1 ? t('oneReply') : t('replies', { count: replies.length })}</span>
            <time>{timeOf(last.ts, locale)}</time>
          </button>
        )}
      </div>
      {posted && (
        <div className="toolbar">
          {!inThread && (
            <button
              type="button"
              aria-label={t('replyInThread')}
              title={t('replyInThread')}
              onClick={() => openThread(posted.threadTs ?? posted.ts)}
            >
              💬
            </button>
          )}
          <Shortcuts message={posted} />
        </div>
      )}
    </article>
  );
}
