import type { PortfolioDimensions } from '@xinshao/core/contract/overlay-portfolio.ts';
import { dimensionLabel } from '@xinshao/core/wording/labels/dimensions.ts';
import { useState } from 'react';
import { LOCALE } from '../ui/locale.ts';
import { count, valueName, WORDS } from './words.ts';

type Value = string | null;
/** From so many values on they can be searched. */
const SEARCHED_FROM = 10;

/** Chooses a dimension and some of its values. */
export function ValuePicker(props: {
  readonly dimension: PortfolioDimensions['dimensions'][number];
  readonly dimensions: readonly string[];
  readonly chosen: readonly Value[];
  readonly onDimension: (dimension: string) => void;
  readonly onApply: (values: readonly Value[]) => void;
  readonly onCancel: () => void;
}) {
  const { dimension } = props;
  const [chosen, setChosen] = useState<readonly Value[]>(props.chosen);
  const [search, setSearch] = useState('');
  const shown = dimension.values.filter(({ value, label }) =>
    valueName(dimension.key, value, label).toLowerCase().includes(search.trim().toLowerCase()),
  );
  const toggle = (value: Value) =>
    setChosen(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <form
      className="picker"
      onSubmit={(event) => {
        event.preventDefault();
        props.onApply(chosen);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onCancel();
      }}
    >
      <label className="inline">
        {WORDS.chooseDimension}
        {/* biome-ignore lint/a11y/noAutofocus: the picker was opened to choose here */}
        <select autoFocus value={dimension.key} onChange={(event) => props.onDimension(event.target.value)}>
          {props.dimensions.map((key) => (
            <option key={key} value={key}>
              {dimensionLabel(LOCALE, key)}
            </option>
          ))}
        </select>
      </label>
      {dimension.values.length < SEARCHED_FROM ? null : (
        <input
          type="search"
          aria-label={WORDS.searchValues}
          placeholder={WORDS.searchValues}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <fieldset>
        <legend>{WORDS.chooseValues({ dimension: dimensionLabel(LOCALE, dimension.key) })}</legend>
        {shown.map(({ value, label, customers }) => (
          <label key={JSON.stringify(value)} className="choice">
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            {valueName(dimension.key, value, label)} <span className="quiet">{count(customers)}</span>
          </label>
        ))}
      </fieldset>
      {dimension.more === 0 ? null : <p className="quiet">{WORDS.moreValues({ count: dimension.more })}</p>}
      <button type="submit">{WORDS.apply}</button>{' '}
      <button type="button" className="secondary" onClick={props.onCancel}>
        {WORDS.cancel}
      </button>
    </form>
  );
}
