import type { PortfolioAnswer } from '@xinshao/core/contract/overlay-portfolio.ts';
import { Scrolled, Section } from './section.tsx';
import { MONTHS_OFFERED } from './view-state.ts';
import { count, money, valueName, WORDS } from './words.ts';

/** Where customers were and where they are: a table whose colour repeats what its numbers and place say. */
export function Migration(props: {
  readonly answer: PortfolioAnswer;
  readonly months: number;
  readonly onMonths: (months: number) => void;
}) {
  const { migration, scale } = props.answer;
  const { since, cells, newCustomers } = migration;
  const known = [...cells.map(({ before }) => before), ...cells.map(({ after }) => after)];
  const grades: (string | null)[] = [
    ...scale,
    ...new Set(known.filter((grade) => grade !== null && !scale.includes(grade))),
  ];
  if (known.includes(null)) grades.push(null);
  const rank = (grade: string | null): number => (grade === null ? -1 : scale.indexOf(grade));
  const directions = { up: 0, same: 0, down: 0 };
  for (const { before, after, customers } of cells) directions[directionOf(rank(before), rank(after))] += customers;
  const most = Math.max(1, ...cells.map(({ customers }) => customers));
  return (
    <Section
      title={WORDS.migration}
      means={WORDS.migrationMeans}
      actions={
        <label className="inline">
          {WORDS.compareWith}
          <select value={props.months} onChange={(event) => props.onMonths(Number(event.target.value))}>
            {MONTHS_OFFERED.map((months) => (
              <option key={months} value={months}>
                {WORDS.months({ count: months })}
              </option>
            ))}
          </select>
        </label>
      }
    >
      {cells.length === 0 ? (
        <p className="quiet">{WORDS.migrationNobody}</p>
      ) : (
        <>
          <p className="strong">
            {WORDS.migrationSum({
              up: count(directions.up),
              same: count(directions.same),
              down: count(directions.down),
            })}
          </p>
          <Scrolled label={WORDS.migration}>
            <table className="matrix">
              <caption>{WORDS.migrationFrom({ day: since ?? WORDS.none })}</caption>
              <thead>
                <tr>
                  <th scope="col">{WORDS.beforeNow}</th>
                  {grades.map((after) => (
                    <th key={String(after)} scope="col">
                      {valueName('grade', after)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {grades.map((before) => (
                  <tr key={String(before)}>
                    <th scope="row">{valueName('grade', before)}</th>
                    {grades.map((after) => {
                      const cell = cells.find((one) => one.before === before && one.after === after);
                      if (cell === undefined) return <td key={String(after)} />;
                      const direction = directionOf(rank(before), rank(after));
                      const depth = 1 + Math.min(3, Math.floor((cell.customers / most) * 4));
                      const title = WORDS.migrationCell({
                        before: valueName('grade', before),
                        after: valueName('grade', after),
                        customers: count(cell.customers),
                        exposure: money(cell.exposureFen),
                      });
                      return (
                        <td key={String(after)} className={`cell ${direction} depth-${depth}`} title={title}>
                          {MARKS[direction]}
                          {count(cell.customers)}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
        </>
      )}
      {newCustomers === 0 ? null : <p className="quiet">{WORDS.migrationNew({ count: count(newCustomers) })}</p>}
    </Section>
  );
}

const MARKS = { up: '▲', same: '', down: '▼' } as const;

/** Towards or away from no grade is neither better nor worse. */
function directionOf(before: number, after: number): keyof typeof MARKS {
  if (before === after || before === -1 || after === -1) return 'same';
  return after < before ? 'up' : 'down';
}
