import { addDays } from '@xinshao/core/day/day.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

/** The parent company: has paid nothing for 130 days. */
export const groupLeader: Story = {
  id: 'group_leader_in_arrears',
  wish: {
    name: '重庆嵘拓建设集团有限公司',
    region: '重庆',
    industry: '建筑施工',
    size: 'large',
    termDays: 60,
    habit: paysPromptly,
  },
  bend: (book, { endDay }) => {
    completePapers(book);
    const lastPaidOn = addDays(endDay, -130);
    for (const invoice of book.invoices)
      invoice.receipts = invoice.receipts.filter((receipt) => receipt.paidOn <= lastPaidOn);
    book.invoices = book.invoices.filter((invoice) => invoice.issuedOn <= addDays(endDay, -75));
    book.orders = [];
  },
  alert: true,
  evidence: 'ledger.maximum_days_past_due',
  seen: {
    zh: '集团母公司，130 天未付款，逾期超过 90 天。',
    en: 'The parent of a group: no payment for 130 days, more than 90 days past due.',
  },
};

/** The subsidiary: pays on the day, but belongs to the same group. */
export const groupMember: Story = {
  id: 'group_drags_member',
  wish: {
    name: '成都嵘拓钢结构工程有限公司',
    region: '四川',
    industry: '建筑施工',
    size: 'medium',
    termDays: 60,
    habit: paysPromptly,
  },
  bend: completePapers,
  alert: true,
  evidence: 'group.others_maximum_days_past_due',
  seen: {
    zh: '自身付款正常，但同一集团的母公司严重逾期。',
    en: 'Pays on time itself, but the parent of its group is far in arrears.',
  },
};
