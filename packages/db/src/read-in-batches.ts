import type pg from 'pg';

const CURSOR = 'rows_in_batches';

/**
 * The rows of a query, a batch at a time, however many there are: the server keeps a cursor, nobody keeps the result.
 * One such reading at a time per connection.
 * @param transaction a connection with a transaction begun
 * @param select one SELECT, with the given values for its parameters
 */
export async function* readInBatches<Row extends pg.QueryResultRow>(
  transaction: pg.ClientBase,
  select: string,
  values: readonly unknown[] = [],
  batchSize = 2_000,
): AsyncGenerator<readonly Row[]> {
  await transaction.query(`DECLARE ${CURSOR} NO SCROLL CURSOR FOR ${select}`, [...values]);
  for (;;) {
    const { rows } = await transaction.query<Row>(`FETCH ${batchSize} FROM ${CURSOR}`);
    if (rows.length > 0) yield rows;
    if (rows.length < batchSize) break;
  }
  await transaction.query(`CLOSE ${CURSOR}`);
}
