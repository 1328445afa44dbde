import { seenAlerts } from '@xinshao/core/portfolio/permissions.ts';
import { SEVERITY_LABELS } from '@xinshao/core/wording/labels/scoring.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { listWording } from '@xinshao/core/wording/slack/lists.ts';
import { listAlerts } from '@xinshao/db/alerts/list-alerts.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { viewsOfCustomers } from '@xinshao/db/portfolio/selection/views-of-customers.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import * as z from 'zod';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { alertsBlocks } from '../blocks/home.ts';
import { LIMITS } from '../blocks/limits.ts';
import { ALERTS_LIST, listControls } from '../blocks/list-controls.ts';
import { choiceMessage, noticeMessage } from '../blocks/lookup-answers.ts';
import { clip, escapeText } from '../blocks/text.ts';
import { listedAlerts } from '../present/listed-alert.ts';
import type { Services } from '../services.ts';
import { type ReadFilter, readAlertsFilter } from './alerts-filter.ts';

const PAGE_SIZE = 10;
const LONGEST_TYPED = 200;
const ALL = 'all';

const askedSchema = z.object({ filter: z.string().max(LONGEST_TYPED), page: z.number().int().min(1).max(10_000) });

/** A list that was asked for: what was typed, and the page. */
export type AskedAlerts = z.infer<typeof askedSchema>;

/** @returns null when the text is no value of a button below such a list */
export function readAskedAlerts(text: string): AskedAlerts | null {
  try {
    const parsed = askedSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The open alerts that a member may see and asked for, most urgent first, a page of them; the looks are recorded first. */
export async function alertsMessage(
  services: Services,
  member: StaffMember,
  locale: Locale,
  asked: AskedAlerts,
): Promise<SlackMessage> {
  const words = listWording[locale];
  const typed = asked.filter.trim().slice(0, LONGEST_TYPED) || ALL;
  const read = await readAlertsFilter(services, typed);
  if (read.kind === 'unknown') return noticeMessage(words.alertsUnknown({ text: escapeText(read.text) }));
  if (read.kind === 'several') {
    return choiceMessage(locale, read.text, read.customers);
  }
  const list = await listAlerts(services.database, seenAlerts(member), read.filter, {
    page: asked.page,
    size: PAGE_SIZE,
  });
  const looked = await viewsOfCustomers(services.database, [
    ...new Set(list.alerts.map(({ customer }) => customer.id)),
  ]);
  await recordViews(services.database, { actor: member.code, surface: 'slack' }, looked, services.now());
  const about = aboutOf(read, locale);
  const reader = { services, member, locale, now: services.now() };
  const heading = words.alertsCount({ total: list.total, about });
  const choices = [
    { value: ALL, label: words.all },
    { value: 'red', label: words.red },
    { value: 'overdue', label: words.overdue },
  ];
  // Whatever else was typed stays in force while pages are turned, and gets a button of its own.
  const filters = choices.some(({ value }) => value === typed) ? choices : [{ value: typed, label: about }, ...choices];
  const blocks = alertsBlocks(locale, {
    heading,
    empty: words.alertsNone({ about }),
    items: await listedAlerts(reader, list.alerts, member.role !== 'sales'),
    controls: listControls(
      locale,
      ALERTS_LIST,
      { filter: typed, page: list.page, pages: list.pages, filters: filters.map(labelled) },
      ({ filter, page }) => JSON.stringify({ filter, page }),
    ),
  });
  return { text: clip(heading.replaceAll('*', ''), LIMITS.messageText), blocks };
}

function labelled({ value, label }: { readonly value: string; readonly label: string }) {
  return { value, label: clip(label, LIMITS.buttonText) };
}

function aboutOf({ filter, name }: Extract<ReadFilter, { kind: 'filter' }>, locale: Locale): string {
  const words = listWording[locale];
  const parts = [
    ...(name === null ? [] : [escapeText(name)]),
    ...(filter.severity === undefined ? [] : [SEVERITY_LABELS[filter.severity][locale]]),
    ...(filter.overdueAt === undefined ? [] : [words.overdue]),
  ];
  return parts.length === 0 ? words.all : parts.join(' · ');
}
