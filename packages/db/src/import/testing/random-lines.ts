/** A sequence of whole numbers below a bound that is the same at every run. */
export function sequence(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return Math.floor(((state >>> 0) / 4_294_967_296) * below);
  };
}

/** Lines of a table: each cell one of its column's, most of them plain, a few of them whatever people write. */
export function* randomLines(
  columns: readonly { readonly plain: (row: number) => string; readonly odd: readonly string[] }[],
  rows: number,
  seed: number,
): Generator<string> {
  const random = sequence(seed);
  for (let row = 0; row < rows; row++) {
    yield columns.map(({ plain, odd }) => (random(12) === 0 ? (odd[random(odd.length)] ?? '') : plain(row))).join(',');
  }
}

export const ODD_AMOUNTS = [
  ...['', ' 1.00', '1,5', '-0.00', '-12.3', '12.', '.5', '1.234', '¥5', '(3.00)', '999999999999.99', '9999999999999'],
  ...['1e5', '壹佰元', '3万', '１２．５', '--5', '-', '00012.30', '12345678901234567890'],
];
export const ODD_DAYS = [
  ...[
    '',
    ' 2024-02-29',
    '2023-02-29',
    '2024/3/5',
    '20240305',
    '2024年3月5日',
    '1899-12-31',
    '1900-01-01',
    '2199-12-31',
  ],
  ...[
    '2200-01-01',
    '2024-13-01',
    '2024-00-10',
    '2024-01-32',
    '2024-1-05',
    '2O24-01-05',
    '45292',
    '-',
    '无',
    '2024-04-31',
  ],
  ...['2024-03-05 00:00:00', '2027-06-30', '9999-99-99', '2024-03-0/', '2024-03-:5'],
];
export const ODD_TEXTS = [
  ...['', ' A1', 'A1 ', '发票一', '\u3000B', 'B\u3000', '\u00a0', '1.5E+15', '2E+19', '1.5', 'a\\tb', '\\N', '-', '—'],
  ...['N'.repeat(201), '号'.repeat(70), 'é', '😀', 'x'.repeat(1_001), '\ufeffq', 'A\tB'],
];
