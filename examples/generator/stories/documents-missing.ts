import { paysPromptly, type Story } from './story.ts';

/** A prompt payer whose papers were never completed: the grade is held at A (R11). */
export const documentsMissing: Story = {
  id: 'documents_missing',
  wish: { name: '天津岑恒物流有限公司', region: '天津', industry: '物流运输', size: 'medium', habit: paysPromptly },
  bend: (book) => {
    book.customer.documentsComplete = false;
    book.customer.agreementSignedOn = null;
  },
  alert: false,
  evidence: 'customer.documents_complete',
  seen: {
    zh: '付款良好，但关键资料不全、年度协议未签：等级最高 A，账期受限。',
    en: 'Pays well, but key documents and the annual agreement are missing: no grade above A, no terms.',
  },
};
