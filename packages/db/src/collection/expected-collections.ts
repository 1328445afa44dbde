import type { Day } from '@xinshao/core/day/day.ts';
import type { ExpectedCollection } from '@xinshao/core/documents/account-statement.ts';
import type { JudgedPromise } from '@xinshao/core/promises/promise.ts';
import type pg from 'pg';

/**
 * Money that is expected of a customer from a day on, the earliest first: what is still to come of the instalments of
 * the plan in force, as the latest monitor run judged them, and of promises to pay that run; and what the latest contact
 * of the open case named where there is no plan.
 * @param promises as the facts of that day judge them: those withdrawn by then are not among them
 */
export async function expectedCollectionsOf(
  client: pg.Pool | pg.ClientBase,
  customerId: number,
  from: Day,
  promises: readonly JudgedPromise[],
): Promise<ExpectedCollection[]> {
  const running = promises.filter(({ state, dueOn }) => state === 'open' && dueOn >= from);
  const { rows } = await client.query<{ on: Day; amountFen: string; source: ExpectedCollection['source'] }>(
    `WITH collecting AS (SELECT id FROM collection_cases WHERE customer_id = $1 AND closed_at IS NULL),
     instalments AS (
       SELECT due_on, amount_fen - paid_fen AS left_fen FROM collection_instalments
         JOIN collecting ON collecting.id = case_id
       WHERE NOT replaced AND due_on >= $2::date
     )
     SELECT day::text AS on, amount_fen AS "amountFen", source FROM (
       SELECT due_on AS day, left_fen AS amount_fen, 'instalment' AS source FROM instalments WHERE left_fen > 0
       UNION ALL
       SELECT due_on, amount_fen, 'promise' FROM unnest($3::date[], $4::bigint[]) AS promised (due_on, amount_fen)
       UNION ALL
       SELECT expected_on, expected_fen, 'contact' FROM (
         SELECT expected_on, expected_fen FROM collection_contacts JOIN collecting ON collecting.id = case_id
         WHERE expected_on IS NOT NULL AND expected_fen IS NOT NULL ORDER BY collection_contacts.id DESC LIMIT 1
       ) latest WHERE expected_on >= $2::date AND NOT EXISTS (SELECT FROM instalments)
     ) expected ORDER BY expected.day, source`,
    [customerId, from, running.map(({ dueOn }) => dueOn), running.map(({ amountFen, paidFen }) => amountFen - paidFen)],
  );
  return rows.map((row) => ({ ...row, amountFen: Number(row.amountFen) }));
}
