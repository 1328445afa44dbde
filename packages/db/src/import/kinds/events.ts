import type { EventKind } from '@xinshao/core/facts/facts.ts';
import { NULL } from '../copy/copy-text.ts';
import { choices } from '../values/choices.ts';
import { companyField } from './company-field.ts';
import type { KindDefinition } from './definition.ts';
import { amountField, choiceField, dayField, decimalField, type FieldReader, proseField, rowOf } from './fields.ts';

/** Words of registries, courts, bureaus and news services for our kinds of events. */
const WORDS: Readonly<Record<EventKind, readonly string[]>> = {
  bureau_score: ['征信评分', '信用评分', '外部评分', '征信分'],
  dishonest_debtor: ['失信被执行人', '失信', '老赖', '失信名单'],
  enforcement: ['被执行人', '被执行', '强制执行', '限制高消费'],
  lawsuit: ['诉讼', '涉诉', '法律诉讼', '裁判文书', '开庭公告', '立案', '仲裁'],
  supplier_lawsuit: ['供应商诉讼', '买卖合同纠纷', '货款纠纷', '被供应商起诉'],
  abnormal_operation: ['经营异常', '列入经营异常名录', '异常名录', '经营异常名录'],
  penalty: ['行政处罚', '处罚', '环保处罚'],
  registry_change: ['工商变更', '登记变更', '变更', '变更登记'],
  management_change: ['高管变更', '管理层变更', '法定代表人变更', '法人变更'],
  recall: ['产品召回', '召回'],
  public_debt_notice: ['债务公告', '公开债务公告', '催收公告', '欠款公告'],
  bill_default: ['票据违约', '票据逾期', '商票逾期', '承兑人逾期'],
  tax_arrears: ['欠税', '欠税公告'],
  equity_frozen: ['股权冻结', '股权被冻结', '司法冻结'],
  bankruptcy: ['破产', '破产重整', '破产清算', '破产案件'],
  negative_news: ['负面新闻', '负面舆情', '舆情', '负面消息'],
  delivery_anomaly: ['交付异常', '物流异常', '验收异常', '发货异常'],
};
const EVENT_WORDS = choices(WORDS);

/** What happened outside. The company is told by code, USCC or exact name; those that are given must agree. */
export const eventsKind: KindDefinition = {
  columns: [
    { name: 'kind', required: true, synonyms: ['event_kind', '类型', '事件类型', '种类', '事件'] },
    { name: 'occurred_on', required: true, synonyms: ['date', '发生日期', '日期', '事件日期', '立案日期', '发生时间'] },
    { name: 'customer_code', synonyms: ['客户编号', '客户代码', '客户编码', '客户号', '企业代号'] },
    { name: 'uscc', synonyms: ['统一社会信用代码', '社会信用代码', '信用代码'] },
    { name: 'name', synonyms: ['企业名称', '公司名称', '客户名称', '单位名称', '名称'] },
    { name: 'observed_on', synonyms: ['获知日期', '采集日期', '更新日期', '发现日期', '公示日期'] },
    { name: 'amount', synonyms: ['金额', '涉案金额', '执行标的', '标的金额', '金额(元)'] },
    { name: 'value', synonyms: ['数值', '分值', '评分', '得分'] },
    { name: 'title', nothing: 'text', synonyms: ['标题', '案由', '内容', '摘要', '事由'] },
    { name: 'url', synonyms: ['链接', '网址', '来源链接'] },
    { name: 'source', nothing: 'text', synonyms: ['来源', '数据来源'] },
  ],
  target: (cells) => ({
    table: 'events',
    key: ['customer_id', 'kind', 'occurred_on', 'title', 'source'],
    columns: [
      { name: 'customer_id', type: 'integer', update: false },
      { name: 'kind', type: 'text', update: false },
      { name: 'occurred_on', type: 'date', update: false },
      { name: 'observed_on', type: 'date', update: cells.has('observed_on') },
      { name: 'amount_fen', type: 'bigint', update: cells.has('amount') },
      { name: 'value', type: 'double precision', update: cells.has('value') },
      { name: 'title', nothing: 'text', type: 'text', update: false },
      { name: 'url', type: 'text', update: cells.has('url') },
      { name: 'source', nothing: 'text', type: 'text', update: false },
    ],
  }),
  rowReader(cells, context) {
    const occurred = dayField(cells, 'occurred_on', context, null);
    const observed = dayField(cells, 'observed_on', context, '');
    const kind = choiceField(cells, 'kind', EVENT_WORDS, null);
    const amount = amountField(cells, 'amount', context);
    const value = decimalField(cells, 'value');
    const valueText = cells.text('value');
    const scored: FieldReader = (row) =>
      kind(row) === 'bureau_score' && valueText(row) === ''
        ? { code: 'value_missing', column: cells.header('value') }
        : value(row);

    return rowOf([
      companyField(cells, context),
      kind,
      occurred,
      (row) => observed(row) || occurred(row),
      amount,
      scored,
      proseField(cells, 'title', ''),
      proseField(cells, 'url', NULL),
      proseField(cells, 'source', ''),
    ]);
  },
};
