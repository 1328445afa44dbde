-- AlterTable
ALTER TABLE "alerts" ADD COLUMN     "clock_generation" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "clock_steps" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "alert_steps" (
    "id" BIGSERIAL NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "generation" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "claimed_at" TIMESTAMPTZ NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "sending_at" TIMESTAMPTZ,
    "queued_at" TIMESTAMPTZ NOT NULL,
    "channel" TEXT,
    "ts" TEXT,
    "sent_at" TIMESTAMPTZ,
    "recipient" TEXT,
    "error" TEXT,

    CONSTRAINT "alert_steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_holds" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "since" TIMESTAMPTZ NOT NULL,
    "reason" TEXT NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "ended_at" TIMESTAMPTZ,

    CONSTRAINT "credit_holds_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "alert_steps_alert_id_generation_step_place_key" ON "alert_steps"("alert_id", "generation", "step", "place");

-- CreateIndex
CREATE INDEX "credit_holds_customer_id_idx" ON "credit_holds"("customer_id");

-- AddForeignKey
ALTER TABLE "alert_steps" ADD CONSTRAINT "alert_steps_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_holds" ADD CONSTRAINT "credit_holds_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_holds" ADD CONSTRAINT "credit_holds_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The next step is read off the clock by the database itself: no writer can forget to bring the two in line.
ALTER TABLE "alerts" ADD COLUMN "next_step" TEXT GENERATED ALWAYS AS ("clock_steps" -> 0 ->> 'step') STORED;
ALTER TABLE "alerts" ADD COLUMN "next_step_at" TIMESTAMPTZ
  GENERATED ALWAYS AS (to_timestamp(("clock_steps" -> 0 -> 'at')::float8 / 1000)) STORED;
CREATE INDEX "alerts_next_step_at" ON "alerts"("next_step_at") WHERE "next_step_at" IS NOT NULL;

-- Alerts that wait from before there were clocks are reminded once, at their deadline.
UPDATE "alerts" SET "clock_steps" = jsonb_build_array(jsonb_build_object(
    'step', 'reminder_1', 'at', round(extract(epoch FROM "due_at") * 1000), 'audience', 'owner'))
  WHERE "state" IN ('open', 'returned');

ALTER TABLE "alert_steps" ADD CONSTRAINT "alert_steps_place" CHECK ("place" IN ('direct', 'thread'));
ALTER TABLE "alert_steps" ADD CONSTRAINT "alert_steps_state"
  CHECK ("state" IN ('pending', 'sending', 'sent', 'failed', 'stale'));

-- Only messages not sent yet are swept.
CREATE INDEX "alert_steps_unsent" ON "alert_steps"("queued_at") WHERE "state" IN ('pending', 'sending', 'failed');

-- An alert holds new credit once at a time.
CREATE UNIQUE INDEX "credit_holds_one_of_alert" ON "credit_holds"("alert_id") WHERE "ended_at" IS NULL;
