import { openOn, roundUpTo10000Yuan } from '../make-book.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

/** Buys more than its limit allows; pays, but the limit was never raised. */
export const limitOverused: Story = {
  id: 'limit_overused',
  wish: {
    name: '广州昀达金属制品有限公司',
    region: '广东',
    industry: '金属加工',
    size: 'medium',
    termDays: 60,
    salesFactor: (monthsBefore) => (monthsBefore <= 3 ? 1.9 : 1),
    habit: paysPromptly,
  },
  bend: (book, { endDay }) => {
    completePapers(book);
    book.customer.creditLimitFen = roundUpTo10000Yuan(openOn(book, endDay) * 0.7);
    book.customer.insuredLimitFen = 0;
    book.customer.insuredUntil = null;
    book.customer.collateralValueFen = 0;
  },
  alert: true,
  evidence: 'ledger.utilisation',
  seen: {
    zh: '近四个月采购几乎翻倍，敞口超过授信额度四成以上。',
    en: 'Purchases nearly doubled in four months: exposure is over 140% of the limit.',
  },
};
