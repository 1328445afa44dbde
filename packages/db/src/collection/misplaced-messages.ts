import type pg from 'pg';
import { caseRecipientSql, UPWARDS } from './case-recipient.ts';
import type { CaseWorker } from './show-case.ts';

/** A message of an open case that stands with somebody who does not work on it any more. */
export interface MisplacedMessage {
  readonly id: string;
  readonly caseId: string;
  readonly audience: CaseWorker;
  /** Staff code of whom it stands with. */
  readonly recipient: string;
  /** Whether whoever works on the case now has a message of it already. */
  readonly isTold: boolean;
}

/** Messages of open cases whose customer has another owner now, or whose reader has left. The cases are locked. */
export async function misplacedMessages(client: pg.PoolClient): Promise<MisplacedMessage[]> {
  const { rows } = await client.query<MisplacedMessage>(
    `SELECT message.id::text, message.case_id::text AS "caseId", message.audience, message.recipient,
       EXISTS (SELECT FROM collection_messages other WHERE other.case_id = message.case_id AND other.state = 'posted'
         AND $1::jsonb ? other.audience AND other.recipient = present.code) AS "isTold"
     FROM collection_cases collection
     JOIN collection_messages message ON message.case_id = collection.id
     JOIN customers customer ON customer.id = collection.customer_id
     LEFT JOIN staff owner ON owner.code = customer.sales_owner
     CROSS JOIN LATERAL (${caseRecipientSql('ARRAY(SELECT jsonb_array_elements_text($1::jsonb -> message.audience))')}) present
     WHERE collection.closed_at IS NULL AND message.state = 'posted' AND $1::jsonb ? message.audience
       AND message.recipient <> present.code
     ORDER BY collection.id, message.id FOR UPDATE OF collection`,
    [JSON.stringify(UPWARDS)],
  );
  return rows;
}
