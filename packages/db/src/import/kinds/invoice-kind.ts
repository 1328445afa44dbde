import { choices } from '../values/choices.ts';

/** What a row is; a credit note takes its amount away. */
export const INVOICE_KIND = choices({
  invoice: [
    ...['发票', '蓝字', '蓝字发票', '正数发票'],
    ...['增值税专用发票', '增值税普通发票', '增值税电子专用发票', '增值税电子普通发票'],
    ...['专用发票', '普通发票', '专票', '普票', '电子专用发票', '电子普通发票'],
    ...['数电票', '数电发票', '全电发票', '全电票', '电子发票', '数电专票', '数电普票'],
    // As the tax platform writes them: 数电票（增值税专用发票）.
    ...['数电票', '数电发票', '全电发票', '电子发票'].flatMap((form) => [
      `${form}(增值税专用发票)`,
      `${form}(普通发票)`,
      `${form}(增值税普通发票)`,
    ]),
    ...['机动车销售统一发票', '二手车销售统一发票', '增值税普通发票(卷票)', '增值税普通发票(卷式)'],
  ],
  credit_note: [
    ...['红字', '红字发票', '红冲', '红冲发票', '负数发票', '红票'],
    ...['红字增值税专用发票', '红字增值税普通发票', '红字专用发票', '红字普通发票'],
    ...['贷项', '贷项通知单', '退货', 'creditnote', 'creditmemo'],
  ],
});
/** Of an invoice's number, in characters. */
export const LONGEST_NUMBER = 200;
/** Days from issue to due that a row may state. */
export const LONGEST_TERM = 3_650;
