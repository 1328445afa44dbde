import { choices } from '../values/choices.ts';

/**
 * Whether an invoice counts: a void one never does. One that was reversed (红冲) stays valid, because the red-letter
 * invoice that reverses it is a row of its own and takes its amount away; leaving both out would need to know that the
 * file has that row.
 */
export const INVOICE_STATUS = choices({
  valid: [
    ...['有效', '有效发票', '正常', '正常发票', '已开具', '已开票', 'normal', 'open'],
    ...['红冲', '已红冲', '被红冲', '全额红冲', '部分红冲', '已红冲-全额', '已红冲-部分', '已全额红冲', '已部分红冲'],
  ],
  void: ['作废', '作废发票', '已作废', '无效', 'voided', 'cancelled', 'canceled'],
});
