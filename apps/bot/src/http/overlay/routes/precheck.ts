import { exactKey } from '@xinshao/core/company/name.ts';
import { isValidUscc, normaliseUscc } from '@xinshao/core/company/uscc.ts';
import { overlayWording } from '@xinshao/core/wording/overlay.ts';
import { matchCustomers } from '@xinshao/db/lookup/match-customers.ts';
import { askPrecheck } from '@xinshao/db/overlay/prechecks.ts';
import { Refused } from '../refused.ts';
import { memberRoute } from '../route.ts';
import * as schemas from '../schemas.ts';

/** Companies of one name that are looked at. */
const NAMESAKES_AT_MOST = 100;

export const precheckRoute = memberRoute({
  method: 'POST',
  path: '/prechecks',
  summary: 'Asks risk to look at a company that is no customer; a message in Slack',
  from: 'body',
  request: schemas.precheckRequest,
  answer: schemas.precheckAnswer,
  ability: 'ask_precheck',
  async handle({ services, holder, locale, note }, { name, uscc: typed, note: remark }) {
    const uscc = typed === null ? null : normaliseUscc(typed);
    const nameKey = exactKey(name);
    if (nameKey === '' || (uscc !== null && !isValidUscc(uscc))) throw new Refused('wrong_request');
    const found = await matchCustomers(services.database, { code: null, uscc, key: nameKey }, NAMESAKES_AT_MOST);
    // A customer of this name with another code is another company.
    const known = found.filter((one) => uscc === null || one.uscc === null || one.uscc === uscc);
    if (known.length > 0) throw new Refused('wrong_request', overlayWording[locale].isCustomer);
    const asked = await askPrecheck(services.database, services.queue, {
      name,
      nameKey,
      uscc,
      note: remark,
      askedBy: holder.member.code,
      askedAt: services.now(),
    });
    note({ precheckId: asked.precheckId });
    return asked;
  },
});
