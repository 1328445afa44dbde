import { columns } from './aging.ts';

/** Columns of a fixed-width font that one cell may take. */
const WIDEST_CELL = 26;

/** A table in words: the first column is text, the others are figures. Nothing is escaped. */
export interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The table in fixed-width characters, one line each; figures stand to the right, long texts are cut with `…`. */
export function textTable({ header, rows }: TextTable): string[] {
  const lines = [header, ...rows].map((cells) => cells.map(cut));
  const widths = header.map((_, place) => Math.max(...lines.map((cells) => columns(cells[place] ?? ''))));
  return lines.map((cells) =>
    cells
      .map((cell, place) => {
        const gap = ' '.repeat((widths[place] ?? 0) - columns(cell));
        return place === 0 ? cell + gap : gap + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  if (columns(line) <= WIDEST_CELL) return line;
  let kept = '';
  for (const character of line) {
    if (columns(kept + character) > WIDEST_CELL - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
