import type { DocumentTable } from '@xinshao/core/documents/printed-document.ts';
import { innerWidth, MARGIN, needRoom, type Pdf, pageEnd } from './render-pdf.ts';

const PADDING = 3;
const FONT_SIZE = 8.5;

/** Draws a table from the present position on; rows that do not fit go to the next page below the header again. */
export function drawTable(pdf: Pdf, { columns, rows, total, empty }: DocumentTable): void {
  const weights = columns.reduce((sum, { weight }) => sum + weight, 0);
  const widths = columns.map(({ weight }) => (innerWidth(pdf) * weight) / weights);
  const aligned = columns.map(({ align }) => align);
  const draw = (cells: readonly string[], font: 'regular' | 'bold', shaded: boolean) =>
    drawRow(pdf, { cells, widths, aligned, font, shaded });
  const header = () => draw(labels, 'bold', true);
  const labels = columns.map(({ label }) => label);
  pdf.fontSize(FONT_SIZE);
  needRoom(pdf, 2 * rowHeight(pdf, labels, widths, 'bold'));
  header();
  const [first = 0, ...others] = widths;
  if (rows.length === 0) {
    const whole = others.reduce((sum, width) => sum + width, first);
    drawRow(pdf, { cells: [empty], widths: [whole], aligned: ['left'], font: 'regular', shaded: false });
  }
  const lines = [...rows.map((cells) => ({ cells, font: 'regular' as const }))];
  for (const { cells, font } of total === null ? lines : [...lines, { cells: total, font: 'bold' as const }]) {
    if (pdf.y + rowHeight(pdf, cells, widths, font) > pageEnd(pdf)) {
      pdf.addPage();
      header();
    }
    draw(cells, font, false);
  }
  pdf.x = MARGIN;
  pdf.moveDown(0.8);
}

interface Row {
  readonly cells: readonly string[];
  readonly widths: readonly number[];
  readonly aligned: readonly ('left' | 'right')[];
  readonly font: 'regular' | 'bold';
  readonly shaded: boolean;
}

function drawRow(pdf: Pdf, { cells, widths, aligned, font, shaded }: Row): void {
  const height = rowHeight(pdf, cells, widths, font);
  const top = pdf.y;
  let left = MARGIN;
  pdf.lineWidth(0.4).strokeColor('#999999');
  widths.forEach((width, index) => {
    pdf.rect(left, top, width, height);
    if (shaded) pdf.fillAndStroke('#eeeeee', '#999999');
    else pdf.stroke();
    pdf.fillColor('black').font(font).fontSize(FONT_SIZE);
    const box = { width: width - 2 * PADDING, height: height - PADDING, align: aligned[index] ?? 'left' };
    pdf.text(cells[index] ?? '', left + PADDING, top + PADDING, { ...box, ellipsis: true });
    left += width;
  });
  pdf.x = MARGIN;
  pdf.y = top + height;
}

/** At most a page: a longer text is cut with an ellipsis. */
function rowHeight(pdf: Pdf, cells: readonly string[], widths: readonly number[], font: 'regular' | 'bold'): number {
  pdf.font(font).fontSize(FONT_SIZE);
  const heights = widths.map((width, index) => pdf.heightOfString(cells[index] ?? '', { width: width - 2 * PADDING }));
  return Math.min(Math.max(FONT_SIZE, ...heights) + 2 * PADDING, pageEnd(pdf) - MARGIN - 60);
}
