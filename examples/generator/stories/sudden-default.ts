import { addDays } from '@xinshao/core/day/day.ts';
import { outsideEvent } from '../evidence/events.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

const DAYS_SILENT = 45;

/** A good payer who stops paying overnight and is published as a dishonest debtor. */
export const suddenDefault: Story = {
  id: 'sudden_default',
  wish: {
    name: '深圳霁川电子科技有限公司',
    region: '广东',
    industry: '电子元器件',
    size: 'large',
    termDays: 30,
    habit: paysPromptly,
  },
  bend: (book, { endDay }) => {
    completePapers(book);
    const lastPaidOn = addDays(endDay, -DAYS_SILENT);
    const lastDelivery = addDays(endDay, -20);
    book.invoices = book.invoices.filter((invoice) => invoice.issuedOn <= lastDelivery);
    for (const invoice of book.invoices)
      invoice.receipts = invoice.receipts.filter((receipt) => receipt.paidOn <= lastPaidOn);
    // The first one left unpaid: on any end day something is past due for more than a month.
    const firstUnpaid = book.invoices.findLast((invoice) => invoice.dueOn <= addDays(endDay, -35));
    if (firstUnpaid) firstUnpaid.receipts = [];
    book.orders = [];
    const title = '被列入失信被执行人名单';
    book.events = [
      outsideEvent({
        kind: 'dishonest_debtor',
        occurredOn: addDays(endDay, -6),
        amountFen: 483_000_000,
        title,
        source: '执行信息公开网',
      }),
    ];
  },
  alert: true,
  evidence: 'dishonest_debtor',
  seen: {
    zh: '此前按时付款，45 天前起分文未付，并被列入失信名单。',
    en: 'Paid on time until 45 days ago, nothing since, and is now on the list of dishonest debtors.',
  },
};
