import { interactiveElements } from '../blocks/check-blocks.ts';
import type { Block, InteractiveElement } from '../blocks/layout.ts';
import type { Option } from '../blocks/text.ts';
import type { GivenValue, StateValue, StateValues } from '../types.ts';

/** What an element holds before anyone touched it; undefined for elements that hold nothing (buttons). */
export function initialValue(element: InteractiveElement): StateValue | undefined {
  const { type } = element;
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'file_input':
      return { type, files: [] };
    default:
      return undefined;
  }
}

/** Every option an element lists; empty for elements whose options come from elsewhere. */
export function listedOptions(element: InteractiveElement): Option[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
    case 'radio_buttons':
    case 'checkboxes':
    case 'overflow':
      return element.options;
    default:
      return [];
  }
}

const listOf = (given: GivenValue): string[] =>
  given === null || given === '' ? [] : Array.isArray(given) ? given : [String(given)];

/**
 * What an element holds once a person gave something.
 * @param loaded options an external select was offered before
 * @throws Error when the element does not offer what was chosen: a person cannot choose it
 */
export function givenValue(element: InteractiveElement, given: GivenValue, loaded: Option[] = []): StateValue {
  const { type } = element;
  const list = listOf(given);
  const first = list[0] ?? null;
  const optionOf = (value: string): Option => {
    const offered = [...listedOptions(element), ...loaded].find((option) => option.value === value);
    if (offered) return offered;
    throw new Error(`${element.action_id ?? type} offers no option "${value}"`);
  };
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: first };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: first === null ? null : optionOf(first) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: list.map(optionOf) };
    case 'users_select':
      return { type, selected_user: first };
    case 'multi_users_select':
      return { type, selected_users: list };
    case 'channels_select':
      return { type, selected_channel: first };
    case 'conversations_select':
      return { type, selected_conversation: first };
    case 'datepicker':
      return { type, selected_date: first };
    case 'timepicker':
      return { type, selected_time: first };
    case 'datetimepicker':
      return { type, selected_date_time: first === null ? null : Number(first) };
    case 'file_input':
      return { type, files: list.map((id) => ({ id })) };
    default:
      return { type };
  }
}

/**
 * The values of a surface: what was typed stays where block_id, action_id and element type are still there,
 * the rest starts anew.
 */
export function stateOf(blocks: Block[], before: StateValues = {}): StateValues {
  const values: StateValues = {};
  for (const block of blocks) {
    for (const element of interactiveElements(block)) {
      const initial = initialValue(element);
      if (!initial || block.block_id === undefined || element.action_id === undefined) continue;
      const kept = before[block.block_id]?.[element.action_id];
      const inBlock = values[block.block_id] ?? {};
      inBlock[element.action_id] = kept?.type === element.type ? kept : initial;
      values[block.block_id] = inBlock;
    }
  }
  return values;
}
