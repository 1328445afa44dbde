import { expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { staffWithin } from './list-staff.ts';

const codesOf = (staff: readonly { readonly code: string }[]) => staff.map(({ code }) => code);

it('nobody is a colleague any more from the very moment of leaving on', async () => {
  const database = await freshDatabase();
  await database.pool.query(
    `INSERT INTO staff (code, name, role) VALUES ('S1', '张三', 'sales'), ('S2', '李四', 'sales')`,
  );
  // A moment that is stored less exactly than the clock tells it may lie ahead of the clock: often enough in twenty.
  for (let time = 0; time < 20; time += 1) {
    const left = await withinTransaction(database, async (transaction) => {
      await transaction.query(`UPDATE staff SET left_at = now() WHERE code = 'S1'`);
      return codesOf(await staffWithin(transaction));
    });
    expect(left).toEqual(['S2']);
  }
  await database.pool.query(`UPDATE staff SET left_at = now() + interval '1 minute' WHERE code = 'S1'`);
  expect(codesOf(await staffWithin(database.pool))).toEqual(['S1', 'S2']);
});
