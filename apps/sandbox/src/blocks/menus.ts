import { z } from 'zod';
import { choiceOption, confirmDialog, identifier, menuOption, optionGroup, plainText } from './text.ts';

const shared = {
  action_id: identifier.optional(),
  confirm: confirmDialog.optional(),
  focus_on_load: z.boolean().optional(),
  placeholder: plainText(150).optional(),
};
const several = { ...shared, max_selected_items: z.number().int().min(1).optional() };
const listed = {
  options: z.array(menuOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();

export const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  ...shared,
  ...listed,
  initial_option: menuOption.optional(),
});
export const multiStaticSelect = z.strictObject({
  type: z.literal('multi_static_select'),
  ...several,
  ...listed,
  initial_options: z.array(menuOption).min(1).max(100).optional(),
});
export const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...shared,
  initial_option: menuOption.optional(),
  min_query_length: z.number().int().min(0).optional(),
});
export const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...several,
  initial_options: z.array(menuOption).min(1).max(100).optional(),
  min_query_length: z.number().int().min(0).optional(),
});
export const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...shared,
  initial_user: z.string().optional(),
});
export const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...several,
  initial_users: z.array(z.string()).optional(),
});
export const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...shared,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});
export const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...shared,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: conversationFilter,
});

const choice = {
  action_id: identifier.optional(),
  confirm: confirmDialog.optional(),
  focus_on_load: z.boolean().optional(),
  options: z.array(choiceOption).min(1).max(10),
};
export const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...choice,
  initial_option: choiceOption.optional(),
});
export const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...choice,
  initial_options: z.array(choiceOption).min(1).max(10).optional(),
});
