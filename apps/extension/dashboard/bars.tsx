import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { KeyboardEvent } from 'react';

/** One bar: a whole and the part of it that is stressed. */
export interface BarDatum {
  readonly id: string;
  readonly name: string;
  readonly whole: number;
  readonly part: number;
  readonly text: string;
  /** The sentence that is read out. */
  readonly label: string;
  readonly tone?: string;
}

const WIDTH = 640;
const NAME_WIDTH = 150;
const TEXT_WIDTH = 110;
const ROW = 30;
const LONGEST_NAME = 11;

/** Horizontal bars; with `onPick` each is a button, by pointer and by keyboard. */
export function Bars(props: {
  readonly title: string;
  readonly data: readonly BarDatum[];
  readonly onPick?: (index: number) => void;
}) {
  const { title, data, onPick } = props;
  const height = data.length * ROW;
  const most = Math.max(1, ...data.map(({ whole, part }) => Math.max(whole, part)));
  const x = scaleLinear<number>({ domain: [0, most], range: [0, WIDTH - NAME_WIDTH - TEXT_WIDTH] });
  const y = scaleBand<number>({ domain: data.map((_, index) => index), range: [0, height], padding: 0.3 });
  const thickness = y.bandwidth();
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role={onPick === undefined ? 'img' : 'group'}
      aria-label={title}
    >
      {data.map((bar, index) => {
        const top = y(index) ?? 0;
        const middle = top + thickness / 2;
        const drawn = (
          <>
            <rect className="bar-row" x={0} y={index * ROW} width={WIDTH} height={ROW} />
            <text className="bar-name" x={NAME_WIDTH - 10} y={middle} textAnchor="end" dominantBaseline="central">
              {bar.name.length > LONGEST_NAME ? `${bar.name.slice(0, LONGEST_NAME)}…` : bar.name}
            </text>
            <Bar
              className={`bar-whole ${bar.tone ?? ''}`}
              x={NAME_WIDTH}
              y={top}
              width={x(Math.max(0, bar.whole))}
              height={thickness}
              rx={2}
            />
            <Bar
              className="bar-part"
              x={NAME_WIDTH}
              y={top + thickness * 0.62}
              width={x(Math.max(0, bar.part))}
              height={thickness * 0.38}
            />
            <text
              className="bar-text"
              x={NAME_WIDTH + x(Math.max(0, bar.whole, bar.part)) + 8}
              y={middle}
              dominantBaseline="central"
            >
              {bar.text}
            </text>
          </>
        );
        if (onPick === undefined) return <g key={bar.id}>{drawn}</g>;
        const pressed = (event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          onPick(index);
        };
        return (
          // biome-ignore lint/a11y/useSemanticElements: a drawing holds no HTML button
          <g
            key={bar.id}
            role="button"
            tabIndex={0}
            className="bar-button"
            onClick={() => onPick(index)}
            onKeyDown={pressed}
          >
            <title>{bar.label}</title>
            {drawn}
          </g>
        );
      })}
    </svg>
  );
}
