import type { Day } from '@xinshao/core/day/day.ts';
import { expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { homeOpened } from './home-view.ts';
import { recordHomeLooks } from './record-looks.ts';

it('each customer on a Home tab, as it is assessed, is recorded once a day; of two at once one records it', async () => {
  const database = await freshDatabase();
  const now = new Date('2026-11-02T02:00:00Z');
  await homeOpened(database, { slackUserId: 'U1', staffCode: 'S1', now });
  const look = (day: Day, ...seen: [string, string | null][]) =>
    recordHomeLooks(
      database,
      { slackUserId: 'U1', staffCode: 'S1', day, now },
      seen.map(([customerCode, assessment]) => ({ customerCode, view: 'details', asOf: null, assessment })),
    );
  const trail = async () => {
    const { rows } = await database.pool.query<{ subject_id: string }>(
      `SELECT subject_id FROM audit_log WHERE action = 'customer_viewed' AND actor = 'S1' ORDER BY id`,
    );
    return rows.map(({ subject_id }) => subject_id);
  };
  await Promise.all([look('2026-11-02', ['A', '1'], ['B', null]), look('2026-11-02', ['A', '1'], ['B', null])]);
  expect(await trail()).toEqual(['A', 'B']);
  await look('2026-11-02', ['C', '3'], ['A', '1']);
  expect(await trail()).toEqual(['A', 'B', 'C']);
  // It was assessed anew: other figures are seen.
  await look('2026-11-02', ['A', '4']);
  await look('2026-11-02', ['A', '1']);
  expect(await trail()).toEqual(['A', 'B', 'C', 'A']);
  await look('2026-11-03', ['A', '4']);
  expect(await trail()).toEqual(['A', 'B', 'C', 'A', 'A']);
});
