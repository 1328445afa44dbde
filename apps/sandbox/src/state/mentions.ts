import type { Block } from '../blocks/layout.ts';
import type { RichTextElement, RichTextInline } from '../blocks/rich-text.ts';
import type { Mentions } from '../types.ts';

function inlineElements(elements: RichTextElement[]): RichTextInline[] {
  return elements.flatMap((element) =>
    element.type === 'rich_text_list' ? element.elements.flatMap((item) => item.elements) : element.elements,
  );
}

/** Every mrkdwn text of a block; plain text is left out because it alerts nobody. */
function mrkdwnTexts(block: Block): string[] {
  switch (block.type) {
    case 'section':
      return [block.text, ...(block.fields ?? [])].flatMap((text) => (text?.type === 'mrkdwn' ? [text.text] : []));
    case 'context':
      return block.elements.flatMap((element) => (element.type === 'mrkdwn' ? [element.text] : []));
    case 'markdown':
      return [block.text];
    default:
      return [];
  }
}

/** Whom a message alerts: <@U…>, <!channel>, <!here>, <!everyone> in its text and in its blocks. */
export function mentionsIn(text: string, blocks: Block[]): Mentions {
  const users = new Set<string>();
  let everyone = false;
  for (const part of [text, ...blocks.flatMap(mrkdwnTexts)]) {
    for (const match of part.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)) if (match[1]) users.add(match[1]);
    if (/<!(channel|here|everyone)(\|[^>]*)?>/.test(part)) everyone = true;
  }
  for (const block of blocks) {
    if (block.type !== 'rich_text') continue;
    for (const element of inlineElements(block.elements)) {
      if (element.type === 'user') users.add(element.user_id);
      if (element.type === 'broadcast') everyone = true;
    }
  }
  return { users: [...users], everyone };
}
