import type { DataVisualization } from '../src/blocks/data.ts';

type Chart = DataVisualization['chart'];
type Plot = Exclude<Chart, { type: 'pie' }>;

/** Six colours that stay apart for colour-blind people, on light and on dark. */
const colours = ['#2f7ed8', '#e07b39', '#2a9d6f', '#b5568f', '#c9a227', '#6b6fc9'];
const colourOf = (index: number) => colours[index % colours.length];

const compact = new Intl.NumberFormat('zh-CN', { notation: 'compact', maximumFractionDigits: 1 });

/** Round steps between which all values lie. */
function scaleOf(values: number[]): { low: number; high: number; steps: number[] } {
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const rough = (top - bottom || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  const low = Math.floor(bottom / step) * step;
  const high = Math.max(step, Math.ceil(top / step) * step);
  const steps = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  return { low, high, steps };
}

const width = 560;
const height = 240;
const area = { left: 54, right: 12, top: 10, bottom: 26 };
/** Room for the label under the axis. */
const labelRoom = 18;

function PlotView({ chart, title }: { chart: Plot; title: string }) {
  const { categories, x_label, y_label } = chart.axis_config;
  const { low, high, steps } = scaleOf(chart.series.flatMap((one) => one.data.map((point) => point.value)));
  const across = width - area.left - area.right;
  const bottom = area.bottom + (x_label ? labelRoom : 0);
  const down = height - area.top - bottom;
  const slot = across / categories.length;
  const x = (index: number) => area.left + slot * (index + 0.5);
  const y = (value: number) => area.top + down * (1 - (value - low) / (high - low));
  const every = Math.ceil(categories.length / 10);
  const pointsOf = (data: { label: string; value: number }[]) =>
    categories.flatMap((label, index) => {
      const point = data.find((one) => one.label === label);
      return point ? [{ label, value: point.value, x: x(index), y: y(point.value) }] : [];
    });
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {steps.map((step) => (
        <g key={step}>
          <line
            className={step === 0 ? 'axis' : 'grid'}
            x1={area.left}
            x2={width - area.right}
            y1={y(step)}
            y2={y(step)}
          />
          <text x={area.left - 8} y={y(step) + 4} textAnchor="end">
            {compact.format(step)}
          </text>
        </g>
      ))}
      {categories.map((label, index) =>
        index % every === 0 ? (
          <text key={label} x={x(index)} y={height - bottom + 18} textAnchor="middle">
            {label.length > 8 && categories.length > 5 ? `${label.slice(0, 7)}…` : label}
          </text>
        ) : null,
      )}
      {x_label && (
        <text className="axis-label" x={area.left + across / 2} y={height - 6} textAnchor="middle">
          {x_label}
        </text>
      )}
      {y_label && (
        <text className="axis-label" transform={`translate(12 ${area.top + down / 2}) rotate(-90)`} textAnchor="middle">
          {y_label}
        </text>
      )}
      {chart.series.map((one, place) => {
        const points = pointsOf(one.data);
        const colour = colourOf(place);
        const line = points.map((point) => `${point.x},${point.y}`).join(' ');
        const name = (point: { label: string; value: number }) => (
          <title>{`${one.name} · ${point.label}: ${point.value.toLocaleString()}`}</title>
        );
        if (chart.type === 'bar') {
          const thick = Math.min(34, (slot * 0.72) / chart.series.length);
          const start = -(thick * chart.series.length) / 2 + place * thick;
          return (
            <g key={one.name} fill={colour}>
              {points.map((point) => (
                <rect
                  key={point.label}
                  x={point.x + start}
                  width={Math.max(1, thick - 2)}
                  y={Math.min(point.y, y(0))}
                  height={Math.max(1, Math.abs(y(0) - point.y))}
                  rx={2}
                >
                  {name(point)}
                </rect>
              ))}
            </g>
          );
        }
        const first = points[0];
        const last = points.at(-1);
        return (
          <g key={one.name}>
            {chart.type === 'area' && first && last && (
              <polygon points={`${first.x},${y(0)} ${line} ${last.x},${y(0)}`} fill={colour} opacity={0.22} />
            )}
            <polyline points={line} fill="none" stroke={colour} strokeWidth={2} strokeLinejoin="round" />
            {points.map((point) => (
              <circle key={point.label} cx={point.x} cy={point.y} r={3} fill={colour}>
                {name(point)}
              </circle>
            ))}
          </g>
        );
      })}
    </svg>
  );
}

function PieView({ segments, title }: { segments: { label: string; value: number }[]; title: string }) {
  const total = segments.reduce((sum, one) => sum + one.value, 0);
  const starts = segments.map((_, index) => segments.slice(0, index).reduce((sum, one) => sum + one.value, 0));
  const at = (part: number, radius: number) => {
    const angle = part * 2 * Math.PI - Math.PI / 2;
    return `${100 + radius * Math.cos(angle)} ${100 + radius * Math.sin(angle)}`;
  };
  return (
    <svg className="pie" viewBox="0 0 200 200" role="img" aria-label={title}>
      {segments.map((segment, index) => {
        const from = (starts[index] ?? 0) / total;
        const to = from + segment.value / total;
        const large = to - from > 0.5 ? 1 : 0;
        const whole = to - from > 0.9999;
        const label = `${segment.label}: ${segment.value.toLocaleString()} (${((to - from) * 100).toFixed(1)}%)`;
        return whole ? (
          <circle key={segment.label} cx={100} cy={100} r={90} fill={colourOf(index)}>
            <title>{label}</title>
          </circle>
        ) : (
          <path
            key={segment.label}
            d={`M100 100L${at(from, 90)}A90 90 0 ${large} 1 ${at(to, 90)}Z`}
            fill={colourOf(index)}
          >
            <title>{label}</title>
          </path>
        );
      })}
    </svg>
  );
}

/** A data_visualization block. */
export function ChartView({ block }: { block: DataVisualization }) {
  const { chart, title } = block;
  const total = chart.type === 'pie' ? chart.segments.reduce((sum, one) => sum + one.value, 0) : 0;
  const legend =
    chart.type === 'pie'
      ? chart.segments.map((one) => `${one.label} ${((one.value / total) * 100).toFixed(0)}%`)
      : chart.series.map((one) => one.name);
  return (
    <figure className={chart.type === 'pie' ? 'chart with-pie' : 'chart'}>
      <figcaption>{title}</figcaption>
      {chart.type === 'pie' ? (
        <PieView segments={chart.segments} title={title} />
      ) : (
        <PlotView chart={chart} title={title} />
      )}
      <ul className="legend">
        {legend.map((name, index) => (
          <li key={name}>
            <i className="swatch" style={{ background: colourOf(index) }} /> {name}
          </li>
        ))}
      </ul>
    </figure>
  );
}
