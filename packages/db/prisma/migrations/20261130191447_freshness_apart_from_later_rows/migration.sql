-- AlterTable
ALTER TABLE "ledger_months" ADD COLUMN     "furthest_on" DATE;

-- AlterTable
ALTER TABLE "ledger_windows" ADD COLUMN     "furthest_on" DATE;

UPDATE "ledger_months" SET "furthest_on" = "last_on";
UPDATE "ledger_months" month SET "furthest_on" = greatest(month.furthest_on, settled.latest_on)
  FROM (
    SELECT customer_id, (extract(year FROM settled_on) * 12 + extract(month FROM settled_on) - 1)::int AS month,
      max(settled_on) AS latest_on
    FROM "invoices" WHERE NOT void AND amount_fen > 0 AND settled_on < 'infinity' GROUP BY 1, 2
  ) settled
  WHERE settled.customer_id = month.customer_id AND settled.month = month.month;
UPDATE "ledger_windows" SET "furthest_on" = months.furthest_on
  FROM (SELECT customer_id, max(furthest_on) AS furthest_on FROM "ledger_months" GROUP BY 1) months
  WHERE months.customer_id = "ledger_windows".customer_id;

-- Due days and days that have not come yet made a ledger fresher than it is.
UPDATE "data_sources" SET "latest_on" = least("latest_on", coalesce((
    SELECT max(day) FROM (
      SELECT max(issued_on) AS day FROM "invoices" WHERE NOT void AND issued_on <= current_date
      UNION ALL SELECT max(settled_on) FROM "invoices" WHERE NOT void AND settled_on <= current_date
      UNION ALL SELECT max(paid_on) FROM "payments" WHERE paid_on <= current_date
    ) days
  ), current_date)) WHERE "source" = 'ledger';
UPDATE "data_sources" SET "latest_on" = least("latest_on", current_date) WHERE "source" <> 'ledger';
