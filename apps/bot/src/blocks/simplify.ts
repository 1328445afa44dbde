import type { KnownBlock } from '@slack/types';
import type { SlackMessage } from './alert-message.ts';

/** Kinds of blocks that every workspace takes. */
const CLASSIC = new Set(['section', 'header', 'divider', 'context', 'actions', 'image', 'rich_text']);

/**
 * The same message for a workspace that refused its blocks: first without the kinds of blocks that not every workspace
 * knows yet, then as its fallback text alone.
 * @returns null when it is plain text already
 */
export function simplerMessage(message: SlackMessage): SlackMessage | null {
  const classic = message.blocks.filter(({ type }) => CLASSIC.has(type));
  if (classic.length < message.blocks.length && classic.length > 0) return { ...message, blocks: classic };
  const plainly: KnownBlock[] = [];
  return message.blocks.length === 0 ? null : { ...message, blocks: plainly };
}
