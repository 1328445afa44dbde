import { choices } from '../values/choices.ts';

/** Whether an invoice counts: a void one never does. */
export const INVOICE_STATUS = choices({
  valid: ['有效', '有效发票', '正常', '正常发票', 'normal', 'open'],
  void: ['作废', '作废发票', '已作废', '无效', 'voided', 'cancelled', 'canceled'],
});
