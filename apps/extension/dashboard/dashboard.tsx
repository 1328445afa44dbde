import { useEffect, useRef } from 'react';
import { Aging } from './aging.tsx';
import { Breakdown } from './breakdown.tsx';
import { Concentration } from './concentration.tsx';
import { Customers } from './customers.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Heading } from './heading.tsx';
import { KeyFigures } from './key-figures.tsx';
import { Migration } from './migration.tsx';
import { EmptyNotice, ProblemNotice, Skeleton } from './notices.tsx';
import { Section } from './section.tsx';
import { Trend } from './trend.tsx';
import { useAnswer } from './use-answer.ts';
import { listFilters, type ViewState, withFilter } from './view-state.ts';
import { valueName, WORDS } from './words.ts';

/** Everything about the selected customers. */
export function Dashboard(props: { readonly view: ViewState; readonly onChange: (next: Partial<ViewState>) => void }) {
  const { view, onChange } = props;
  const { filters, dimension, months, drill, listed } = view;
  const { value: answer, problem, busy, again } = useAnswer('/portfolio', { filters, dimension, months });
  // After the figures, which people wait for: both go through the whole portfolio.
  const dimensions = useAnswer('/portfolio/dimensions', answer === null ? false : null);
  const known = dimensions.value?.dimensions ?? [];
  const list = useRef<HTMLDivElement>(null);
  const drilled = JSON.stringify(drill);
  useEffect(() => {
    if (drilled !== 'null') list.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [drilled]);
  const filterOn = (key: string, values: readonly (string | null)[]) =>
    onChange({ filters: withFilter(filters, key, values), drill: null });
  const clear = () => onChange({ filters: [], drill: null });
  const labelOf = (key: string, value: string | null) =>
    known.find((one) => one.key === key)?.values.find((one) => one.value === value)?.label ?? null;
  const refresh = () => {
    again();
    dimensions.again();
  };

  return (
    <main className="dashboard" aria-busy={busy}>
      <Heading answer={answer} busy={busy} onRefresh={refresh} />
      <FilterBar filters={filters} dimensions={known} onChange={filterOn} onClear={clear} />
      {problem === null ? null : <ProblemNotice problem={problem} onRetry={refresh} />}
      {answer === null && problem === null ? <Skeleton /> : null}
      {answer !== null && answer.totals.customers === 0 ? (
        <EmptyNotice scope={answer.scope} filtered={filters.length > 0} onClear={clear} />
      ) : null}
      {answer === null || answer.totals.customers === 0 ? null : (
        <>
          <KeyFigures answer={answer} />
          <div className="sections">
            <Breakdown
              answer={answer}
              dimension={dimension}
              dimensions={known.map(({ key }) => key)}
              onDimension={(key) => onChange({ dimension: key })}
              onPick={(value) => onChange({ drill: { dimension, value }, listed: true })}
              onFilter={(value) => filterOn(dimension, [value])}
            />
            <Aging totals={answer.totals} />
            <Trend trend={answer.trend} />
            <Concentration concentration={answer.concentration} />
            <Migration answer={answer} months={months} onMonths={(count) => onChange({ months: count })} />
            <div ref={list} className="wide">
              <Section
                title={WORDS.customerList}
                wide
                actions={
                  <button
                    type="button"
                    className="secondary no-print"
                    aria-expanded={listed}
                    onClick={() => onChange({ listed: !listed, drill: null })}
                  >
                    {listed ? WORDS.hideCustomers : WORDS.showCustomers}
                  </button>
                }
              >
                {drill === null ? null : (
                  <p className="chips">
                    <span className="chip">
                      <span>
                        {WORDS.drilled({
                          value: valueName(drill.dimension, drill.value, labelOf(drill.dimension, drill.value)),
                        })}
                      </span>
                      <button type="button" aria-label={WORDS.clearDrill} onClick={() => onChange({ drill: null })}>
                        ×
                      </button>
                    </span>
                  </p>
                )}
                {listed ? (
                  <Customers filters={listFilters(view)} />
                ) : (
                  <p className="quiet">{WORDS.customersRecorded}</p>
                )}
              </Section>
            </div>
          </div>
        </>
      )}
    </main>
  );
}
