import { addDays } from '@xinshao/core/day/day.ts';
import { outsideEvent } from '../evidence/events.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

/** Still pays us, but another supplier has gone to court over unpaid goods (R10). */
export const suedBySupplier: Story = {
  id: 'sued_by_supplier',
  wish: { name: '青岛砺森装备科技有限公司', region: '山东', industry: '机械制造', size: 'medium', habit: paysPromptly },
  bend: (book, { endDay }) => {
    completePapers(book);
    const title = '供应商起诉拖欠货款（买卖合同纠纷）';
    book.events = [
      outsideEvent({
        kind: 'supplier_lawsuit',
        occurredOn: addDays(endDay, -9),
        amountFen: 236_000_000,
        title,
        source: '法院公告',
      }),
    ];
  },
  alert: true,
  evidence: 'supplier_lawsuit',
  seen: {
    zh: '对我司付款正常，但被另一供应商起诉拖欠货款：等级应降至 C。',
    en: 'Pays us as agreed, but another supplier sues over unpaid goods: the grade is held at C.',
  },
};
