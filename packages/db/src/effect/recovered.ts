/**
 * For each of `effect_questions`: of the items that were overdue at the end of `from_on`, what was open then
 * (`overdue_fen`) and what of it had come in by the end of `until_on` (`recovered_fen`); and of all that was open then,
 * what is overdue at the end of `until_on` (`outstanding_fen`). Questions without open items are absent. Money on account
 * that belongs to no invoice does not count, nor does anything paid later than `until_on`.
 */
export const RECOVERED_SQL = `
  SELECT id,
    coalesce(sum(open_fen) FILTER (WHERE due_on < from_on), 0)::bigint AS overdue_fen,
    coalesce(sum(open_fen - left_fen) FILTER (WHERE due_on < from_on), 0)::bigint AS recovered_fen,
    coalesce(sum(left_fen) FILTER (WHERE due_on < until_on), 0)::bigint AS outstanding_fen
  FROM (
    SELECT question.id, question.from_on, question.until_on, invoice.due_on,
      invoice.amount_fen - coalesce(paid.before_fen, 0) AS open_fen,
      CASE WHEN invoice.settled_on <= question.until_on THEN 0
        ELSE invoice.amount_fen - coalesce(paid.until_fen, 0) END AS left_fen
    FROM effect_questions question
    JOIN invoices invoice ON invoice.customer_id = question.customer_id
    LEFT JOIN LATERAL (
      SELECT sum(payment.amount_fen) FILTER (WHERE payment.paid_on <= question.from_on) AS before_fen,
        sum(payment.amount_fen) AS until_fen
      FROM payments payment
      WHERE invoice.has_payments AND payment.customer_id = invoice.customer_id
        AND payment.invoice_number = invoice.number AND payment.paid_on <= question.until_on
    ) paid ON true
    WHERE NOT invoice.void AND invoice.amount_fen > 0 AND invoice.known_on <= question.from_on
      AND invoice.settled_on > question.from_on
  ) items
  GROUP BY 1`;
