import { addDays } from '@xinshao/core/day/day.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

/** A name made of everything chat software treats as markup: it must be shown as it is and ping nobody. */
export const specialCharacters: Story = {
  id: 'special_characters',
  wish: {
    name: '<!channel>&*_试验贸易有限公司',
    region: '上海',
    industry: '批发贸易',
    size: 'small',
    termDays: 30,
    habit: paysPromptly,
  },
  bend: (book, { endDay }) => {
    completePapers(book);
    const lastPaidOn = addDays(endDay, -75);
    for (const invoice of book.invoices)
      invoice.receipts = invoice.receipts.filter((receipt) => receipt.paidOn <= lastPaidOn);
  },
  alert: true,
  evidence: 'ledger.maximum_days_past_due',
  seen: {
    zh: '逾期两个多月；名称含 <!channel>&*_，须原样显示且不提醒任何人。',
    en: 'More than two months past due; the name contains <!channel>&*_ and must be shown as it is, pinging nobody.',
  },
};
