import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile } from '@xinshao/db/import/import-file.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { generateExamples } from '@xinshao/examples/generator/generate.ts';
import { readRows } from '@xinshao/examples/generator/testing/read-rows.ts';
import { expect, test } from 'vitest';

const END = '2026-10-31';

test('every sample file is imported whole: no row rejected, dropped or left out, and a second time changes nothing', async () => {
  const database = await freshDatabase();
  const out = await mkdtemp(join(tmpdir(), 'xinshao-import-examples-'));
  try {
    const { files } = await generateExamples({ out, endDay: END, customers: 80 });
    for (const first of [true, false]) {
      for (const { kind, path, mapping } of files) {
        const settings = { baseCurrency: 'CNY', rates: {}, defaultTermDays: null, timeZone: 'Asia/Shanghai' };
        const report = await importFile(database, {
          kind,
          path,
          ...(mapping ? { mapping } : {}),
          settings,
          today: END,
        });
        const rows = (await readRows(path)).length;
        expect(report, path).toMatchObject({
          rows,
          rejected: 0,
          duplicates: 0,
          updated: 0,
          rejectedFile: null,
        });
        expect(first ? report.inserted : report.unchanged, path).toBe(rows);
      }
    }
    const { rows: groups } = await database.pool.query<{ code: string; members: number }>(
      `select g.code, count(*)::int as members from customer_groups g join customers c on c.group_id = g.id group by 1`,
    );
    const [leader] = (await readRows(join(out, 'stories.csv'))).filter(
      (row) => row.story === 'group_leader_in_arrears',
    );
    expect(groups).toContainEqual({ code: leader?.customer_code, members: 3 });
    expect(groups).toHaveLength(6);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});
