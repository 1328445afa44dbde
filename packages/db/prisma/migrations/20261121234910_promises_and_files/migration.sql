-- DropIndex
DROP INDEX "promises_alert_id_key";

-- AlterTable
ALTER TABLE "promises" ADD COLUMN     "decided_on" DATE,
ADD COLUMN     "paid_fen" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "recorded_on" DATE,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'open',
ADD COLUMN     "withdrawn_on" DATE;

-- Promises of before were recorded on the day on which they were made.
UPDATE "promises" SET "recorded_on" = "made_on";
ALTER TABLE "promises" ALTER COLUMN "recorded_on" SET NOT NULL;

-- CreateTable
CREATE TABLE "feedback_files" (
    "id" BIGSERIAL NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "slack_file_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" INTEGER,
    "permalink" TEXT,
    "uploaded_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "queued_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sha256" TEXT,
    "content" BYTEA,
    "stored_at" TIMESTAMPTZ,

    CONSTRAINT "feedback_files_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "feedback_files_state_queued_at_idx" ON "feedback_files"("state", "queued_at");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_files_alert_id_slack_file_id_key" ON "feedback_files"("alert_id", "slack_file_id");

-- CreateIndex
CREATE INDEX "promises_alert_id_idx" ON "promises"("alert_id");

-- AddForeignKey
ALTER TABLE "feedback_files" ADD CONSTRAINT "feedback_files_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
