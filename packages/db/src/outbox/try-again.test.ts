import { expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { isToBeTriedAgain, MOST_ATTEMPTS } from './try-again.ts';

const { pool } = await freshDatabase();
const QUEUED = new Date('2026-10-26T01:00:00Z');

const isTried = async (attempts: number, afterMinutes: number) => {
  const now = new Date(QUEUED.getTime() + afterMinutes * 60_000);
  const { rows } = await pool.query<{ tried: boolean }>(
    `SELECT ${isToBeTriedAgain('message', { now: '$1', minutes: '$2' })} AS tried
     FROM (SELECT $3::int AS attempts, $4::timestamptz AS queued_at) message`,
    [now, 10, attempts, QUEUED],
  );
  return rows[0]?.tried;
};

it.each([
  [0, 10],
  [1, 20],
  [2, 40],
  [5, 320],
  // Six hours at most.
  [6, 360],
  [MOST_ATTEMPTS - 1, 360],
])(
  'refused %i times, a message is tried again %i minutes after it was queued, and not before',
  async (attempts, minutes) => {
    expect(await isTried(attempts, minutes - 1)).toBe(false);
    expect(await isTried(attempts, minutes)).toBe(true);
  },
);

it('refused too often, it waits for a person', async () => {
  expect(await isTried(MOST_ATTEMPTS, 1_000_000)).toBe(false);
});
