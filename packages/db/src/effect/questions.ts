import type pg from 'pg';

/**
 * What is asked of the ledger, in the temporary table `effect_questions`: of a customer, over the days from `from_on` to
 * `until_on`. `days_past_due` and `at_least_fen` are null where only amounts are asked for.
 */
const QUESTIONS = `CREATE TEMPORARY TABLE effect_questions (
  id bigint NOT NULL, customer_id int NOT NULL, from_on date NOT NULL, until_on date NOT NULL,
  days_past_due int, at_least_fen bigint) ON COMMIT DROP`;

/** Makes the table of questions from a query with those columns, within the caller's transaction; replaces an earlier. */
export async function askLedger(client: pg.ClientBase, query: string, parameters: readonly unknown[]): Promise<void> {
  await client.query('DROP TABLE IF EXISTS effect_questions');
  await client.query(QUESTIONS);
  await client.query(`INSERT INTO effect_questions ${query}`, [...parameters]);
  await client.query('ANALYZE effect_questions');
}
