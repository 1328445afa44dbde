-- CreateTable
CREATE TABLE "alert_predictions" (
    "id" BIGSERIAL NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "prediction_id" TEXT,
    "made_on" DATE NOT NULL,
    "within_days" INTEGER NOT NULL,
    "days_past_due" INTEGER,
    "at_least_fen" BIGINT,
    "events" TEXT[],
    "exposure_fen" BIGINT NOT NULL,
    "overdue_fen" BIGINT NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "policy_hash" TEXT NOT NULL,

    CONSTRAINT "alert_predictions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "effect_gradings" (
    "alert_prediction_id" BIGINT NOT NULL,
    "after_days" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "outcome" TEXT,
    "happening" TEXT,
    "happened_on" DATE,
    "lead_days" INTEGER,
    "recovered_fen" BIGINT,
    "outstanding_fen" BIGINT,
    "graded_at" TIMESTAMPTZ,

    CONSTRAINT "effect_gradings_pkey" PRIMARY KEY ("alert_prediction_id","after_days")
);

-- CreateTable
CREATE TABLE "recovery_estimates" (
    "alert_id" BIGINT NOT NULL,
    "staff_code" TEXT NOT NULL,
    "estimated_on" DATE NOT NULL,
    "percent" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "overdue_fen" BIGINT,
    "recovered_fen" BIGINT,
    "graded_at" TIMESTAMPTZ,

    CONSTRAINT "recovery_estimates_pkey" PRIMARY KEY ("alert_id","staff_code")
);

-- CreateTable
CREATE TABLE "monthly_reports" (
    "month" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "monthly_reports_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "report_messages" (
    "id" BIGSERIAL NOT NULL,
    "month" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "sending_at" TIMESTAMPTZ,
    "queued_at" TIMESTAMPTZ NOT NULL,
    "channel" TEXT,
    "ts" TEXT,
    "sent_at" TIMESTAMPTZ,
    "error" TEXT,

    CONSTRAINT "report_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_predictions_made_on_idx" ON "alert_predictions"("made_on");

-- CreateIndex
CREATE UNIQUE INDEX "alert_predictions_alert_id_rule_id_key" ON "alert_predictions"("alert_id", "rule_id");

-- CreateIndex
CREATE INDEX "recovery_estimates_staff_code_idx" ON "recovery_estimates"("staff_code");

-- CreateIndex
CREATE UNIQUE INDEX "report_messages_month_audience_key" ON "report_messages"("month", "audience");

-- AddForeignKey
ALTER TABLE "alert_predictions" ADD CONSTRAINT "alert_predictions_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "effect_gradings" ADD CONSTRAINT "effect_gradings_alert_prediction_id_fkey" FOREIGN KEY ("alert_prediction_id") REFERENCES "alert_predictions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_estimates" ADD CONSTRAINT "recovery_estimates_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_messages" ADD CONSTRAINT "report_messages_month_fkey" FOREIGN KEY ("month") REFERENCES "monthly_reports"("month") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Only what is not graded yet is looked for.
CREATE INDEX "effect_gradings_due" ON "effect_gradings"("due_on") WHERE "outcome" IS NULL;
CREATE INDEX "recovery_estimates_due" ON "recovery_estimates"("due_on") WHERE "graded_at" IS NULL;
ALTER TABLE "effect_gradings" ADD CONSTRAINT "effect_gradings_outcome"
  CHECK ("outcome" IN ('confirmed', 'false_alarm', 'undecided'));
ALTER TABLE "report_messages" ADD CONSTRAINT "report_messages_state"
  CHECK ("state" IN ('pending', 'sending', 'sent', 'failed'));
