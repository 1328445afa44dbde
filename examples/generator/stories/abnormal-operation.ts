import { addDays } from '@xinshao/core/day/day.ts';
import { outsideEvent } from '../evidence/events.ts';
import { completePapers, paysPromptly, type Story } from './story.ts';

/** Entered in the registry's list of abnormal operation: cannot be reached at its address. */
export const abnormalOperation: Story = {
  id: 'abnormal_operation',
  wish: { name: '长沙骁越模具有限公司', region: '湖南', industry: '金属加工', size: 'small', habit: paysPromptly },
  bend: (book, { endDay }) => {
    completePapers(book);
    const title = '列入经营异常名录：通过登记的住所无法联系';
    book.events = [
      outsideEvent({ kind: 'abnormal_operation', occurredOn: addDays(endDay, -15), title, source: '工商公示' }),
    ];
  },
  alert: true,
  evidence: 'abnormal_operation',
  seen: {
    zh: '被列入经营异常名录：登记住所无法联系。',
    en: 'Listed for abnormal operation: cannot be reached at its registered address.',
  },
};
