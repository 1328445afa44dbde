import { Fragment, type ReactNode } from 'react';
import { nameOf, usePage } from './context.tsx';
import { formatDate } from './dates.ts';
import { emojiOf } from './emoji.ts';

export const decoded = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Emoji shortcodes as characters. */
export const withEmoji = (text: string) =>
  text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => emojiOf(name) ?? whole);

function Mention({ children, mine }: { children: ReactNode; mine?: boolean }) {
  return <span className={mine ? 'mention mine' : 'mention'}>{children}</span>;
}

/** One <…> reference: a person, a channel, a broadcast, a date or a link. */
function Reference({ source }: { source: string }) {
  const { workspace, user, locale, openChannel } = usePage();
  const [target = '', label] = source.split(/\|(.*)/s);
  if (target.startsWith('@')) {
    const id = target.slice(1);
    return <Mention mine={id === user.id}>@{label ?? nameOf(workspace, id)}</Mention>;
  }
  if (target.startsWith('#')) {
    const channel = workspace.channels.find((one) => one.id === target.slice(1));
    return (
      <button type="button" className="mention channel-link" onClick={() => channel && openChannel(channel.id)}>
        #{channel?.name ?? label ?? target.slice(1)}
      </button>
    );
  }
  if (target.startsWith('!date^')) {
    const [, timestamp = '0', format = '', link] = target.split('^');
    const shown = formatDate(Number(timestamp), format, locale) ?? label ?? '';
    return link ? (
      <a href={link} target="_blank" rel="noreferrer">
        {shown}
      </a>
    ) : (
      <time dateTime={new Date(Number(timestamp) * 1000).toISOString()}>{shown}</time>
    );
  }
  if (target.startsWith('!')) return <Mention mine>@{label ?? target.slice(1)}</Mention>;
  const safe = /^(https?:|mailto:|tel:)/.test(target);
  if (!safe) return <>{decoded(`<${source}>`)}</>;
  return (
    <a href={decoded(target)} target="_blank" rel="noreferrer">
      {decoded(label ?? target)}
    </a>
  );
}

const styles = [
  { mark: '*', tag: 'strong' },
  { mark: '_', tag: 'em' },
  { mark: '~', tag: 's' },
] as const;

/** A styled run needs a boundary before its first mark and after its last; letters and Chinese characters are none. */
const boundary = /[^\p{L}\p{N}]/u;

function inline(text: string, key = ''): ReactNode[] {
  const out: ReactNode[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') out.push(<Fragment key={`${key}t${out.length}`}>{withEmoji(decoded(plain))}</Fragment>);
    plain = '';
  };
  let index = 0;
  while (index < text.length) {
    const here = text[index] ?? '';
    const before = text[index - 1];
    if (here === '`') {
      const end = text.indexOf('`', index + 1);
      if (end > index + 1) {
        flush();
        out.push(<code key={`${key}c${index}`}>{decoded(text.slice(index + 1, end))}</code>);
        index = end + 1;
        continue;
      }
    }
    if (here === '<') {
      const end = text.indexOf('>', index);
      if (end > index + 1) {
        flush();
        out.push(<Reference key={`${key}r${index}`} source={text.slice(index + 1, end)} />);
        index = end + 1;
        continue;
      }
    }
    const style = styles.find(({ mark }) => mark === here);
    if (style && (before === undefined || boundary.test(before))) {
      const end = closing(text, index, style.mark);
      if (end > 0) {
        flush();
        const Tag = style.tag;
        out.push(<Tag key={`${key}s${index}`}>{inline(text.slice(index + 1, end), `${key}${index}.`)}</Tag>);
        index = end + 1;
        continue;
      }
    }
    plain += here;
    index += 1;
  }
  flush();
  return out;
}

/** Where a styled run that starts at `start` ends; -1 when it does not. */
function closing(text: string, start: number, mark: string): number {
  const next = text[start + 1];
  if (next === undefined || /\s/.test(next) || next === mark) return -1;
  for (let end = text.indexOf(mark, start + 2); end > 0; end = text.indexOf(mark, end + 1)) {
    const after = text[end + 1];
    if (!/\s/.test(text[end - 1] ?? ' ') && (after === undefined || boundary.test(after))) {
      return text.slice(start, end).includes('\n') ? -1 : end;
    }
  }
  return -1;
}

function Lines({ text }: { text: string }) {
  const groups: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quote = /^(&gt;|>) ?/.test(line);
    const last = groups.at(-1);
    const content = quote ? line.replace(/^(&gt;|>) ?/, '') : line;
    if (last && last.quote === quote) last.lines.push(content);
    else groups.push({ quote, lines: [content] });
  }
  return groups.map((group, index) => {
    const body = group.lines.map((line, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
      <Fragment key={at}>
        {at > 0 && <br />}
        {inline(line)}
      </Fragment>
    ));
    // biome-ignore lint/suspicious/noArrayIndexKey: groups have no other identity
    return group.quote ? <blockquote key={index}>{body}</blockquote> : <span key={index}>{body}</span>;
  });
}

/** Slack's own markup. */
export function Mrkdwn({ text }: { text: string }) {
  return text.split(/```\n?/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity
      <pre key={index}>{decoded(part.replace(/\n$/, ''))}</pre>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity
      <Lines key={index} text={part} />
    ),
  );
}

/** A text object, plain or formatted. */
export function Text({ text }: { text: { type: string; text: string } }) {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : <span className="plain">{withEmoji(text.text)}</span>;
}
