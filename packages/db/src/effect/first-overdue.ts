/**
 * For each of `effect_questions` the first day from `from_on` to `until_on` at whose end open items at least
 * `days_past_due` days past due reach `at_least_fen` together; questions where there is no such day are absent. Nothing
 * paid or known later than `until_on` is seen. Items that become so late add what is open of them that day, what is paid
 * afterwards takes it off again: a running sum over those days, not a look at every day.
 *
 * A query with the columns id, happened_on.
 */
export const FIRST_OVERDUE_SQL = `
  WITH late AS (
    SELECT question.id, question.until_on, question.at_least_fen, invoice.customer_id, invoice.number,
      invoice.amount_fen, invoice.has_payments, invoice.settled_on, crossing.late_on
    FROM effect_questions question
    JOIN invoices invoice ON invoice.customer_id = question.customer_id
    CROSS JOIN LATERAL (SELECT greatest(invoice.due_on + question.days_past_due, invoice.known_on, question.from_on)
      AS late_on) crossing
    WHERE NOT invoice.void AND invoice.amount_fen > 0 AND crossing.late_on <= question.until_on
      AND invoice.settled_on > crossing.late_on AND question.days_past_due IS NOT NULL
  ),
  paid AS (
    SELECT late.id, late.number, payment.paid_on, payment.amount_fen, late.late_on, late.settled_on
    FROM late JOIN payments payment ON payment.customer_id = late.customer_id AND payment.invoice_number = late.number
    WHERE late.has_payments AND payment.paid_on <= late.until_on AND payment.paid_on < late.settled_on
  ),
  changes AS (
    SELECT id, late_on AS changed_on, amount_fen AS change_fen FROM late
    UNION ALL
    SELECT id, greatest(paid_on, late_on), -amount_fen FROM paid
    UNION ALL
    SELECT late.id, late.settled_on, coalesce(before.paid_fen, 0) - late.amount_fen
    FROM late LEFT JOIN (SELECT id, number, sum(amount_fen)::bigint AS paid_fen FROM paid GROUP BY 1, 2) before
      ON before.id = late.id AND before.number = late.number
    WHERE late.settled_on <= late.until_on
  ),
  days AS (SELECT id, changed_on, sum(change_fen) AS change_fen FROM changes GROUP BY 1, 2),
  running AS (
    SELECT id, changed_on, sum(change_fen) OVER (PARTITION BY id ORDER BY changed_on) AS open_fen FROM days
  )
  SELECT running.id, min(running.changed_on) AS happened_on
  FROM running JOIN effect_questions question USING (id)
  WHERE running.open_fen >= question.at_least_fen
  GROUP BY 1`;
