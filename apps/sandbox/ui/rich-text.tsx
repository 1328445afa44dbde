import type { ReactNode } from 'react';
import type { RichText, RichTextElement, RichTextInline } from '../src/blocks/rich-text.ts';
import { nameOf, usePage } from './context.tsx';
import { formatDate } from './dates.ts';
import { emojiOf } from './emoji.ts';

function Inline({ element }: { element: RichTextInline }) {
  const { workspace, user, locale } = usePage();
  switch (element.type) {
    case 'text': {
      let shown: ReactNode = element.text;
      const style = element.style ?? {};
      if (style.code) shown = <code>{shown}</code>;
      if (style.bold) shown = <strong>{shown}</strong>;
      if (style.italic) shown = <em>{shown}</em>;
      if (style.strike) shown = <s>{shown}</s>;
      if (style.underline) shown = <u>{shown}</u>;
      return <span className="plain">{shown}</span>;
    }
    case 'link':
      return /^(https?:|mailto:|tel:)/.test(element.url) ? (
        <a href={element.url} target="_blank" rel="noreferrer">
          {element.text ?? element.url}
        </a>
      ) : (
        <span>{element.text ?? element.url}</span>
      );
    case 'emoji':
      return <span>{emojiOf(element.name) ?? `:${element.name}:`}</span>;
    case 'user':
      return (
        <span className={element.user_id === user.id ? 'mention mine' : 'mention'}>
          @{nameOf(workspace, element.user_id)}
        </span>
      );
    case 'channel':
      return (
        <span className="mention">
          #{workspace.channels.find((one) => one.id === element.channel_id)?.name ?? element.channel_id}
        </span>
      );
    case 'broadcast':
      return <span className="mention mine">@{element.range}</span>;
    case 'date':
      return <time>{formatDate(element.timestamp, element.format, locale) ?? element.fallback}</time>;
    case 'color':
      return (
        <span>
          <i className="swatch" style={{ background: element.value }} /> {element.value}
        </span>
      );
  }
}

const run = (elements: RichTextInline[]) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: elements have no other identity
  elements.map((element, index) => <Inline key={index} element={element} />);

function Element({ element }: { element: RichTextElement }) {
  switch (element.type) {
    case 'rich_text_section':
      return <div>{run(element.elements)}</div>;
    case 'rich_text_quote':
      return <blockquote>{run(element.elements)}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{run(element.elements)}</pre>;
    case 'rich_text_list': {
      // biome-ignore lint/suspicious/noArrayIndexKey: items have no other identity
      const items = element.elements.map((item, index) => <li key={index}>{run(item.elements)}</li>);
      const indent = { marginLeft: (element.indent ?? 0) * 20 };
      return element.style === 'ordered' ? (
        <ol style={indent} start={(element.offset ?? 0) + 1}>
          {items}
        </ol>
      ) : (
        <ul style={indent}>{items}</ul>
      );
    }
  }
}

/** A rich_text block. */
export function RichTextView({ block }: { block: RichText }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: elements have no other identity
  const elements = block.elements.map((element, index) => <Element key={index} element={element} />);
  return <div className="rich-text">{elements}</div>;
}
