/** One line of an aging chart; `label` is worded, `share` is 0–1 of the whole. */
export interface AgingBar {
  readonly label: string;
  readonly share: number;
  readonly amount: string;
  /** Length of the bar, 0–1 of the longest; left out: the share itself. */
  readonly length?: number;
}

const BAR_WIDTH = 12;

/**
 * A bar chart in fixed-width characters, one line for each bucket: label, share, amount, and the bar last, because the
 * blocks it is made of are wider than a space in many fonts. A bucket with any amount shows at least one block, so that
 * a small old debt is not invisible.
 */
export function agingChart(bars: readonly AgingBar[]): string {
  const labelWidth = Math.max(0, ...bars.map(({ label }) => columns(label)));
  const amountWidth = Math.max(0, ...bars.map(({ amount }) => columns(amount)));
  const padded = (text: string, width: number) => text + ' '.repeat(width - columns(text));
  const lines = bars.map(({ label, share, amount, length = share }) => {
    const filled = share <= 0 ? 0 : Math.min(BAR_WIDTH, Math.max(1, Math.round(length * BAR_WIDTH)));
    const percent = `${Math.round(share * 100)}%`.padStart(4);
    return `${padded(label, labelWidth)} ${percent}  ${padded(amount, amountWidth)}  ${'█'.repeat(filled)}`.trimEnd();
  });
  return `\`\`\`${lines.join('\n')}\`\`\``;
}

/** Width in fixed-width columns: Chinese characters and full-width signs take two. */
export function columns(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
      character,
    )
      ? 2
      : 1;
  return width;
}
