import { addDays } from '@xinshao/core/day/day.ts';
import { outsideEvent } from '../evidence/events.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

/** Recalls a product and changes its general manager within a week (R36). */
export const recall: Story = {
  id: 'recall',
  wish: { name: '石家庄晟谦食品有限公司', region: '河北', industry: '食品加工', size: 'medium', habit: paysPromptly },
  bend: (book, { endDay }) => {
    completePapers(book);
    book.events = [
      outsideEvent({
        kind: 'recall',
        occurredOn: addDays(endDay, -11),
        title: '主要产品被责令召回',
        source: '市场监管局',
      }),
      outsideEvent({
        kind: 'management_change',
        occurredOn: addDays(endDay, -5),
        title: '总经理变更',
        source: '工商公示',
      }),
    ];
  },
  alert: true,
  evidence: 'recall',
  seen: {
    zh: '产品召回，随后更换总经理：须立即评估对回款的影响。',
    en: 'A product recall, then a new general manager: judge the effect on recovery at once.',
  },
};
