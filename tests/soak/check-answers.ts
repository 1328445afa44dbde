import type { Evidence, Findings } from './check.ts';

/** What a person may do to an alert, as the product's description has it (§8). */
const MAY_FOLLOW: Readonly<Record<string, readonly string[]>> = {
  open: ['answered', 'closed'],
  returned: ['answered', 'closed'],
  answered: ['answered', 'accepted', 'returned', 'closed'],
  accepted: ['closed'],
  closed: [],
};

/** Nothing is stored that nobody submitted, nothing twice, and nothing is lost that somebody was told is stored. */
export async function checkAnswers({ database, submissions }: Evidence): Promise<Findings> {
  const faults: string[] = [];
  const { rows } = await database.pool.query<{ kind: string; alertId: string; by: string; text: string }>(
    `SELECT 'answer' AS kind, alert_id::text AS "alertId", submitted_by AS by, answers ->> 'customer_says' AS text FROM feedback
     UNION ALL SELECT 'review', alert_id::text, by, note FROM alert_reviews`,
  );
  const stored = new Map<string, number>();
  for (const row of rows) {
    const { kind, alertId, by, text } = row;
    stored.set(text, (stored.get(text) ?? 0) + 1);
    const submitted = submissions.find((one) => one.text === text);
    if (submitted?.kind !== kind || submitted.alertId !== alertId || submitted.by !== by) {
      faults.push(`stored but not submitted: ${JSON.stringify(row)}`);
    }
  }
  for (const { text, kind, alertId, confirmed } of submissions) {
    const times = stored.get(text) ?? 0;
    if (times > 1) faults.push(`${kind} on alert ${alertId} stored ${times} times: ${text}`);
    if (confirmed && times === 0) faults.push(`${kind} on alert ${alertId} was confirmed but is lost: ${text}`);
  }
  const moves = await database.pool.query<{ id: string; before: string; after: string }>(
    `SELECT subject_id AS id, before::json ->> 'state' AS before, after::json ->> 'state' AS after FROM audit_log
     WHERE subject_kind = 'alert' AND action IN ('feedback_submitted', 'alert_reviewed') AND before::json ->> 'state' IS NOT NULL
       AND after::json ->> 'state' IS NOT NULL
     ORDER BY audit_log.id`,
  );
  const states = new Map<string, string>();
  for (const { id, before, after } of moves.rows) {
    if (!(MAY_FOLLOW[before] ?? []).includes(after)) faults.push(`alert ${id} went from ${before} to ${after}`);
    const known = states.get(id) ?? 'open';
    if (known !== before) faults.push(`alert ${id} is said to have been ${before}, but it was ${known}`);
    states.set(id, after);
  }
  const finals = await database.pool.query<{ id: string; state: string }>('SELECT id::text, state FROM alerts');
  for (const { id, state } of finals.rows) {
    const told = states.get(id) ?? 'open';
    if (told !== state) faults.push(`alert ${id} is ${state}, the audit trail says ${told}`);
  }
  return {
    faults,
    counts: {
      submissions: submissions.length,
      confirmed: submissions.filter(({ confirmed }) => confirmed).length,
      'answers and reviews stored': rows.length,
      'audited moves': moves.rows.length,
    },
  };
}
