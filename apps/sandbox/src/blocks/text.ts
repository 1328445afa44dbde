import { z } from 'zod';

/** A plain_text object of 1 to `maximum` characters (UTF-16 units, as JavaScript counts them). */
export const plainText = (maximum: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(maximum),
    emoji: z.boolean().optional(),
  });

const mrkdwnText = (maximum: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(maximum),
    verbatim: z.boolean().optional(),
  });

/** A text object of either kind, of 1 to `maximum` characters. */
export const anyText = (maximum: number) => z.discriminatedUnion('type', [plainText(maximum), mrkdwnText(maximum)]);

export type PlainText = z.output<ReturnType<typeof plainText>>;

/** block_id and action_id: at most 255 characters. */
export const identifier = z.string().min(1).max(255);

const option = <Text extends z.ZodType>(text: Text) =>
  z.strictObject({
    text,
    value: z.string().min(1).max(150),
    description: plainText(75).optional(),
    url: z.string().max(3000).optional(),
  });

/** Options of menus carry plain text only. */
export const menuOption = option(plainText(75));
/** Options of checkboxes and radio buttons may be formatted. */
export const choiceOption = z.strictObject({
  text: anyText(75),
  value: z.string().min(1).max(150),
  description: anyText(75).optional(),
});

export type Option = z.output<typeof choiceOption>;

export const optionGroup = z.strictObject({
  label: plainText(75),
  options: z.array(menuOption).min(1).max(100),
});

export type OptionGroup = z.output<typeof optionGroup>;

/** The "are you sure" dialog shown before an action is sent. */
export const confirmDialog = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

export type ConfirmDialog = z.output<typeof confirmDialog>;
