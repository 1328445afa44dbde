import { randomBytes } from 'node:crypto';
import type { Block } from '../blocks/layout.ts';

const shortId = () => randomBytes(4).toString('base64url').slice(0, 5);

const named = <Element extends { type: string; action_id?: string | undefined }>(element: Element): Element => ({
  ...element,
  action_id: element.action_id ?? shortId(),
});

/** Gives blocks and elements the ids their author left out, as Slack does. */
export function withIds(blocks: Block[]): Block[] {
  return blocks.map((block): Block => {
    const block_id = block.block_id ?? shortId();
    switch (block.type) {
      case 'actions':
        return { ...block, block_id, elements: block.elements.map(named) };
      case 'input':
        return { ...block, block_id, element: named(block.element) };
      case 'section':
        return block.accessory && block.accessory.type !== 'image'
          ? { ...block, block_id, accessory: named(block.accessory) }
          : { ...block, block_id };
      default:
        return { ...block, block_id };
    }
  });
}
