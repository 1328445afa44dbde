import type { PanelPoint } from '@xinshao/core/contract/overlay-panel.ts';
import { PANEL, WORDS } from '../ui/wording.ts';
import { money } from './money.ts';

const WIDTH = 320;
const HEIGHT = 96;
const GRADES = 16;
const MONTHS = 14;

/**
 * Thirteen bars of exposure with the grade of each month above: drawn by hand, because it is a dozen rectangles and a
 * chart library would be ten times the panel. The same stands in a table for those who read or listen.
 */
export function HistoryChart({ points }: { points: readonly PanelPoint[] }) {
  const known = points.flatMap(({ exposureFen }) => (exposureFen === null ? [] : [exposureFen]));
  const [first, last] = [points.at(0), points.at(-1)];
  if (known.length === 0 || first === undefined || last === undefined) {
    return <p className="quiet">{PANEL.historyNone}</p>;
  }
  const high = Math.max(...known);
  const low = Math.min(...known);
  const step = WIDTH / points.length;
  const summary = PANEL.historySummary({ from: first.day, to: last.day, low: money(low), high: money(high) });
  return (
    <>
      <svg className="history" viewBox={`0 0 ${WIDTH} ${HEIGHT + GRADES + MONTHS}`} role="img" aria-label={summary}>
        {points.map(({ day, grade, exposureFen }, index) => {
          const height = high <= 0 ? 0 : (Math.max(exposureFen ?? 0, 0) / high) * HEIGHT;
          const middle = step * (index + 0.5);
          const isNewGrade = grade !== (points[index - 1]?.grade ?? null);
          return (
            <g key={day}>
              <rect x={step * index + 3} y={GRADES + HEIGHT - height} width={step - 6} height={height} rx={2} />
              {grade !== null && (isNewGrade || index === points.length - 1) && (
                <text x={middle} y={GRADES - 5}>
                  {grade}
                </text>
              )}
              {index % 3 === 0 && (
                <text x={middle} y={GRADES + HEIGHT + MONTHS - 2}>
                  {day.slice(2, 7)}
                </text>
              )}
            </g>
          );
        })}
        <line x1={0} x2={WIDTH} y1={GRADES + HEIGHT} y2={GRADES + HEIGHT} />
      </svg>
      <p className="quiet">{summary}</p>
      <details>
        <summary>{PANEL.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{PANEL.month}</th>
              <th scope="col">{PANEL.grade}</th>
              <th scope="col">{PANEL.exposure}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ day, grade, exposureFen }) => (
              <tr key={day}>
                <td>{day}</td>
                <td>{grade ?? WORDS.ungraded}</td>
                <td>{exposureFen === null ? '–' : money(exposureFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
