-- CreateTable
CREATE TABLE "alert_reviews" (
    "id" BIGSERIAL NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "revision" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "action" TEXT,
    "verdict" TEXT,
    "note" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_measures" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until" DATE,
    "reason" TEXT NOT NULL,
    "alert_id" BIGINT,
    "ended_at" TIMESTAMPTZ,

    CONSTRAINT "customer_measures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_reviews_alert_id_idx" ON "alert_reviews"("alert_id");

-- CreateIndex
CREATE INDEX "customer_measures_customer_id_idx" ON "customer_measures"("customer_id");

-- CreateIndex
CREATE INDEX "customer_measures_alert_id_idx" ON "customer_measures"("alert_id");

-- AddForeignKey
ALTER TABLE "alert_reviews" ADD CONSTRAINT "alert_reviews_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_measures" ADD CONSTRAINT "customer_measures_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_measures" ADD CONSTRAINT "customer_measures_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- States, decisions and measures that the program never writes are refused here too.
ALTER TABLE "alerts" DROP CONSTRAINT "alerts_state";
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_state" CHECK ("state" IN ('open', 'answered', 'returned', 'accepted', 'closed'));
ALTER TABLE "alert_reviews" ADD CONSTRAINT "alert_reviews_decision" CHECK ("decision" IN ('accept', 'return', 'close'));
ALTER TABLE "alert_reviews" ADD CONSTRAINT "alert_reviews_complete" CHECK (
  ("decision" = 'accept') = ("action" IS NOT NULL) AND ("decision" = 'close') = ("verdict" IS NOT NULL)
  AND ("decision" = 'accept' OR "note" <> ''));
ALTER TABLE "customer_measures" ADD CONSTRAINT "customer_measures_kind" CHECK ("kind" IN ('suspend', 'prepay', 'watch', 'cut_limit'));

-- A measure of each kind holds once: a later decision takes the place of the earlier one.
CREATE UNIQUE INDEX "customer_measures_holding" ON "customer_measures"("customer_id", "kind") WHERE "ended_at" IS NULL;

-- An answer that risk returns waits again while a later alert of the customer may wait for its first answer.
DROP INDEX "alerts_one_unanswered";
CREATE UNIQUE INDEX "alerts_one_unanswered" ON "alerts"("customer_id") WHERE "state" = 'open';
