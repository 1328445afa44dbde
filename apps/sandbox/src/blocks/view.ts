import { z } from 'zod';
import { checkBlocks } from './check-blocks.ts';
import { type Complaint, complaintsOf } from './complaints.ts';
import type { Block } from './layout.ts';
import { type PlainText, plainText } from './text.ts';

const shared = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};
const viewShape = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...shared,
  }),
  z.strictObject({ type: z.literal('home'), ...shared }),
]);

/** A view as an app sends it, checked. */
export interface ViewDefinition {
  type: 'modal' | 'home';
  blocks: Block[];
  title?: PlainText | undefined;
  submit?: PlainText | undefined;
  close?: PlainText | undefined;
  private_metadata?: string | undefined;
  callback_id?: string | undefined;
  external_id?: string | undefined;
  clear_on_close?: boolean | undefined;
  notify_on_close?: boolean | undefined;
  submit_disabled?: boolean | undefined;
}

export type CheckedView =
  | { ok: true; view: ViewDefinition }
  | { ok: false; error: 'invalid_arguments' | 'view_too_large'; complaints: Complaint[] };

/** Slack refuses views of more than 250 kB. */
const maximumViewBytes = 250_000;

/**
 * Refuses what Slack refuses in a view.
 * @param expected the surface the method works on: views.publish takes Home only, the others modals.
 */
export function checkView(value: unknown, expected: 'modal' | 'home', refuseNewBlocks = false): CheckedView {
  if (Buffer.byteLength(JSON.stringify(value) ?? '') > maximumViewBytes) {
    return { ok: false, error: 'view_too_large', complaints: [] };
  }
  const parsed = viewShape.safeParse(value);
  if (!parsed.success) {
    return { ok: false, error: 'invalid_arguments', complaints: complaintsOf(parsed.error, value, ['view']) };
  }
  const complaints: Complaint[] = [];
  if (parsed.data.type !== expected) {
    complaints.push({ message: `unsupported type: ${parsed.data.type}`, pointer: '/view/type' });
  }
  const checked = checkBlocks(parsed.data.blocks, { surface: expected, prefix: ['view', 'blocks'], refuseNewBlocks });
  if (!checked.ok) return { ok: false, error: 'invalid_arguments', complaints: [...complaints, ...checked.complaints] };
  const hasInput = checked.blocks.some((one) => one.type === 'input');
  if (parsed.data.type === 'modal' && hasInput && parsed.data.submit === undefined) {
    complaints.push({ message: 'missing required field: submit (the view contains input blocks)', pointer: '/view' });
  }
  if (complaints.length > 0) return { ok: false, error: 'invalid_arguments', complaints };
  return { ok: true, view: { ...parsed.data, blocks: checked.blocks } };
}
