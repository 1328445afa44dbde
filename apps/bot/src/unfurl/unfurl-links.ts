import type { KnownBlock } from '@slack/types';
import { customerCodeOf, registryPageOf } from '@xinshao/core/registry/sites.ts';
import { may } from '@xinshao/core/roles/abilities.ts';
import { gradeText } from '@xinshao/core/wording/scoring.ts';
import { recordViews } from '@xinshao/db/audit/record-views.ts';
import { customerOfCode, customerOfPage, type LinkedCustomer } from '@xinshao/db/registry/customers-of-links.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import { unfurlBlocks } from '../blocks/unfurl.ts';
import type { Services } from '../services.ts';

/** More links in one message stay plain. */
const LINKS_SHOWN = 5;

/** What is shown below a link, by the link's address. */
export type Unfurls = Record<string, { readonly blocks: KnownBlock[] }>;

/**
 * Name and grade of the customers that links of a message lead to; links to anybody else are left out. Every customer
 * that is shown is recorded as a look by whoever posted the link.
 */
export async function unfurlLinks(
  services: Services,
  poster: StaffMember,
  addresses: readonly string[],
): Promise<Unfurls> {
  const unfurls: Unfurls = {};
  if (!may(poster, 'see_grade').may) return unfurls;
  const shown = new Map<number, LinkedCustomer>();
  for (const address of [...new Set(addresses)].slice(0, LINKS_SHOWN)) {
    const customer = await customerBehind(services, address);
    if (customer === null) continue;
    shown.set(customer.customerId, customer);
    const policy = customer.policyHash === null ? null : await services.policies.of(customer.policyHash);
    const { locale } = services;
    const grade = customer.grade === null ? null : gradeText(locale, customer.grade, policy);
    const { customerId, name, code } = customer;
    unfurls[address] = { blocks: unfurlBlocks({ locale, customerId, name, code, grade }) };
  }
  const views = [...shown.values()].map(({ code, asOf, assessmentId }) => ({
    customerCode: code,
    view: 'grade' as const,
    asOf,
    assessment: assessmentId,
  }));
  await recordViews(services.database, { actor: poster.code, surface: 'slack' }, views, services.now());
  return unfurls;
}

async function customerBehind(services: Services, address: string): Promise<LinkedCustomer | null> {
  const { database, publicUrl } = services;
  const page = registryPageOf(address);
  if (page !== null) return customerOfPage(database, page);
  const code = publicUrl === null ? null : customerCodeOf(address, publicUrl);
  return code === null ? null : customerOfCode(database, code);
}
