import type { HomeView, KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { homeWording } from '@xinshao/core/wording/slack/home.ts';
import { SHOW_CUSTOMER } from './alert-message.ts';
import { type OpenAlertModel, openAlertBlock } from './customer-card.ts';
import { LIMITS } from './limits.ts';
import { escapeText, mrkdwn, plain } from './text.ts';

/** What the App Home says; texts are worded already and not yet escaped. */
export interface HomeModel {
  readonly locale: Locale;
  readonly name: string;
  readonly updatedAt: string;
  /** Most urgent first; the builder shows what fits and counts the rest. */
  readonly alerts: readonly (OpenAlertModel & { readonly customerName: string })[];
  readonly customers: readonly {
    readonly customerId: number;
    readonly name: string;
    readonly grade: string;
    readonly overdue: string;
    readonly exposure: string;
    readonly limit: string;
  }[];
}

const ALERTS_SHOWN = 40;
const CUSTOMERS_SHOWN = 40;

/** The member's own page: what waits for their answer, and which of their customers need attention. */
export function homeView(model: HomeModel): HomeView {
  const words = homeWording[model.locale];
  const alerts = model.alerts.slice(0, ALERTS_SHOWN);
  const customers = model.customers.slice(0, CUSTOMERS_SHOWN);
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain(words.title, LIMITS.headerText) },
      { type: 'section', text: mrkdwn(`${words.greeting({ name: escapeText(model.name) })} ${words.lookupHint}`) },
      { type: 'divider' },
      { type: 'section', text: mrkdwn(`*${words.myAlerts}*`) },
      ...(alerts.length === 0 ? [{ type: 'section' as const, text: mrkdwn(words.noAlerts) }] : []),
      ...alerts.map((alert) => openAlertBlock(model.locale, alert, alert.customerName)),
      ...rest(model.locale, model.alerts.length - alerts.length),
      { type: 'divider' },
      { type: 'section', text: mrkdwn(`*${words.myCustomers}*`) },
      ...(customers.length === 0 ? [{ type: 'section' as const, text: mrkdwn(words.noCustomers) }] : []),
      ...customers.map((customer) => customerBlock(model.locale, customer)),
      ...rest(model.locale, model.customers.length - customers.length),
      { type: 'context', elements: [mrkdwn(words.updatedAt({ at: model.updatedAt }))] },
    ],
  };
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

function customerBlock(locale: Locale, customer: HomeModel['customers'][number]): KnownBlock {
  const { overdue, exposure, limit } = customer;
  const figures = homeWording[locale].customerLine({ overdue, exposure, limit });
  return {
    type: 'section',
    text: mrkdwn(`${escapeText(customer.name)}　*${escapeText(customer.grade)}*\n${figures}`, LIMITS.listEntry),
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
