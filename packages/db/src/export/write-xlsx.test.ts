import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, expect, it } from 'vitest';
import { writeXlsx } from './write-xlsx.ts';

const folder = await mkdtemp(join(tmpdir(), 'xinshao-xlsx-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

it('goes on on a further sheet when one is full; amounts are numbers, codes stay text', async () => {
  const path = join(folder, 'sheets.xlsx');
  async function* batches() {
    yield [
      ['007', '-1234.50'],
      ['=1+1', '0.05'],
    ];
    yield [['008', null]];
  }
  const written = await writeXlsx(
    path,
    { name: '预警单', header: ['编号', '金额'], kinds: ['text', 'fen'], batches: batches() },
    2,
  );
  expect(written).toEqual({ rows: 3, clipped: 0 });
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(path);
  expect(workbook.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
    ['预警单', 3],
    ['预警单 2', 2],
  ]);
  const [first] = workbook.worksheets;
  expect(first?.getRow(2).values).toEqual([undefined, '007', -1234.5]);
  expect(first?.getCell('A3')).toMatchObject({ type: exceljs.ValueType.String, value: '=1+1' });
  expect(first?.getCell('B2').numFmt).toBe('#,##0.00');
});
