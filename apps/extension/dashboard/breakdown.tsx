import type { PortfolioAnswer, PortfolioPart } from '@xinshao/core/contract/overlay-portfolio.ts';
import { dimensionLabel } from '@xinshao/core/wording/labels/dimensions.ts';
import { LOCALE } from '../ui/locale.ts';
import { Bars } from './bars.tsx';
import { Scrolled, Section } from './section.tsx';
import { toneOf } from './tones.ts';
import { count, money, percent, valueName, WORDS } from './words.ts';

const BARS_DRAWN = 12;

/** The figures by a dimension, as bars to press and as a table of all of them. */
export function Breakdown(props: {
  readonly answer: PortfolioAnswer;
  readonly dimension: string;
  readonly dimensions: readonly string[];
  readonly onDimension: (dimension: string) => void;
  readonly onPick: (value: string | null) => void;
  readonly onFilter: (value: string | null) => void;
}) {
  const { answer, dimension, onPick, onFilter } = props;
  const { parts, rest, scale, totals } = answer;
  const nameOf = (part: PortfolioPart) => valueName(dimension, part.value, part.label);
  const drawn = parts.slice(0, BARS_DRAWN);
  const title = WORDS.breakdownChart({ dimension: dimensionLabel(LOCALE, dimension) });
  const share = (fen: number) => percent(totals.exposureFen > 0 ? fen / totals.exposureFen : null);
  return (
    <Section
      title={WORDS.breakdown}
      wide
      actions={
        <label className="inline">
          {WORDS.breakBy}
          <select value={dimension} onChange={(event) => props.onDimension(event.target.value)}>
            {[...new Set([...props.dimensions, dimension])].map((key) => (
              <option key={key} value={key}>
                {dimensionLabel(LOCALE, key)}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <p className="legend">
        <span className="key key-whole" /> {WORDS.exposureSeries} <span className="key key-part" />{' '}
        {WORDS.overdueSeries}
        <span className="quiet no-print">{WORDS.barHint}</span>
      </p>
      <Bars
        title={title}
        data={drawn.map((part) => ({
          id: JSON.stringify(part.value),
          name: nameOf(part),
          whole: part.exposureFen,
          part: part.overdueFen,
          text: money(part.exposureFen),
          tone: dimension === 'grade' ? `grade-${toneOf(part.value, scale)}` : '',
          label: WORDS.barLabel({
            value: nameOf(part),
            exposure: money(part.exposureFen),
            overdue: money(part.overdueFen),
            customers: count(part.customers),
          }),
        }))}
        onPick={(index) => onPick(drawn[index]?.value ?? null)}
      />
      <details className="as-table">
        <summary>{WORDS.asTable}</summary>
        <Scrolled label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{dimensionLabel(LOCALE, dimension)}</th>
                <th scope="col" className="number">
                  {WORDS.customers}
                </th>
                <th scope="col" className="number">
                  {WORDS.exposure}
                </th>
                <th scope="col" className="number">
                  {WORDS.share}
                </th>
                <th scope="col" className="number">
                  {WORDS.open}
                </th>
                <th scope="col" className="number">
                  {WORDS.overdue}
                </th>
                <th scope="col" className="number">
                  {WORDS.overdueRate}
                </th>
                <th scope="col" className="number">
                  {WORDS.limit}
                </th>
                <th scope="col" className="no-print">
                  {WORDS.filters}
                </th>
              </tr>
            </thead>
            <tbody>
              {parts.map((part) => (
                <tr key={JSON.stringify(part.value)}>
                  <th scope="row">
                    <button
                      type="button"
                      className="link"
                      aria-label={WORDS.showCustomersOf({ value: nameOf(part) })}
                      onClick={() => onPick(part.value)}
                    >
                      {nameOf(part)}
                    </button>
                  </th>
                  <Figures part={part} share={share(part.exposureFen)} />
                  <td className="no-print">
                    <button
                      type="button"
                      className="link"
                      aria-label={WORDS.filterBy({ value: nameOf(part) })}
                      onClick={() => onFilter(part.value)}
                    >
                      {WORDS.filterShort}
                    </button>
                  </td>
                </tr>
              ))}
              {rest === null ? null : (
                <tr>
                  <th scope="row">{WORDS.rest({ count: rest.values })}</th>
                  <Figures part={rest} share={share(rest.exposureFen)} />
                  <td />
                </tr>
              )}
            </tbody>
          </table>
        </Scrolled>
      </details>
    </Section>
  );
}

function Figures({ part, share }: { readonly part: Omit<PortfolioPart, 'value' | 'label'>; readonly share: string }) {
  return (
    <>
      <td className="number">{count(part.customers)}</td>
      <td className="number">{money(part.exposureFen)}</td>
      <td className="number">{share}</td>
      <td className="number">{money(part.openFen)}</td>
      <td className="number">{money(part.overdueFen)}</td>
      <td className="number">{percent(part.openFen > 0 ? part.overdueFen / part.openFen : null)}</td>
      <td className="number">{money(part.limitFen)}</td>
    </>
  );
}
