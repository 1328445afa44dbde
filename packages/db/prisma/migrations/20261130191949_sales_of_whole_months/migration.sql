-- AlterTable
ALTER TABLE "ledger_windows" ADD COLUMN     "sales_12m" BIGINT NOT NULL DEFAULT 0;

UPDATE "ledger_windows" SET "sales_12m" = sums.sales_12m, "sales_previous_12m" = sums.sales_previous_12m
  FROM (
    SELECT months.customer_id,
      coalesce(sum(invoiced_fen) FILTER (WHERE months.month BETWEEN window_row.month - 12 AND window_row.month - 1), 0)::bigint
        AS sales_12m,
      coalesce(sum(invoiced_fen) FILTER (WHERE months.month BETWEEN window_row.month - 24 AND window_row.month - 13), 0)::bigint
        AS sales_previous_12m
    FROM "ledger_months" months JOIN "ledger_windows" window_row ON window_row.customer_id = months.customer_id
    GROUP BY 1
  ) sums
  WHERE sums.customer_id = "ledger_windows".customer_id;
-- Who bought the same every month looks no longer as if it bought less: the next run looks at everybody again.
INSERT INTO "customer_changes" ("customer_id") SELECT "customer_id" FROM "ledger_windows";
