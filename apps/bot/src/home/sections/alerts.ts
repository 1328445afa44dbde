import { alertsOwedBy } from '@xinshao/db/alerts/alert-view.ts';
import { alertsBlocks } from '../../blocks/home.ts';
import { openAlertModel } from '../../present/open-alert.ts';
import type { HomeSection } from '../section.ts';

const ALERTS_READ = 200;

/** The alerts that wait for the reader's feedback, most urgent first. */
export const alertsSection: HomeSection = async ({ services, member, locale, now }) => {
  const views = await alertsOwedBy(services.database, member.code, ALERTS_READ);
  const reader = { locale, now, timeZone: services.timeZone };
  const alerts = views.map(async (view) => ({
    ...openAlertModel(view, member, await services.policies.of(view.policyHash), reader),
    customerName: view.customer.name,
  }));
  return alertsBlocks(locale, await Promise.all(alerts));
};
