import { useState } from 'react';
import type { InteractiveElement } from '../src/blocks/layout.ts';
import type { Option } from '../src/blocks/text.ts';
import { plainValue } from '../src/state/plain-value.ts';
import type { GivenValue, OptionsResult } from '../src/types.ts';
import { act } from './api.ts';
import { type Choice, Combobox } from './combobox.tsx';
import { nameOf, usePage } from './context.tsx';
import { decoded, withEmoji } from './mrkdwn.tsx';
import { useSurface } from './surface.ts';

type MenuElement = Extract<
  InteractiveElement,
  {
    type:
      | 'static_select'
      | 'multi_static_select'
      | 'external_select'
      | 'multi_external_select'
      | 'users_select'
      | 'multi_users_select'
      | 'channels_select'
      | 'conversations_select';
  }
>;

const menuTypes = new Set([
  'static_select',
  'multi_static_select',
  'external_select',
  'multi_external_select',
  'users_select',
  'multi_users_select',
  'channels_select',
  'conversations_select',
]);
export const isMenu = (element: InteractiveElement): element is MenuElement => menuTypes.has(element.type);

const choiceOf = (option: Option, group?: string): Choice => ({
  value: option.value,
  label: withEmoji(decoded(option.text.text)),
  hint: option.description?.text,
  group,
});

/** Values as a list, whatever form they were given in. */
const listOf = (value: GivenValue | undefined): string[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [String(value)];

const isOption = (value: unknown): value is Option =>
  typeof value === 'object' && value !== null && 'text' in value && 'value' in value;

/** Any of Slack's menus. */
export function Menu({
  element,
  blockId,
  id,
  label,
  invalid,
  describedBy,
}: {
  element: MenuElement;
  blockId: string;
  id?: string | undefined;
  label: string;
  invalid?: boolean;
  describedBy?: string | undefined;
}) {
  const { workspace, user, t } = usePage();
  const surface = useSurface();
  const actionId = element.action_id ?? '';
  const [known, setKnown] = useState<Choice[]>([]);
  const held = surface.held[blockId]?.[actionId];
  const given = surface.valueOf(blockId, actionId) ?? (held ? plainValue(held) : null);
  const several = element.type.startsWith('multi_');

  const listed: Choice[] | undefined = (() => {
    switch (element.type) {
      case 'static_select':
      case 'multi_static_select':
        return (
          element.options?.map((option) => choiceOf(option)) ??
          element.option_groups?.flatMap((group) => group.options.map((one) => choiceOf(one, group.label.text))) ??
          []
        );
      case 'users_select':
      case 'multi_users_select':
        return workspace.users.map((one) => ({ value: one.id, label: nameOf(workspace, one.id), hint: one.title }));
      case 'channels_select':
      case 'conversations_select':
        return workspace.channels
          .filter((one) => !one.isDirect && !one.isArchived)
          .map((one) => ({ value: one.id, label: `#${one.name}` }));
      default:
        return undefined;
    }
  })();
  const heldOptions = held
    ? [held.selected_option, ...(Array.isArray(held.selected_options) ? held.selected_options : [])].filter(isOption)
    : [];
  const all = [...(listed ?? []), ...known, ...heldOptions.map((option) => choiceOf(option))];
  const chosen = listOf(given).map((value) => all.find((one) => one.value === value) ?? { value, label: value });

  const load = async (typed: string) => {
    const result = await act<OptionsResult>({ act: 'options', user: user.id, target: surface.target, actionId, typed });
    if (!result.ok) throw new Error(result.detail);
    const found = [
      ...result.options.map((option) => choiceOf(option)),
      ...result.groups.flatMap((group) => group.options.map((option) => choiceOf(option, group.label.text))),
    ];
    setKnown((before) => [...found, ...before].slice(0, 300));
    return found;
  };
  const minimum = 'min_query_length' in element ? (element.min_query_length ?? 3) : 0;
  return (
    <Combobox
      id={id}
      label={label}
      placeholder={element.placeholder?.text ?? t('choose')}
      chosen={chosen}
      several={several}
      maximum={'max_selected_items' in element ? element.max_selected_items : undefined}
      {...(listed ? { choices: listed } : { load, minimumTyped: minimum })}
      invalid={invalid ?? false}
      describedBy={describedBy}
      disabled={surface.disabled}
      onChoose={(choices) => {
        const values = choices.map((one) => one.value);
        const value = several ? values : (values[0] ?? null);
        surface.give(blockId, actionId, value);
        void surface.dispatch(blockId, actionId, value);
      }}
    />
  );
}
