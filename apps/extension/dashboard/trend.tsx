import { scaleLinear } from '@visx/scale';
import { AreaClosed, LinePath } from '@visx/shape';
import type { PortfolioAnswer } from '@xinshao/core/contract/overlay-portfolio.ts';
import { Section } from './section.tsx';
import { money, WORDS } from './words.ts';

const WIDTH = 640;
const HEIGHT = 200;
const LEFT = 92;
const BOTTOM = 24;
const TOP = 10;

type Day = NonNullable<PortfolioAnswer['trend']>[number];
const dayNumber = ({ day }: Day): number => Date.parse(`${day}T00:00:00Z`);

/** Exposure and overdue day by day. */
export function Trend({ trend }: { readonly trend: PortfolioAnswer['trend'] }) {
  return <Section title={WORDS.trend}>{content(trend)}</Section>;
}

function content(trend: PortfolioAnswer['trend']) {
  if (trend === null) return <p className="quiet">{WORDS.trendByGradeOnly}</p>;
  const [first] = trend;
  const last = trend.at(-1);
  if (first === undefined || last === undefined || first === last)
    return <p className="quiet">{WORDS.trendTooShort}</p>;
  const most = Math.max(1, ...trend.map(({ exposureFen }) => exposureFen));
  const x = scaleLinear<number>({ domain: [dayNumber(first), dayNumber(last)], range: [LEFT, WIDTH - 8] });
  const y = scaleLinear<number>({ domain: [0, most], range: [HEIGHT - BOTTOM, TOP], nice: true });
  const across = (day: Day) => x(dayNumber(day));
  const days = [...trend];
  const title = `${WORDS.trendChart({ from: first.day, to: last.day })}: ${WORDS.exposure} ${money(first.exposureFen)} → ${money(last.exposureFen)}, ${WORDS.overdue} ${money(first.overdueFen)} → ${money(last.overdueFen)}`;
  return (
    <>
      <p className="legend">
        <span className="key key-line" /> {WORDS.exposureSeries} <span className="key key-part" /> {WORDS.overdueSeries}
      </p>
      <svg className="trend" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line className="grid" x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
            <text className="tick" x={LEFT - 8} y={y(tick)} textAnchor="end" dominantBaseline="central">
              {money(tick)}
            </text>
          </g>
        ))}
        <text className="tick" x={LEFT} y={HEIGHT - 6}>
          {first.day}
        </text>
        <text className="tick" x={WIDTH - 8} y={HEIGHT - 6} textAnchor="end">
          {last.day}
        </text>
        <AreaClosed data={days} x={across} y={(day) => y(day.overdueFen)} yScale={y} className="area-overdue" />
        <LinePath data={days} x={across} y={(day) => y(day.exposureFen)} className="line-exposure" />
      </svg>
    </>
  );
}
