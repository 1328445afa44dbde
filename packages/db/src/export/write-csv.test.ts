import { expect, it } from 'vitest';
import { csvLine } from './write-csv.ts';

const cell = (text: string) => csvLine([text], ['text']).replace(/\r\n$/, '');

it.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  ' =1+1',
  '\t=1+1',
  '\tx',
  '\u3000＝1+1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '\u200b=1',
  '\u00a0@x',
])('text that a spreadsheet may run gets an apostrophe in front: %j', (text) => expect(cell(text)).toBe(`'${text}`));

it.each(['华东精密机械有限公司', 'A=1', ' x', '1-2', ''])('other text stays as it is: %j', (text) => {
  expect(cell(text)).toBe(text);
});

it('a line break in front is quoted as well', () => expect(cell('\r=1')).toBe(`"'\r=1"`));

it('numbers stay numbers', () => expect(csvLine(['-1.50'], ['number'])).toBe('-1.50\r\n'));
