import { z } from 'zod';
import { confirmDialog, identifier, menuOption, plainText } from './text.ts';

export const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: identifier.optional(),
  url: z.string().min(1).max(3000).optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirmDialog.optional(),
  accessibility_label: z.string().max(75).optional(),
});

export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: identifier.optional(),
  options: z.array(menuOption).min(1).max(5),
  confirm: confirmDialog.optional(),
});
