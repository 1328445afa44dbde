import { addDays } from '@xinshao/core/day/day.ts';
import { workingDayFrom } from '../calendar.ts';
import { paysPromptly, type Story } from './story.ts';

const ORDER_DAYS_AGO = [62, 41, 17];

/** Three orders so far, all paid before shipment (R16); the annual agreement is not signed yet. */
export const newCustomer: Story = {
  id: 'new_customer',
  wish: { name: '武汉翊辰医疗科技有限公司', region: '湖北', industry: '医疗器械', size: 'small', habit: paysPromptly },
  bend: (book, { endDay, random }) => {
    const { customer } = book;
    customer.documentsComplete = true;
    customer.agreementSignedOn = null;
    customer.creditLimitFen = null;
    customer.insuredLimitFen = 0;
    customer.insuredUntil = null;
    customer.collateralValueFen = 0;
    customer.termDays = 0;
    customer.establishedOn = addDays(endDay, -690);
    customer.firstOrderOn = addDays(endDay, -66);
    customer.orderCount = ORDER_DAYS_AGO.length;
    book.statements = [];
    book.orders = [];
    book.invoices = ORDER_DAYS_AGO.map((daysAgo) => {
      const issuedOn = workingDayFrom(addDays(endDay, -daysAgo));
      const amountFen = random.integer(300, 700) * 10_000;
      const receipts = [{ paidOn: issuedOn, amountFen, method: '电汇' }];
      const dates = { issuedOn, dueOn: issuedOn };
      return {
        customerCode: customer.code,
        number: '',
        ...dates,
        amountFen,
        disputed: false,
        void: false,
        receipts,
        setOffOn: null,
      };
    });
  },
  alert: false,
  evidence: 'customer.is_new',
  seen: {
    zh: '新客户，前三单均为款到发货；年度协议未签，第四单起也不能放账期，等级最高 A。',
    en: 'New: three orders, all prepaid. Without the annual agreement no terms yet, and no grade above A.',
  },
};
