import { cleanName, exactKey, nearKey } from '@xinshao/core/company/name.ts';
import { isValidUscc, normaliseUscc } from '@xinshao/core/company/uscc.ts';
import { copyText, copyTextArray, NULL } from '../copy/copy-text.ts';
import type { Cells } from '../mapping/cells.ts';
import type { KindDefinition, Target, TargetColumn } from './definition.ts';
import { amountField, dayField, type FieldReader, integerField, rowOf, textField, truthField } from './fields.ts';

const FORMER_NAME_SEPARATOR = /[;；、|\n]/;

/** Master and registry data of the companies we sell to. */
export const customersKind: KindDefinition = {
  columns: [
    {
      name: 'code',
      required: true,
      synonyms: ['customer_code', '客户编号', '客户代码', '客户编码', '客户号', '企业代号', '编号', '代码'],
    },
    {
      name: 'name',
      required: true,
      synonyms: ['customer_name', '客户名称', '企业名称', '公司名称', '单位名称', '名称', '客户'],
    },
    { name: 'uscc', synonyms: ['统一社会信用代码', '社会信用代码', '信用代码', '税号', '纳税人识别号'] },
    { name: 'former_names', synonyms: ['曾用名', '原名', '历史名称', '曾用名称'] },
    { name: 'region', synonyms: ['地区', '区域', '省份', '所在地区', '大区'] },
    { name: 'industry', synonyms: ['行业', '所属行业'] },
    { name: 'size', synonyms: ['规模', '企业规模', '公司规模'] },
    { name: 'registered_capital', synonyms: ['注册资本', '注册资金', '注册资本(元)', '注册资本（元）'] },
    { name: 'established_on', synonyms: ['成立日期', '成立时间', '注册日期'] },
    { name: 'registry_status', synonyms: ['登记状态', '经营状态', '企业状态', '工商状态'] },
    {
      name: 'sales_owner',
      synonyms: ['销售负责人', '业务员', '销售员', '客户经理', '销售人员', '业务员编号', '销售代表'],
    },
    { name: 'credit_limit', synonyms: ['授信额度', '信用额度', '额度'] },
    { name: 'group_limit', synonyms: ['集团授信额度', '集团额度', '集团授信', '集团信用额度'] },
    { name: 'term_days', synonyms: ['账期', '账期天数', '信用天数', '付款天数', '账期(天)', '账期（天）'] },
    { name: 'insured_limit', synonyms: ['保险额度', '信保额度', '信用保险额度', '投保额度'] },
    { name: 'insured_until', synonyms: ['保险到期日', '信保到期日', '保险有效期'] },
    { name: 'collateral_value', synonyms: ['抵押价值', '担保价值', '抵押物价值', '担保金额', '抵质押价值'] },
    {
      name: 'agreement_signed_on',
      synonyms: ['协议签订日', '年度协议签订日期', '合同签订日期', '协议签订日期', '框架协议日期'],
    },
    {
      name: 'documents_complete',
      nothing: 'answer',
      synonyms: ['资料齐全', '资料是否齐全', '证照齐全', '资料完整', '文件齐全'],
    },
    { name: 'first_order_on', synonyms: ['首单日期', '首次下单日期', '首次订单日期', '首次合作日期'] },
    { name: 'order_count', synonyms: ['订单数', '历史订单数', '累计订单数', '订单笔数'] },
  ],

  target: (cells) => customersTarget(cells),

  rowReader(cells, context) {
    const optional = (column: string, field: FieldReader) => (cells.has(column) ? [field] : []);
    const name = cells.text('name');
    const named =
      (form: (text: string) => string): FieldReader =>
      (row) =>
        copyText(form(name(row)));
    const former = cells.text('former_names');
    const formerNames = (row: readonly string[]) =>
      former(row)
        .split(FORMER_NAME_SEPARATOR)
        .map(cleanName)
        .filter((text) => text !== '');
    return rowOf([
      textField(cells, 'code', null),
      nameField(cells),
      named(exactKey),
      named(nearKey),
      ...(cells.has('former_names')
        ? [
            (row: readonly string[]) => copyTextArray(formerNames(row)),
            (row: readonly string[]) => copyTextArray(formerNames(row).map(exactKey)),
          ]
        : [() => NULL, () => NULL]),
      (row) => attributesOf(cells, row),
      ...optional('uscc', usccField(cells)),
      ...optional('region', textField(cells, 'region')),
      ...optional('industry', textField(cells, 'industry')),
      ...optional('size', textField(cells, 'size')),
      ...optional('registered_capital', amountField(cells, 'registered_capital', context)),
      ...optional('established_on', dayField(cells, 'established_on', context)),
      ...optional('registry_status', textField(cells, 'registry_status')),
      ...optional('sales_owner', textField(cells, 'sales_owner')),
      ...optional('credit_limit', amountField(cells, 'credit_limit', context)),
      ...optional('group_limit', amountField(cells, 'group_limit', context)),
      ...optional('term_days', integerField(cells, 'term_days', 3650)),
      ...optional('insured_limit', amountField(cells, 'insured_limit', context, '0')),
      ...optional('insured_until', dayField(cells, 'insured_until', context)),
      ...optional('collateral_value', amountField(cells, 'collateral_value', context, '0')),
      ...optional('agreement_signed_on', dayField(cells, 'agreement_signed_on', context)),
      ...optional('documents_complete', truthField(cells, 'documents_complete')),
      ...optional('first_order_on', dayField(cells, 'first_order_on', context)),
      ...optional('order_count', integerField(cells, 'order_count', 1_000_000_000)),
    ]);
  },
};

function customersTarget(cells: Cells): Target {
  const fixed = (name: string, type: TargetColumn['type'], update = true): TargetColumn => ({ name, type, update });
  const optional = (column: string, name: string, type: TargetColumn['type']) =>
    cells.has(column) ? [fixed(name, type)] : [];
  return {
    table: 'customers',
    key: ['code'],
    columns: [
      fixed('code', 'text', false),
      fixed('name', 'text'),
      fixed('name_key', 'text'),
      fixed('near_key', 'text'),
      // Completed before they are merged, whether the file has them or not: see keep-earlier-names.ts.
      fixed('former_names', 'text[]'),
      fixed('former_name_keys', 'text[]'),
      { name: 'attributes', type: 'jsonb', update: cells.attributes.length > 0, combine: true },
      ...optional('uscc', 'uscc', 'text'),
      ...optional('region', 'region', 'text'),
      ...optional('industry', 'industry', 'text'),
      ...optional('size', 'size', 'text'),
      ...optional('registered_capital', 'registered_capital_fen', 'bigint'),
      ...optional('established_on', 'established_on', 'date'),
      ...optional('registry_status', 'registry_status', 'text'),
      ...optional('sales_owner', 'sales_owner', 'text'),
      ...optional('credit_limit', 'credit_limit_fen', 'bigint'),
      ...optional('group_limit', 'group_limit_fen', 'bigint'),
      ...optional('term_days', 'term_days', 'integer'),
      ...optional('insured_limit', 'insured_limit_fen', 'bigint'),
      ...optional('insured_until', 'insured_until', 'date'),
      ...optional('collateral_value', 'collateral_value_fen', 'bigint'),
      ...optional('agreement_signed_on', 'agreement_signed_on', 'date'),
      ...optional('documents_complete', 'documents_complete', 'boolean'),
      ...optional('first_order_on', 'first_order_on', 'date'),
      ...optional('order_count', 'order_count', 'integer'),
    ],
  };
}

function nameField(cells: Cells): FieldReader {
  const read = textField(cells, 'name', null);
  const text = cells.text('name');
  return (row) => {
    const value = read(row);
    if (typeof value !== 'string') return value;
    return exactKey(value) === ''
      ? { code: 'value_missing', column: cells.header('name') }
      : copyText(cleanName(text(row)));
  };
}

function usccField(cells: Cells): FieldReader {
  const read = cells.text('uscc');
  return (row) => {
    const text = read(row);
    if (text === '') return NULL;
    const code = normaliseUscc(text);
    return isValidUscc(code) ? code : { code: 'uscc_invalid', column: cells.header('uscc'), value: text };
  };
}

/** Empty cells are left out: they say nothing about the dimension. */
function attributesOf(cells: Cells, row: readonly string[]): string {
  const entries = cells.attributes.map(({ name, read }) => [name, read(row)] as const);
  return copyText(JSON.stringify(Object.fromEntries(entries.filter(([, text]) => text !== ''))));
}
