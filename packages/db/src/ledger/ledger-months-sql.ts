import { paymentIndexSql } from './payment-index-sql.ts';
import { reopenedJoinSql, settledAsOfSql } from './settled-as-of-sql.ts';
import { weightSql } from './weight-sql.ts';

/**
 * Calendar month of a date expression as a number: year × 12 + month − 1. Whole-number arithmetic on days since
 * 1900-03-01 (right from then until 2100-02-28), five times as fast as date_part.
 */
export function monthSql(date: string): string {
  const days = `(${date} - date '1900-03-01')`;
  const years = `((4 * ${days} + 3) / 1461)`;
  // Counted from March, 153 days make five months; March 1900 is month 1900 × 12 + 2.
  return `(${years} * 12 + (5 * (${days} - 1461 * ${years} / 4) + 2) / 153 + ${1900 * 12 + 2})`;
}

export interface LedgerMonthsScope {
  /** Table of the customers to compute, with a column customer_id; null: all. */
  readonly customers: string | null;
  /** SQL expression of the last day to see; null: everything. */
  readonly asOf: string | null;
  /** SQL expression of the day of an import: asks for `data_on` besides; null: not asked for. */
  readonly importedOn: string | null;
}

/**
 * The one definition of `ledger_months`: stored for the present, or computed for a day of the past. Besides the stored
 * columns, `data_on` is the latest day on which something was issued or settled, days after the import left out: a due
 * day says nothing of how fresh the data are, nor does a day that has not come yet. `GatheredMonths` comes to the same
 * for the invoices of a first load.
 *
 * Sums go through float8, which is exact for whole numbers below 2^53 (90 trillion yuan a customer and month) and six
 * times as fast as summing bigint.
 */
export function ledgerMonthsSql(scope: LedgerMonthsScope): string {
  const only = scope.customers === null ? '' : `join ${scope.customers} scope using (customer_id)`;
  const knownBy = scope.asOf === null ? '' : `and known_on <= ${scope.asOf}`;
  const dataOn = (day: string) =>
    scope.importedOn === null ? 'null::date' : `case when ${day} <= ${scope.importedOn} then ${day} end`;
  return `
    select
      sum(invoiced)::bigint as invoiced_fen, sum(term_amount)::bigint as term_fen, ${weightSql('sum(term_weight)')} as term_weight,
      sum(settled)::bigint as settled_fen, sum(late_amount)::bigint as late_fen, ${weightSql('sum(late_weight)')} as late_weight,
      ${weightSql('sum(index_weight)')} as index_weight, customer_id, month, sum(invoice_count)::int as invoice_count,
      min(first_on) as first_on, max(last_on) as last_on, max(furthest_on) as furthest_on, max(data_on) as data_on
    from (
      select customer_id, ${monthSql('known_on')} as month, amount_fen::float8 as invoiced,
        case when issued_on is null then 0 else amount_fen::float8 end as term_amount,
        case when issued_on is null then 0 else amount_fen::float8 * (due_on - issued_on) end as term_weight,
        0::float8 as settled, 0::float8 as late_amount, 0::float8 as late_weight, 0::float8 as index_weight,
        1 as invoice_count, known_on as first_on, known_on as last_on, known_on as furthest_on,
        ${dataOn('issued_on')} as data_on
      from invoices ${only} where not void ${knownBy}
      union all
      select customer_id, ${monthSql('settled_on')}, 0, 0, 0, amount_fen::float8,
        case when settled_on > due_on then amount_fen::float8 else 0 end,
        case when settled_on > due_on then amount_fen::float8 * (settled_on - due_on) else 0 end,
        amount_fen::float8 * ${paymentIndexSql('(settled_on - due_on)')},
        0, null, null, settled_on, ${dataOn('settled_on')}
      from ${settledSql(scope.asOf)} ${only} where not void and amount_fen > 0 ${knownBy}
    ) item
    group by customer_id, month`;
}

/** The invoices that are settled, as far as was known on the day. */
function settledSql(asOf: string | null): string {
  if (asOf === null) return `(select * from invoices where settled_on < 'infinity') settled`;
  const settledOn = settledAsOfSql('invoice');
  return `(
        select invoice.customer_id, amount_fen, known_on, due_on, void, ${settledOn} as settled_on
        from invoices invoice ${reopenedJoinSql('invoice', asOf)} where ${settledOn} <= ${asOf}
      ) settled`;
}
