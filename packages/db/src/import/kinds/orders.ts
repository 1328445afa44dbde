import { choices } from '../values/choices.ts';
import type { KindDefinition } from './definition.ts';
import { choiceField, customerField, dayField, rowOf, textField } from './fields.ts';
import { CURRENCY_COLUMN, moneyField } from './money-field.ts';

const ORDER_STATUS = choices({
  open: ['未开票', '执行中', '未完成', '待发货', '已确认', '进行中', '有效', 'confirmed', 'pending'],
  invoiced: ['已开票', '已完成', '完成', '已结', '已发货已开票', 'done', 'closed', 'completed'],
  cancelled: ['已取消', '取消', '作废', '已作废', '已关闭', 'canceled', 'void'],
});

/** Orders: those not yet invoiced are commitments. */
export const ordersKind: KindDefinition = {
  columns: [
    { name: 'number', required: true, synonyms: ['order_number', 'order_no', '订单号', '订单编号', '合同号', '单号'] },
    {
      name: 'customer_code',
      required: true,
      synonyms: ['customer', '客户编号', '客户代码', '客户编码', '客户号', '企业代号'],
    },
    { name: 'ordered_on', required: true, synonyms: ['order_date', '下单日期', '订单日期', '签订日期'] },
    { name: 'amount', required: true, synonyms: ['金额', '订单金额', '合同金额', '金额(元)'] },
    CURRENCY_COLUMN,
    { name: 'status', synonyms: ['状态', '订单状态'] },
  ],
  target: (cells) => ({
    table: 'orders',
    key: ['customer_id', 'number'],
    columns: [
      { name: 'amount_fen', type: 'bigint', update: true },
      { name: 'customer_id', type: 'integer', update: false },
      { name: 'ordered_on', type: 'date', update: true },
      { name: 'status', type: 'text', update: cells.has('status') },
      { name: 'number', type: 'text', update: false },
    ],
  }),
  rowReader: (cells, context) =>
    rowOf([
      moneyField(cells, context),
      customerField(cells, context),
      dayField(cells, 'ordered_on', context, null),
      choiceField(cells, 'status', ORDER_STATUS, 'open'),
      textField(cells, 'number', null),
    ]),
};
