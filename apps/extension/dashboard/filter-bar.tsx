import type { PortfolioDimensions, PortfolioFilter } from '@xinshao/core/contract/overlay-portfolio.ts';
import { dimensionLabel } from '@xinshao/core/wording/labels/dimensions.ts';
import { useRef, useState } from 'react';
import { LOCALE } from '../ui/locale.ts';
import { ValuePicker } from './value-picker.tsx';
import { valueName, WORDS } from './words.ts';

/** What narrows the view: a chip for each dimension, a way to add one, and one to be rid of all. */
export function FilterBar(props: {
  readonly filters: readonly PortfolioFilter[];
  readonly dimensions: PortfolioDimensions['dimensions'];
  readonly onChange: (dimension: string, values: readonly (string | null)[]) => void;
  readonly onClear: () => void;
}) {
  const { filters, dimensions, onChange } = props;
  const [editing, setEditing] = useState<string | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const edited = dimensions.find(({ key }) => key === editing);
  const close = () => {
    setEditing(null);
    add.current?.focus();
  };
  const named = ({ dimension, values }: PortfolioFilter): string => {
    const known = dimensions.find(({ key }) => key === dimension);
    const names = values.map((value) =>
      valueName(dimension, value, known?.values.find((one) => one.value === value)?.label ?? null),
    );
    return names.length > 3
      ? WORDS.manyValues({ first: names[0] ?? '', count: names.length })
      : names.join(LOCALE === 'zh' ? '、' : ', ');
  };
  return (
    <section className="filters" aria-label={WORDS.filters}>
      <ul className="chips">
        {filters.length === 0 ? <li className="quiet">{WORDS.noFilters}</li> : null}
        {filters.map((filter) => {
          const texts = { dimension: dimensionLabel(LOCALE, filter.dimension), values: named(filter) };
          return (
            <li key={filter.dimension} className="chip">
              <button type="button" aria-label={WORDS.editFilter(texts)} onClick={() => setEditing(filter.dimension)}>
                {texts.dimension}：{texts.values}
              </button>
              <button
                type="button"
                aria-label={WORDS.removeFilter(texts)}
                onClick={() => onChange(filter.dimension, [])}
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
      <button
        ref={add}
        type="button"
        className="secondary no-print"
        aria-expanded={editing !== null}
        onClick={() => setEditing(editing === null ? (dimensions[0]?.key ?? null) : null)}
      >
        ＋ {WORDS.addFilter}
      </button>
      {filters.length === 0 ? null : (
        <button type="button" className="link no-print" onClick={props.onClear}>
          {WORDS.clearFilters}
        </button>
      )}
      {edited === undefined ? null : (
        <ValuePicker
          key={edited.key}
          dimension={edited}
          dimensions={dimensions.map(({ key }) => key)}
          chosen={filters.find(({ dimension }) => dimension === edited.key)?.values ?? []}
          onDimension={setEditing}
          onApply={(values) => {
            onChange(edited.key, values);
            close();
          }}
          onCancel={close}
        />
      )}
    </section>
  );
}
