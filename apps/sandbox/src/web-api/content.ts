import { z } from 'zod';
import { checkBlocks } from '../blocks/check-blocks.ts';
import type { Block } from '../blocks/layout.ts';
import type { Hub } from '../hub.ts';
import { withIds } from '../state/identifiers.ts';
import type { Attachment, MessageMetadata } from '../types.ts';
import { type Arguments, decoded } from './arguments.ts';
import { SlackRefusal } from './refusal.ts';

const maximumTextLength = 40_000;
const maximumAttachments = 100;
/** Slack keeps metadata small; this is the size of its JSON from which it refuses. */
const maximumMetadataBytes = 8000;

/** What a message says; a field is absent when the caller did not give it. */
export interface Content {
  text?: string;
  blocks?: Block[];
  attachments?: Attachment[];
  metadata?: MessageMetadata | null;
}

const attachmentShape = z.looseObject({
  fallback: z.string().optional(),
  color: z.string().optional(),
  pretext: z.string().optional(),
  title: z.string().optional(),
  title_link: z.string().optional(),
  text: z.string().optional(),
  footer: z.string().optional(),
  fields: z.array(z.looseObject({ title: z.string(), value: z.string(), short: z.boolean().optional() })).optional(),
  blocks: z.unknown().optional(),
});

/** Reads blocks. @throws SlackRefusal invalid_blocks_format or invalid_blocks */
export function readBlocks(hub: Hub, value: unknown, prefix: readonly PropertyKey[] = ['blocks']): Block[] {
  const blocks = decoded(value);
  if (!Array.isArray(blocks)) throw new SlackRefusal('invalid_blocks_format');
  const checked = checkBlocks(blocks, { surface: 'message', prefix, refuseNewBlocks: hub.faults.refuseNewBlocks });
  if (!checked.ok) throw SlackRefusal.fromComplaints('invalid_blocks', checked.complaints);
  return withIds(checked.blocks);
}

/** Reads one attachment, also the form of an unfurl. @throws SlackRefusal invalid_attachments or invalid_blocks */
export function readAttachment(hub: Hub, value: unknown, id: number, prefix: readonly PropertyKey[]): Attachment {
  const parsed = attachmentShape.safeParse(value);
  if (!parsed.success) throw new SlackRefusal('invalid_attachments');
  const { fallback, color, pretext, title, title_link, text, footer, fields, blocks } = parsed.data;
  return {
    id,
    fallback,
    color,
    pretext,
    title,
    title_link,
    text,
    footer,
    fields,
    ...(blocks === undefined ? {} : { blocks: readBlocks(hub, blocks, [...prefix, 'blocks']) }),
  };
}

function readMetadata(value: unknown): MessageMetadata | null {
  const shape = z.strictObject({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) });
  const metadata = decoded(value);
  if (typeof metadata === 'object' && metadata !== null && Object.keys(metadata).length === 0) return null;
  const parsed = shape.safeParse(metadata);
  if (!parsed.success) throw new SlackRefusal('invalid_metadata_format');
  if (Buffer.byteLength(JSON.stringify(parsed.data)) > maximumMetadataBytes) {
    throw new SlackRefusal('metadata_too_large');
  }
  return parsed.data;
}

const given = (value: unknown) => value !== undefined && value !== null && value !== '';

/**
 * Reads text, blocks, attachments and metadata of a message.
 * @throws SlackRefusal msg_too_long, too_many_attachments, invalid_blocks, invalid_attachments, metadata_too_large
 */
export function readContent(hub: Hub, args: Arguments): Content {
  const content: Content = {};
  if (given(args.text)) content.text = String(args.text);
  if (content.text !== undefined && content.text.length > maximumTextLength) throw new SlackRefusal('msg_too_long');
  if (given(args.blocks)) content.blocks = readBlocks(hub, args.blocks);
  if (given(args.attachments)) {
    const attachments = decoded(args.attachments);
    if (!Array.isArray(attachments)) throw new SlackRefusal('invalid_attachments');
    if (attachments.length > maximumAttachments) throw new SlackRefusal('too_many_attachments');
    content.attachments = attachments.map((one, index) => readAttachment(hub, one, index + 1, ['attachments', index]));
  }
  if (given(args.metadata)) content.metadata = readMetadata(args.metadata);
  return content;
}

/** Refuses a message with nothing to show. @throws SlackRefusal no_text */
export function requireSomething(content: Content): void {
  const empty =
    (content.text ?? '').trim() === '' &&
    (content.blocks?.length ?? 0) === 0 &&
    (content.attachments?.length ?? 0) === 0;
  if (empty) throw new SlackRefusal('no_text');
}
