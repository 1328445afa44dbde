import { addDays } from '@xinshao/core/day/day.ts';
import { openOn, roundUpTo10000Yuan } from '../make-book.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

/** Withholds the invoices of three months because of the goods' quality; pays nothing until that is settled. */
export const dispute: Story = {
  id: 'dispute',
  wish: {
    name: '宁波珩盛汽车零部件有限公司',
    region: '浙江',
    industry: '汽车零部件',
    size: 'medium',
    termDays: 30,
    habit: paysPromptly,
  },
  bend: (book, { endDay }) => {
    completePapers(book);
    const since = addDays(endDay, -80);
    for (const invoice of book.invoices.filter((each) => each.issuedOn >= since && each.dueOn < endDay)) {
      invoice.disputed = true;
      invoice.receipts = [];
    }
    // The limit leaves room: the dispute alone is the story.
    book.customer.creditLimitFen = roundUpTo10000Yuan(openOn(book, endDay) * 1.4);
  },
  alert: true,
  evidence: 'ledger.disputed_share',
  seen: {
    zh: '因质量异议拒付近三个月的发票，争议金额占应收大部分。',
    en: 'Withholds the invoices of the last months over quality: most of the open amount is disputed.',
  },
};
