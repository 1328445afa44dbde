import { useId, useState } from 'react';
import type { Block, InputBlock } from '../src/blocks/layout.ts';
import { ChartView } from './chart.tsx';
import { usePage } from './context.tsx';
import { ElementView } from './elements.tsx';
import { Mrkdwn, Text, withEmoji } from './mrkdwn.tsx';
import { RichTextView } from './rich-text.tsx';
import { useSurface } from './surface.ts';
import { DataTableView, TableView } from './table.tsx';

function Input({ block }: { block: InputBlock }) {
  const { t } = usePage();
  const { errors } = useSurface();
  const id = useId();
  const blockId = block.block_id ?? '';
  const error = errors[blockId];
  const described = [block.hint ? `${id}hint` : '', error ? `${id}error` : ''].filter((one) => one !== '').join(' ');
  return (
    <div className={error ? 'input-block invalid' : 'input-block'} data-block={blockId}>
      <label htmlFor={id}>
        {withEmoji(block.label.text)} {block.optional && <span className="muted">{t('optional')}</span>}
      </label>
      <ElementView
        element={block.element}
        blockId={blockId}
        label={block.label.text}
        id={id}
        describedBy={described === '' ? undefined : described}
      />
      {error && (
        <p className="field-error" id={`${id}error`} role="alert">
          <span aria-hidden>⚠</span> {error}
        </p>
      )}
      {block.hint && (
        <p className="hint" id={`${id}hint`}>
          {block.hint.text}
        </p>
      )}
    </div>
  );
}

/** An image, or its description when it cannot be shown. */
function Picture({ url, alt, className }: { url: string | undefined; alt: string; className: string }) {
  const [failed, setFailed] = useState(false);
  if (url === undefined || failed) return <span className={`${className} no-image`}>{alt}</span>;
  return <img className={className} src={url} alt={alt} onError={() => setFailed(true)} />;
}

function BlockView({ block }: { block: Block }) {
  const blockId = block.block_id ?? '';
  switch (block.type) {
    case 'header':
      return <h3 className="block-header">{withEmoji(block.text.text)}</h3>;
    case 'divider':
      return <hr />;
    case 'section':
      return (
        <div className="section">
          <div className="section-body">
            {block.text && (
              <div className="text">
                <Text text={block.text} />
              </div>
            )}
            {block.fields && (
              <div className="section-fields">
                {block.fields.map((field, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: fields have no other identity
                  <div className="text" key={index}>
                    <Text text={field} />
                  </div>
                ))}
              </div>
            )}
          </div>
          {block.accessory && (
            <div className="accessory">
              {block.accessory.type === 'image' ? (
                <Picture className="accessory-image" url={block.accessory.image_url} alt={block.accessory.alt_text} />
              ) : (
                <ElementView element={block.accessory} blockId={blockId} />
              )}
            </div>
          )}
        </div>
      );
    case 'context':
      return (
        <div className="context">
          {block.elements.map((element, index) =>
            element.type === 'image' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: elements have no other identity
              <Picture key={index} className="context-image" url={element.image_url} alt={element.alt_text} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: elements have no other identity
              <span key={index}>
                <Text text={element} />
              </span>
            ),
          )}
        </div>
      );
    case 'actions':
      return (
        <div className="actions">
          {block.elements.map((element) => (
            <ElementView key={element.action_id} element={element} blockId={blockId} />
          ))}
        </div>
      );
    case 'image':
      return (
        <figure className="image-block">
          {block.title && <figcaption>{block.title.text}</figcaption>}
          <Picture className="image" url={block.image_url} alt={block.alt_text} />
        </figure>
      );
    case 'input':
      return <Input block={block} />;
    case 'rich_text':
      return <RichTextView block={block} />;
    case 'table':
      return <TableView block={block} />;
    case 'data_table':
      return <DataTableView block={block} />;
    case 'data_visualization':
      return <ChartView block={block} />;
    case 'markdown':
      return (
        <div className="text">
          <Mrkdwn text={block.text.replace(/\*\*(.+?)\*\*/g, '*$1*').replace(/^#+ (.+)$/gm, '*$1*')} />
        </div>
      );
    case 'alert':
      return (
        <div className={`alert ${block.level ?? 'default'}`} role="note">
          <Text text={block.text} />
        </div>
      );
  }
}

/** Blocks in order. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <div className="blocks">
      {blocks.map((block) => (
        <BlockView key={block.block_id} block={block} />
      ))}
    </div>
  );
}
