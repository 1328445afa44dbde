import type { CustomerOrder, PortfolioFilter } from '@xinshao/core/contract/overlay-portfolio.ts';
import { CUSTOMER_ORDER_LABELS } from '@xinshao/core/wording/labels/dimensions.ts';
import { STOP_LABELS } from '@xinshao/core/wording/labels/stops.ts';
import { useEffect, useRef, useState } from 'react';
import { LOCALE } from '../ui/locale.ts';
import { CustomerLink } from './customer-link.tsx';
import { ProblemNotice } from './notices.tsx';
import { saveFile } from './save-file.ts';
import { Scrolled } from './section.tsx';
import { askDashboard, type Problem, useAnswer } from './use-answer.ts';
import { FIRST_LIST, type ListState } from './view-state.ts';
import { count, money, valueName, WORDS } from './words.ts';

const PAUSE_MS = 300;
/** Columns in the order they are shown; those without an order cannot be sorted by. */
const COLUMNS: readonly (CustomerOrder | 'region' | 'industry' | 'owner')[] = [
  'name',
  'grade',
  'region',
  'industry',
  'owner',
  'exposure',
  'overdue',
  'limit',
  'days_past_due',
];
const OTHERS = { region: WORDS.region, industry: WORDS.industry, owner: WORDS.owner } as const;
const NUMBERS: readonly string[] = ['exposure', 'overdue', 'limit', 'days_past_due'];

/** The selected customers: searched, sorted, page by page, and as a file. */
export function Customers({ filters }: { readonly filters: readonly PortfolioFilter[] }) {
  const [typed, setTyped] = useState('');
  const [list, setList] = useState<ListState>(FIRST_LIST);
  const [saved, setSaved] = useState<string>('');
  const [isSaving, setIsSaving] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  const { value, problem, busy, again } = useAnswer('/portfolio/customers', { filters, ...list });
  const selected = JSON.stringify(filters);
  const lastSelected = useRef(selected);
  useEffect(() => {
    if (lastSelected.current === selected) return;
    lastSelected.current = selected;
    setList((last) => ({ ...last, page: 1 }));
  }, [selected]);
  useEffect(() => {
    const waiting = setTimeout(
      () => setList((last) => (last.search === typed ? last : { ...last, search: typed, page: 1 })),
      PAUSE_MS,
    );
    return () => clearTimeout(waiting);
  }, [typed]);
  const sort = (order: CustomerOrder) =>
    setList({ ...list, order, page: 1, descending: list.order === order ? !list.descending : NUMBERS.includes(order) });

  async function download(): Promise<void> {
    const { search, order, descending } = list;
    // A large file takes its time, and each one that is asked for is recorded as an export.
    setIsSaving(true);
    setSaved('');
    const answer = await askDashboard('/portfolio/customers/csv', { filters, search, order, descending });
    setIsSaving(false);
    if ('problem' in answer) {
      setFailed(answer.problem);
      return;
    }
    setFailed(null);
    saveFile(answer.value.fileName, answer.value.csv);
    setSaved(WORDS.downloaded({ rows: count(answer.value.rows) }));
  }

  return (
    <>
      <div className="tools no-print">
        <input
          type="search"
          aria-label={WORDS.search}
          placeholder={WORDS.search}
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="button" className="secondary" disabled={isSaving} onClick={() => void download()}>
          {isSaving ? WORDS.downloading : WORDS.download}
        </button>
        <span role="status">{saved}</span>
      </div>
      {failed === null || isSaving ? null : <ProblemNotice problem={failed} onRetry={() => void download()} />}
      {problem === null ? null : <ProblemNotice problem={problem} onRetry={again} />}
      {value === null ? (
        busy ? (
          <p role="status">{WORDS.loading}</p>
        ) : null
      ) : (
        <div aria-busy={busy}>
          <p className="quiet" role="status">
            {value.total === 0 ? WORDS.noCustomers : WORDS.total({ count: count(value.total) })}
          </p>
          {value.total === 0 ? null : (
            <Scrolled label={WORDS.customerList}>
              <table>
                <thead>
                  <tr>
                    {COLUMNS.map((column) => (
                      <th
                        key={column}
                        scope="col"
                        className={NUMBERS.includes(column) ? 'number' : ''}
                        aria-sort={list.order === column ? (list.descending ? 'descending' : 'ascending') : undefined}
                      >
                        {column === 'region' || column === 'industry' || column === 'owner' ? (
                          OTHERS[column]
                        ) : (
                          <button
                            type="button"
                            className="link"
                            aria-label={WORDS.sortBy({ column: CUSTOMER_ORDER_LABELS[column][LOCALE] })}
                            onClick={() => sort(column)}
                          >
                            {CUSTOMER_ORDER_LABELS[column][LOCALE]}
                            {list.order === column ? (list.descending ? ' ↓' : ' ↑') : ''}
                          </button>
                        )}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {value.customers.map((customer) => (
                    <tr key={customer.customerId}>
                      <th scope="row">
                        <CustomerLink customerId={customer.customerId} name={customer.name} />{' '}
                        <span className="quiet">{customer.code}</span>
                        {customer.stop === null ? null : <strong> ⛔ {STOP_LABELS[customer.stop][LOCALE]}</strong>}
                      </th>
                      <td>
                        {valueName('grade', customer.grade)}
                        {customer.staleSince === null ? '' : ' ⚠'}
                      </td>
                      <td>{customer.region ?? WORDS.none}</td>
                      <td>{customer.industry ?? WORDS.none}</td>
                      <td>{customer.ownerName ?? WORDS.none}</td>
                      <td className="number">{money(customer.exposureFen)}</td>
                      <td className="number">{money(customer.overdueFen)}</td>
                      <td className="number">{money(customer.limitFen)}</td>
                      <td className="number">{count(customer.daysPastDue)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scrolled>
          )}
          {value.pages < 2 ? null : (
            <nav className="tools no-print" aria-label={WORDS.customerList}>
              <button
                type="button"
                className="secondary"
                disabled={value.page <= 1}
                onClick={() => setList({ ...list, page: value.page - 1 })}
              >
                {WORDS.previous}
              </button>
              <span>{WORDS.page({ page: value.page, pages: value.pages })}</span>
              <button
                type="button"
                className="secondary"
                disabled={value.page >= value.pages}
                onClick={() => setList({ ...list, page: value.page + 1 })}
              >
                {WORDS.next}
              </button>
            </nav>
          )}
        </div>
      )}
    </>
  );
}
