import type { DataSource, EventKind } from '../../facts/facts.ts';
import type { Label } from '../locale.ts';

export const EVENT_LABELS: Readonly<Record<EventKind, Label>> = {
  bureau_score: { zh: '征信评分', en: 'Bureau score' },
  dishonest_debtor: { zh: '列入失信被执行人', en: 'Listed as dishonest debtor' },
  enforcement: { zh: '被强制执行', en: 'Enforcement' },
  lawsuit: { zh: '诉讼', en: 'Lawsuit' },
  supplier_lawsuit: { zh: '被供应商起诉', en: 'Sued by a supplier' },
  abnormal_operation: { zh: '列入经营异常名录', en: 'Listed as operating abnormally' },
  penalty: { zh: '行政处罚', en: 'Administrative penalty' },
  registry_change: { zh: '工商变更', en: 'Registry change' },
  management_change: { zh: '管理层变更', en: 'Change of management' },
  recall: { zh: '产品召回', en: 'Product recall' },
  public_debt_notice: { zh: '公开债务公告', en: 'Public debt notice' },
  bill_default: { zh: '票据逾期', en: 'Bill of exchange not honoured' },
  tax_arrears: { zh: '欠税', en: 'Tax arrears' },
  equity_frozen: { zh: '股权冻结', en: 'Equity frozen' },
  bankruptcy: { zh: '破产程序', en: 'Bankruptcy proceedings' },
  negative_news: { zh: '负面舆情', en: 'Negative news' },
  delivery_anomaly: { zh: '交付异常', en: 'Delivery anomaly' },
};

export const SOURCE_LABELS: Readonly<Record<DataSource, Label>> = {
  ledger: { zh: '应收账款', en: 'receivables ledger' },
  orders: { zh: '订单', en: 'orders' },
  statements: { zh: '财务报表', en: 'financial statements' },
  registry: { zh: '工商登记', en: 'company registry' },
  bureau: { zh: '征信机构', en: 'credit bureau' },
  court: { zh: '司法数据', en: 'court data' },
  news: { zh: '公开信息', en: 'public information' },
  tax: { zh: '税务发票', en: 'tax invoices' },
  master: { zh: '客户档案', en: 'customer file' },
};
