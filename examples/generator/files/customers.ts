import type { Book } from '../book.ts';
import { toCsv, yuan } from './csv.ts';

const HEADER = [
  'code',
  'name',
  'uscc',
  'former_names',
  'region',
  'industry',
  'size',
  'registered_capital',
  'established_on',
  'registry_status',
  'sales_owner',
  'credit_limit',
  'term_days',
  'insured_limit',
  'insured_until',
  'collateral_value',
  'agreement_signed_on',
  'documents_complete',
  'first_order_on',
  'order_count',
  'attr.channel',
  'attr.product_line',
];
const SIZE_WORDS = { large: '大型', medium: '中型', small: '小型', micro: '微型' } as const;

export function customersFile(books: readonly Book[]): string {
  const rows = books.map(({ customer }) => [
    customer.code,
    customer.name,
    customer.uscc,
    customer.formerNames.join(';'),
    customer.region,
    customer.industry,
    SIZE_WORDS[customer.size],
    yuan(customer.registeredCapitalFen),
    customer.establishedOn,
    customer.registryStatus,
    customer.salesOwner,
    customer.creditLimitFen === null ? null : yuan(customer.creditLimitFen),
    customer.termDays,
    customer.insuredLimitFen === 0 ? null : yuan(customer.insuredLimitFen),
    customer.insuredUntil,
    customer.collateralValueFen === 0 ? null : yuan(customer.collateralValueFen),
    customer.agreementSignedOn,
    customer.documentsComplete,
    customer.firstOrderOn,
    customer.orderCount,
    customer.channel,
    customer.productLine,
  ]);
  return toCsv(HEADER, rows);
}
