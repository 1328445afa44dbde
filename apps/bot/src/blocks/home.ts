import type { HomeView, KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { SHOW_CUSTOMER } from './alert-message.ts';
import { type OpenAlertModel, openAlertBlocks } from './customer-card.ts';
import { LIMITS } from './limits.ts';
import { REFRESH_HOME } from './list-controls.ts';
import { escapeText, mrkdwn, plain } from './text.ts';

const DIVIDER: KnownBlock = { type: 'divider' };

/** What the App Home says. */
export interface HomeModel {
  readonly locale: Locale;
  /** Not yet escaped. */
  readonly name: string;
  readonly updatedAt: string;
  /** Each with its own heading; an empty one is left out. */
  readonly sections: readonly (readonly KnownBlock[])[];
}

/** An alert in a list of several customers'; texts are worded already and not yet escaped. */
export type ListedAlert = OpenAlertModel & { readonly customerName: string };

/** A customer in a list; texts are worded already and not yet escaped. */
export interface ListedCustomer {
  readonly customerId: number;
  readonly name: string;
  readonly grade: string;
  readonly overdue: string;
  readonly exposure: string;
  readonly limit: string;
  /** That it is stopped, worded; null: it gets credit as before. */
  readonly stop: string | null;
}

/** A list with its heading; `heading` and `empty` are mrkdwn, already escaped. */
export interface ListModel<Item> {
  readonly heading: string;
  /** Said instead of an empty list. */
  readonly empty: string;
  readonly items: readonly Item[];
  readonly controls: readonly KnownBlock[];
}

/** Of a list without pages. */
const ITEMS_SHOWN = 25;
const BLOCKS_AROUND = 3;

/** The member's own page. Sections beyond what Slack takes are cut at the end, and the cut is said. */
export function homeView(model: HomeModel): HomeView {
  const words = homeWording[model.locale];
  const all = model.sections.filter((blocks) => blocks.length > 0).flatMap((blocks) => [DIVIDER, ...blocks]);
  const room = LIMITS.blocksPerView - BLOCKS_AROUND;
  const shown = all.length <= room ? all : all.slice(0, room - 1);
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain(words.title, LIMITS.headerText) },
      {
        type: 'section',
        text: mrkdwn(`${words.greeting({ name: escapeText(model.name) })} ${words.lookupHint}`),
        accessory: {
          type: 'button',
          action_id: REFRESH_HOME,
          text: plain(listWording[model.locale].refresh, LIMITS.buttonText),
        },
      },
      ...shown,
      ...rest(model.locale, all.length - shown.length),
      { type: 'context', elements: [mrkdwn(words.updatedAt({ at: model.updatedAt }))] },
    ],
  };
}

/** Alerts of several customers: shows what fits and counts the rest. */
export function alertsBlocks(locale: Locale, list: ListModel<ListedAlert>): KnownBlock[] {
  return listBlocks(locale, list, (alert) => openAlertBlocks(locale, alert, alert.customerName));
}

/** Customers with their figures: shows what fits and counts the rest. */
export function customersBlocks(locale: Locale, list: ListModel<ListedCustomer>): KnownBlock[] {
  return listBlocks(locale, list, (customer) => [customerBlock(locale, customer)]);
}

/** Any list: heading, entries, what is left, filters and pages. */
export function listBlocks<Item>(
  locale: Locale,
  { heading, empty, items, controls }: ListModel<Item>,
  blocksOf: (item: Item) => KnownBlock[],
): KnownBlock[] {
  return [
    { type: 'section', text: mrkdwn(heading) },
    ...(items.length === 0 ? [{ type: 'section' as const, text: mrkdwn(empty) }] : []),
    ...items.slice(0, ITEMS_SHOWN).flatMap(blocksOf),
    ...rest(locale, items.length - ITEMS_SHOWN),
    ...controls,
  ];
}

/** A Home tab for somebody who is not on the staff list. @param body mrkdwn, already escaped */
export function refusedHomeView(locale: Locale, body: string): HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain(homeWording[locale].title, LIMITS.headerText) },
      { type: 'section', text: mrkdwn(body) },
    ],
  };
}

function customerBlock(locale: Locale, customer: ListedCustomer): KnownBlock {
  const { overdue, exposure, limit, stop } = customer;
  const figures = homeWording[locale].customerLine({ overdue, exposure, limit });
  const stopped = stop === null ? '' : `　⛔ *${escapeText(stop)}*`;
  return {
    type: 'section',
    text: mrkdwn(
      `${escapeText(customer.name)}　*${escapeText(customer.grade)}*${stopped}\n${figures}`,
      LIMITS.listEntry,
    ),
    accessory: {
      type: 'button',
      action_id: SHOW_CUSTOMER,
      text: plain(cardWording[locale].viewCard, LIMITS.buttonText),
      value: String(customer.customerId),
    },
  };
}

function rest(locale: Locale, count: number): KnownBlock[] {
  return count <= 0 ? [] : [{ type: 'context', elements: [mrkdwn(homeWording[locale].more({ count }))] }];
}
