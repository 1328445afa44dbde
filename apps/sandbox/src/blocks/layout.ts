import { z } from 'zod';
import { button, overflow } from './buttons.ts';
import { dataTable, dataVisualization, table } from './data.ts';
import {
  datepicker,
  datetimepicker,
  emailTextInput,
  fileInput,
  numberInput,
  plainTextInput,
  timepicker,
  urlTextInput,
} from './inputs.ts';
import {
  channelsSelect,
  checkboxes,
  conversationsSelect,
  externalSelect,
  multiExternalSelect,
  multiStaticSelect,
  multiUsersSelect,
  radioButtons,
  staticSelect,
  usersSelect,
} from './menus.ts';
import { richText } from './rich-text.ts';
import { anyText, identifier, plainText } from './text.ts';

const image = {
  image_url: z.string().min(1).max(3000).optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
  alt_text: z.string().min(1).max(2000),
};
const imageElement = z.strictObject({ type: z.literal('image'), ...image });

const menus = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  multiUsersSelect,
  channelsSelect,
  conversationsSelect,
  radioButtons,
  checkboxes,
] as const;
const pickers = [datepicker, timepicker, datetimepicker] as const;

const accessory = z.discriminatedUnion('type', [button, overflow, imageElement, ...menus, ...pickers]);
const actionElement = z.discriminatedUnion('type', [button, overflow, ...menus, ...pickers]);
const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  emailTextInput,
  urlTextInput,
  fileInput,
  ...menus,
  ...pickers,
]);

const blockId = { block_id: identifier.optional() };

const section = z.strictObject({
  type: z.literal('section'),
  ...blockId,
  text: anyText(3000).optional(),
  fields: z.array(anyText(2000)).min(1).max(10).optional(),
  accessory: accessory.optional(),
  expand: z.boolean().optional(),
});
const header = z.strictObject({
  type: z.literal('header'),
  ...blockId,
  text: plainText(150),
  level: z.number().int().min(1).max(4).optional(),
});
const divider = z.strictObject({ type: z.literal('divider'), ...blockId });
const context = z.strictObject({
  type: z.literal('context'),
  ...blockId,
  elements: z
    .array(z.union([imageElement, anyText(3000)]))
    .min(1)
    .max(10),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  ...blockId,
  elements: z.array(actionElement).min(1).max(25),
});
const imageBlock = z.strictObject({
  type: z.literal('image'),
  ...blockId,
  ...image,
  title: plainText(2000).optional(),
});
const input = z.strictObject({
  type: z.literal('input'),
  ...blockId,
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});
const markdown = z.strictObject({ type: z.literal('markdown'), ...blockId, text: z.string().min(1).max(12_000) });
const alert = z.strictObject({
  type: z.literal('alert'),
  ...blockId,
  text: anyText(3000),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

export const block = z.discriminatedUnion('type', [
  section,
  header,
  divider,
  context,
  actions,
  imageBlock,
  input,
  richText,
  table,
  dataTable,
  dataVisualization,
  markdown,
  alert,
]);

export type Block = z.output<typeof block>;
export type InputBlock = z.output<typeof input>;
export type InputElement = z.output<typeof inputElement>;
export type ActionElement = z.output<typeof actionElement>;
/** Every element a person can act on, wherever it stands. */
export type InteractiveElement = InputElement | ActionElement;
