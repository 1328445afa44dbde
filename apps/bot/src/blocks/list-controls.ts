import type { Button, KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

/** Begins the action id of every filter and page button of a list on the Home tab. */
export const HOME_LIST = 'home_list:';
/** Likewise below a message that lists alerts. */
export const ALERTS_LIST = 'alerts_list:';
export const REFRESH_HOME = 'home_refresh';

/** What can be chosen of a list, and what is. */
export interface ListControls {
  readonly filter: string;
  readonly page: number;
  readonly pages: number;
  /** The first one is what nobody has to choose; one alone is no choice. */
  readonly filters: readonly { readonly value: string; readonly label: string }[];
}

/**
 * Filter and page buttons in one row; nothing when there is nothing to choose. The value of each says the whole of what
 * it leads to, so that a click that arrives twice leads there once.
 * @param prefix `HOME_LIST` or `ALERTS_LIST`
 */
export function listControls(
  locale: Locale,
  prefix: string,
  { filter, page, pages, filters }: ListControls,
  chosenValue: (chosen: { readonly filter: string; readonly page: number }) => string,
): KnownBlock[] {
  const words = listWording[locale];
  const button = (what: string, label: string, chosen: { filter: string; page: number }): Button => ({
    type: 'button',
    action_id: `${prefix}${what}`,
    text: plain(label, LIMITS.buttonText),
    value: chosenValue(chosen),
  });
  const choices = filters.length < 2 ? [] : filters;
  const elements: Button[] = [
    ...choices.map(({ value, label }): Button => {
      const one = button(`filter:${value}`, label, { filter: value, page: 1 });
      return value === filter ? { ...one, style: 'primary' } : one;
    }),
    ...(page > 1 ? [button('previous', words.previous, { filter, page: page - 1 })] : []),
    ...(page < pages ? [button('next', words.next({ page, pages }), { filter, page: page + 1 })] : []),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** The same for a list of the Home tab, by the list's name. */
export function homeListControls(locale: Locale, list: string, controls: ListControls): KnownBlock[] {
  return listControls(locale, HOME_LIST, controls, (chosen) => JSON.stringify({ list, ...chosen }));
}
