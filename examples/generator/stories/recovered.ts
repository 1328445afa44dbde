import { bureauScores } from '../evidence/events.ts';
import { PAYING_HABITS } from '../ledger/paying.ts';
import { completePapers, type Story } from './story.ts';

const TROUBLE = { from: 480, to: 300 };

/** Paid forty days late a year ago; prompt ever since. */
export const recovered: Story = {
  id: 'recovered',
  wish: {
    name: '无锡钧和传动设备有限公司',
    region: '江苏',
    industry: '机械制造',
    size: 'medium',
    termDays: 45,
    habit: (daysBeforeEnd) =>
      daysBeforeEnd <= TROUBLE.from && daysBeforeEnd >= TROUBLE.to
        ? { meanDaysLate: 42, deviation: 5 }
        : PAYING_HABITS.prompt,
  },
  bend: (book, { endDay }) => {
    completePapers(book);
    book.events = bureauScores(endDay, [612, 648, 690, 721]);
  },
  alert: false,
  evidence: 'ledger.days_beyond_terms_change',
  seen: {
    zh: '一年前拖欠四十天，此后按时付款：超期天数明显改善，不应预警。',
    en: 'Paid forty days late a year ago and promptly ever since: days beyond terms improve, no alert.',
  },
};
