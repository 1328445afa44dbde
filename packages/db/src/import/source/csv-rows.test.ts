import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LineFields } from '../bytes/line-fields.ts';
import { writeLines } from '../testing/write-files.ts';
import { csvRows } from './csv-rows.ts';
import { inspectFile } from './inspect-file.ts';
import { isPlain, type RowSource } from './rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'xinshao-csv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Read {
  readonly rows: (readonly string[])[];
  readonly lines: number[];
  /** Rows that were read from their bytes. */
  plain: number;
  /** Lines whose cells are not what their bytes say. */
  readonly odd: number[];
}

async function open(path: string): Promise<RowSource> {
  return csvRows(await inspectFile(path));
}

async function asTexts(path: string): Promise<Read> {
  const all: Read = { rows: [], lines: [], plain: 0, odd: [] };
  for await (const { rows, lines } of (await open(path)).batches) {
    all.rows.push(...rows);
    all.lines.push(...lines);
  }
  return all;
}

async function fromBytes(path: string): Promise<Read> {
  const all: Read = { rows: [], lines: [], plain: 0, odd: [] };
  const source = await open(path);
  for await (const batch of source.text?.batches ?? []) {
    if (!isPlain(batch)) {
      all.rows.push(...batch.rows);
      all.lines.push(...batch.lines);
      continue;
    }
    const fields = new LineFields(batch.lines, batch.delimiter, source.header.length);
    let line = batch.firstLine;
    for (let start = 0; start < batch.lines.length; line++) {
      const next = fields.read(start);
      if (fields.count > 0) {
        all.rows.push(batch.columnsOf(start, fields.end));
        all.lines.push(line);
        all.plain++;
        const cells = [...fields.starts].map((from, column) => batch.lines.toString('utf8', from, fields.ends[column]));
        if (source.text?.utf8 && fields.count === cells.length && cells.join() !== all.rows.at(-1)?.join())
          all.odd.push(line);
      }
      start = next;
    }
    batch.readByBytes(line - batch.firstLine);
  }
  return all;
}

/** Over two megabytes of rows, most of them ordinary. */
function rows(odd: (row: number) => string | null): string[] {
  return Array.from({ length: 60_000 }, (_, row) => odd(row) ?? `N${row},甲公司,2025-01-01,${row}.00,备注`);
}

describe('the lines of a file, as they stand', () => {
  const header = 'number,name,day,amount,note';
  const cases: readonly (readonly [name: string, path: string, least: number])[] = [
    ['ordinary rows', writeLines(folder, 'plain.csv', [header, ...rows(() => null)]), 60_000],
    [
      'quoted values here and there, some over several lines, and blank lines',
      writeLines(folder, 'quoted.csv', [
        '',
        header,
        ...rows((row) =>
          row % 9_000 === 77
            ? `"N${row}","a\n""b,\n",2025-01-01,1,x`
            : row % 500 === 3
              ? ''
              : row % 7_000 === 5
                ? 'N,6" pipe,2025-01-01,1,x'
                : null,
        ),
      ]),
      20_000,
    ],
    [
      'a quotation mark that is never closed',
      writeLines(folder, 'open.csv', [header, ...rows((row) => (row === 30_000 ? '"N,b,c,1,x' : null))]),
      40_000,
    ],
    [
      'line ends of Windows',
      writeLines(folder, 'crlf.csv', [`${header}\r`, ...rows((row) => `N${row},a,b,c,d\r`)]),
      60_000,
    ],
    ['GB18030', writeLines(folder, 'gb.csv', [header, ...rows(() => null)], 'gb18030'), 60_000],
    [
      'rows of other lengths',
      writeLines(folder, 'ragged.csv', [header, ...rows((row) => (row % 5 === 0 ? 'a,b' : 'a,b,c,d,e,,,'))]),
      60_000,
    ],
  ];
  it.each(cases)(
    '%s: rows and line numbers are those of the splitter',
    async (_, path, least) => {
      const texts = await asTexts(path);
      const bytes = await fromBytes(path);
      expect(bytes.lines).toEqual(texts.lines);
      expect(bytes.rows).toEqual(texts.rows);
      expect(bytes.odd).toEqual([]);
      expect(bytes.plain).toBeGreaterThanOrEqual(least);
    },
    60_000,
  );

  it('old line ends and a missing last one change nothing', async () => {
    const [old, cut] = [join(folder, 'old.csv'), join(folder, 'cut.csv')];
    writeFileSync(old, `${header}\rA,b,c,1,d\r\rB,b,c,2,d\r`);
    writeFileSync(cut, `\ufeff${header}\nA,b,c,1,d\n\nB,b,c,2,d`);
    for (const path of [old, cut]) {
      const { rows, lines } = await fromBytes(path);
      expect(rows.map(([number, , , amount]) => [number, amount])).toEqual([
        ['A', '1'],
        ['B', '2'],
      ]);
      expect(lines).toEqual([2, 4]);
      expect((await open(path)).header).toEqual(header.split(','));
    }
  });
});
