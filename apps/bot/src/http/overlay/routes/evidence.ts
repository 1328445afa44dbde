import { addDays, dayInTimeZone, parseDay } from '@xinshao/core/day/day.ts';
import { overlayWording } from '@xinshao/core/wording/overlay.ts';
import { saveEvidence } from '@xinshao/db/overlay/evidence.ts';
import { Refused } from '../refused.ts';
import { memberRoute } from '../route.ts';
import * as schemas from '../schemas.ts';

const DAYS_BACK = 30;

export const evidenceRoute = memberRoute({
  method: 'POST',
  path: '/evidence',
  summary: 'What a risk officer read on a registry page and confirmed, as dated events',
  from: 'body',
  request: schemas.evidenceRequest,
  answer: schemas.evidenceAnswer,
  ability: 'save_evidence',
  async handle({ services, holder, locale, note }, evidence) {
    const now = services.now();
    const today = dayInTimeZone(now, services.timeZone);
    const day = parseDay(evidence.day);
    if (day === null || day > today || day < addDays(today, -DAYS_BACK)) {
      throw new Refused('wrong_request', overlayWording[locale].dayWrong);
    }
    note({ customerId: evidence.customerId, site: evidence.site });
    const saved = await saveEvidence(services.database, {
      ...evidence,
      day,
      today,
      by: holder.member.code,
      now,
      // What is stored is read by everybody.
      words: overlayWording[services.locale],
    });
    if (saved === null) throw new Refused('not_found');
    return saved;
  },
});
