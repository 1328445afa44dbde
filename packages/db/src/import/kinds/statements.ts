import type { KindDefinition } from './definition.ts';
import { amountField, customerField, dayField, integerField, rowOf, textField } from './fields.ts';

/** Canonical amount columns with the lines of Chinese statements they stand for (R3). */
const AMOUNTS: readonly (readonly [string, readonly string[]])[] = [
  ['total_assets', ['资产总计', '总资产', '资产总额', '资产合计']],
  ['current_assets', ['流动资产', '流动资产合计']],
  ['cash', ['货币资金', '现金', '现金及现金等价物']],
  ['inventory', ['存货', '库存']],
  ['receivables', ['应收账款', '应收帐款', '应收账款净额']],
  ['total_liabilities', ['负债合计', '总负债', '负债总额', '负债总计']],
  ['current_liabilities', ['流动负债', '流动负债合计']],
  ['short_term_debt', ['短期借款', '短期债务', '短期负债']],
  ['total_debt', ['有息负债', '总债务', '债务总额', '带息债务']],
  ['new_debt_12m', ['近12个月新增债务', '新增债务', '近12个月新增借款']],
  ['equity', ['所有者权益', '所有者权益合计', '股东权益', '净资产']],
  ['retained_earnings', ['未分配利润', '留存收益']],
  ['revenue', ['营业收入', '营业总收入', '主营业务收入', '收入']],
  ['net_profit', ['净利润']],
  ['ebit', ['息税前利润']],
  ['operating_cash_flow', ['经营活动现金流量净额', '经营现金流', '经营活动产生的现金流量净额', '经营性现金流净额']],
];

/** Financial statements, one row for each customer, period and source. */
export const statementsKind: KindDefinition = {
  columns: [
    {
      name: 'customer_code',
      required: true,
      synonyms: ['customer', '客户编号', '客户代码', '客户编码', '客户号', '企业代号'],
    },
    {
      name: 'period_end',
      required: true,
      synonyms: ['报告期', '期末', '截止日期', '报表日期', '会计期末', '期末日期'],
    },
    { name: 'months', synonyms: ['月数', '期间月数', '报告期月数'] },
    { name: 'source', nothing: 'text', synonyms: ['来源', '数据来源', '报表来源'] },
    ...AMOUNTS.map(([name, synonyms]) => ({ name, synonyms })),
  ],
  target: (cells) => ({
    table: 'statements',
    key: ['customer_id', 'period_end', 'source'],
    columns: [
      { name: 'customer_id', type: 'integer', update: false },
      { name: 'period_end', type: 'date', update: false },
      { name: 'source', nothing: 'text', type: 'text', update: false },
      { name: 'months', type: 'integer', update: cells.has('months') },
      ...AMOUNTS.map(([name]) => ({ name: `${name}_fen`, type: 'bigint' as const, update: cells.has(name) })),
    ],
  }),
  rowReader: (cells, context) =>
    rowOf([
      customerField(cells, context),
      dayField(cells, 'period_end', context, null),
      textField(cells, 'source', ''),
      integerField(cells, 'months', 36, '12'),
      ...AMOUNTS.map(([name]) => amountField(cells, name, context)),
    ]),
};
