-- AlterTable
ALTER TABLE "customer_measures" ADD COLUMN     "end_reason" TEXT,
ADD COLUMN     "ended_by" TEXT;

-- Each alert puts its own measure on the customer: the end of one leaves those of other alerts as they are.
DROP INDEX "customer_measures_holding";
CREATE UNIQUE INDEX "customer_measures_holding" ON "customer_measures"("alert_id", "kind") WHERE "ended_at" IS NULL;
