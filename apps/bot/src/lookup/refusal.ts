import type { Locale } from '@xinshao/core/wording/locale.ts';
import { riskOfficers } from '@xinshao/db/staff/list-staff.ts';
import { refusalText } from '../blocks/lookup-answers.ts';
import { mention } from '../blocks/text.ts';
import type { Services } from '../services.ts';

/** What somebody who is not on the staff list is told: whom to ask. */
export async function refuseStranger(services: Services, locale: Locale): Promise<string> {
  const officers = await riskOfficers(services.database);
  return refusalText(locale, officers.map(mention));
}
