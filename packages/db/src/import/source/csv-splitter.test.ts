import { describe, expect, it } from 'vitest';
import { CsvSplitter, type SplitRows } from './csv-splitter.ts';

/** Splits a text that arrives in pieces. */
function split(pieces: readonly string[], delimiter = ',', columns: number | null = null): SplitRows {
  const splitter = new CsvSplitter(delimiter, '\n');
  splitter.columns = columns;
  const all: SplitRows = { rows: [], lines: [], broken: [] };
  for (const [index, piece] of pieces.entries()) {
    const { rows, lines, broken } = splitter.push(piece, index === pieces.length - 1);
    all.rows.push(...rows);
    all.lines.push(...lines);
    all.broken.push(...broken);
  }
  return all;
}

describe('rows and columns', () => {
  it('quoted values hold delimiters, quotation marks and line breaks; lines are counted through them', () => {
    const { rows, lines } = split(['a,"b,1","c ""x"""\r\n\n"d\ne",f,\ng,h,i']);
    expect(rows).toEqual([
      ['a', 'b,1', 'c "x"'],
      ['d\ne', 'f', ''],
      ['g', 'h', 'i'],
    ]);
    expect(lines).toEqual([1, 3, 5]);
  });
  it('a quotation mark inside a plain value is a plain character', () =>
    expect(split(['6" pipe,2\n']).rows).toEqual([['6" pipe', '2']]));
  it('damage costs one line', () => {
    const result = split(['"a" x,1\nb,2\n"c,3\nd,4\n']);
    expect(result.rows).toEqual([
      ['b', '2'],
      ['d', '4'],
    ]);
    expect(result.broken).toEqual([
      { line: 1, text: '"a" x,1' },
      { line: 3, text: '"c,3' },
    ]);
  });
  it('a quotation mark that finds its pair only rows later gives up its own line, when the columns do not fit', () => {
    const result = split(['"a,1\nb,2\nc","3\n'], ',', 2);
    expect(result.broken[0]).toEqual({ line: 1, text: '"a,1' });
    expect(result.rows).toContainEqual(['b', '2']);
  });
  it('it makes no difference where the text is cut into pieces', () => {
    const text = 'a,"b,1","c ""x"""\r\n\n"d\r\ne",f,\r\n"",6" p,"z"\r\ng,h,i';
    const whole = split([text]);
    for (let first = 0; first <= text.length; first++) {
      for (let second = first; second <= text.length; second++) {
        const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
        expect(split(pieces)).toEqual(whole);
      }
    }
  });
  it('what was written is read back, whatever the values hold', () => {
    const signs = ['a', '"', ',', '\n', ' ', '中', ''];
    const values = signs.flatMap((one) => signs.flatMap((two) => signs.map((three) => one + two + three)));
    const rows = values.map((value, index) => [value, values[(index * 7) % values.length] ?? '']);
    const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n');
    expect(split([text]).rows).toEqual(rows);
  });
});
