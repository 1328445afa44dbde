import { formatFen } from '@xinshao/core/money/fen.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { AlertView } from '@xinshao/db/alerts/alert-view.ts';
import type { CustomerAtRisk } from '@xinshao/db/customers/customers-at-risk.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { HomeModel } from '../blocks/home.ts';
import { openAlertModel } from './open-alert.ts';
import type { PolicyLibrary } from './policy-library.ts';
import { amountText } from './standing.ts';
import { clockTime } from './time.ts';

/** Puts a member's Home tab into words. */
export async function homeModel(request: {
  readonly member: StaffMember;
  readonly alerts: readonly AlertView[];
  readonly customers: readonly CustomerAtRisk[];
  readonly policies: PolicyLibrary;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: Date;
}): Promise<HomeModel> {
  const { member, locale, timeZone, now } = request;
  const alerts = request.alerts.map(async (view) => ({
    ...openAlertModel(view, member, await request.policies.of(view.policyHash), request),
    customerName: view.customer.name,
  }));
  return {
    locale,
    name: member.name,
    updatedAt: clockTime(now, timeZone),
    alerts: await Promise.all(alerts),
    customers: request.customers.map((customer) => ({
      customerId: customer.customerId,
      name: customer.name,
      grade: customer.grade ?? '—',
      overdue: formatFen(customer.overdueFen, locale),
      exposure: formatFen(customer.exposureFen, locale),
      limit: amountText(customer.limitFen, locale),
    })),
  };
}
