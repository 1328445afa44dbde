-- AlterTable
ALTER TABLE "alert_messages" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "notice_id" BIGINT,
ADD COLUMN     "told" TEXT NOT NULL DEFAULT 'own',
ADD COLUMN     "told_severity" TEXT;

-- AlterTable
ALTER TABLE "alert_steps" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "notice_id" BIGINT,
ADD COLUMN     "planned" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "notices" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "claimed_at" TIMESTAMPTZ,
    "channel" TEXT,
    "ts" TEXT,
    "posted_at" TIMESTAMPTZ,
    "shown" TEXT,
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_items" (
    "notice_id" BIGINT NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "part" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "notice_items_pkey" PRIMARY KEY ("notice_id","alert_id")
);

-- CreateTable
CREATE TABLE "digest_runs" (
    "day" DATE NOT NULL,
    "planned_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "digest_runs_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "channel_turns" (
    "channel" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ NOT NULL,
    "line_end_at" TIMESTAMPTZ NOT NULL,
    "urgent_end_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "channel_turns_pkey" PRIMARY KEY ("channel")
);

-- CreateIndex
CREATE UNIQUE INDEX "notices_key_key" ON "notices"("key");

-- CreateIndex
CREATE INDEX "notice_items_alert_id_idx" ON "notice_items"("alert_id");

-- CreateIndex
CREATE INDEX "alert_messages_notice_id_idx" ON "alert_messages"("notice_id");

-- CreateIndex
CREATE INDEX "alert_steps_notice_id_idx" ON "alert_steps"("notice_id");

-- AddForeignKey
ALTER TABLE "alert_messages" ADD CONSTRAINT "alert_messages_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_steps" ADD CONSTRAINT "alert_steps_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_items" ADD CONSTRAINT "notice_items_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_items" ADD CONSTRAINT "notice_items_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- States that the program never writes are refused here too.
ALTER TABLE "alert_messages" DROP CONSTRAINT "alert_messages_state";
ALTER TABLE "alert_messages" ADD CONSTRAINT "alert_messages_state"
  CHECK ("state" IN ('pending', 'claimed', 'posted', 'failed', 'gathered', 'skipped'));
ALTER TABLE "alert_messages" ADD CONSTRAINT "alert_messages_told" CHECK ("told" IN ('own', 'bundle', 'digest'));
ALTER TABLE "alert_steps" DROP CONSTRAINT "alert_steps_state";
ALTER TABLE "alert_steps" ADD CONSTRAINT "alert_steps_state"
  CHECK ("state" IN ('pending', 'sending', 'sent', 'failed', 'stale', 'gathered', 'superseded'));
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("kind" IN ('summary', 'digest', 'steps', 'trouble'));
ALTER TABLE "notices" ADD CONSTRAINT "notices_state"
  CHECK ("state" IN ('pending', 'claimed', 'posted', 'failed', 'empty'));

-- Only what is not finished is swept.
CREATE INDEX "notices_unsent" ON "notices"("made_at") WHERE "state" IN ('pending', 'claimed', 'failed');
CREATE INDEX "alert_steps_unplanned" ON "alert_steps"("id") WHERE NOT "planned";
CREATE INDEX "alert_messages_for_digest" ON "alert_messages"("audience") WHERE "state" = 'gathered' AND "notice_id" IS NULL;
