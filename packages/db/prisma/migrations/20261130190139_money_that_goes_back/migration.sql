-- CreateTable
CREATE TABLE "reopened_invoices" (
    "customer_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "paid_up_on" DATE NOT NULL,
    "reopened_on" DATE NOT NULL,

    CONSTRAINT "reopened_invoices_pkey" PRIMARY KEY ("customer_id","number","paid_up_on")
);

-- Invoices from which money went back are worked out again, and the next run looks at their customers. What was settled in
-- which month follows with the next import of such a customer.
CREATE TEMPORARY TABLE "runs" AS
  SELECT payment.customer_id, payment.invoice_number AS number, payment.paid_on,
    sum(sum(payment.amount_fen)) OVER (PARTITION BY payment.customer_id, payment.invoice_number ORDER BY payment.paid_on)
      >= min(invoice.amount_fen) AS covered
  FROM payments payment
  JOIN invoices invoice ON invoice.customer_id = payment.customer_id AND invoice.number = payment.invoice_number
    AND NOT invoice.void AND invoice.amount_fen > 0
  WHERE (payment.customer_id, payment.invoice_number) IN
    (SELECT customer_id, invoice_number FROM payments WHERE amount_fen < 0 AND invoice_number <> '')
  GROUP BY 1, 2, 3;
CREATE TEMPORARY TABLE "spans" AS
  SELECT customer_id, number, paid_on AS paid_up_on, reopened_on FROM (
    SELECT *, lead(paid_on) OVER (PARTITION BY customer_id, number ORDER BY paid_on) AS reopened_on FROM (
      SELECT *, covered <> lag(covered, 1, false) OVER (PARTITION BY customer_id, number ORDER BY paid_on) AS turned FROM "runs"
    ) turns WHERE turned
  ) turns WHERE covered;
INSERT INTO "reopened_invoices" SELECT * FROM "spans" WHERE reopened_on IS NOT NULL;
UPDATE "invoices" invoice SET "paid_up_on" = span.paid_up_on
  FROM (SELECT DISTINCT customer_id, number FROM "runs") run
  LEFT JOIN "spans" span ON span.customer_id = run.customer_id AND span.number = run.number AND span.reopened_on IS NULL
  WHERE invoice.customer_id = run.customer_id AND invoice.number = run.number
    AND invoice.paid_up_on IS DISTINCT FROM span.paid_up_on;
CREATE TEMPORARY TABLE "concerned" AS SELECT DISTINCT customer_id FROM "runs";
DELETE FROM "account_credits" USING "concerned" WHERE "account_credits".customer_id = "concerned".customer_id;
INSERT INTO "account_credits" (customer_id, paid_on, amount_fen)
  SELECT customer_id, paid_on, change_fen FROM (
    SELECT customer_id, paid_on, CASE WHEN asked_fen IS NULL THEN amount_fen
      ELSE greatest(0, paid_fen - asked_fen) - greatest(0, paid_fen - amount_fen - asked_fen) END AS change_fen
    FROM (
      SELECT payment.customer_id, payment.paid_on, payment.amount_fen, invoice.amount_fen AS asked_fen,
        sum(payment.amount_fen) OVER (PARTITION BY payment.customer_id, payment.invoice_number
          ORDER BY payment.paid_on, payment.method, payment.amount_fen, payment.ordinal ROWS UNBOUNDED PRECEDING)::bigint AS paid_fen
      FROM payments payment JOIN "concerned" USING (customer_id)
      LEFT JOIN invoices invoice ON invoice.customer_id = payment.customer_id AND invoice.number = payment.invoice_number
        AND NOT invoice.void AND invoice.amount_fen > 0
    ) running
  ) credit WHERE change_fen <> 0;
INSERT INTO "customer_changes" ("customer_id") SELECT customer_id FROM "concerned";
DROP TABLE "runs", "spans", "concerned";
