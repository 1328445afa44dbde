-- DropIndex
DROP INDEX "precheck_messages_precheck_id_staff_code_key";

-- AlterTable
ALTER TABLE "prechecks" ADD COLUMN     "customer_id" INTEGER,
ADD COLUMN     "handled_at" TIMESTAMPTZ,
ADD COLUMN     "handled_by" TEXT,
ADD COLUMN     "outcome" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'open',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "precheck_messages" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "audience" TEXT NOT NULL DEFAULT 'ask',
ADD COLUMN     "queued_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "shown_version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "notice_requests" (
    "notice_id" BIGINT NOT NULL,
    "request_id" BIGINT NOT NULL,
    "level" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "notice_requests_pkey" PRIMARY KEY ("notice_id","request_id")
);

-- CreateIndex
CREATE INDEX "notice_requests_request_id_idx" ON "notice_requests"("request_id");

-- CreateIndex
CREATE INDEX "prechecks_customer_id_idx" ON "prechecks"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "precheck_messages_precheck_id_staff_code_audience_key" ON "precheck_messages"("precheck_id", "staff_code", "audience");

-- AddForeignKey
ALTER TABLE "prechecks" ADD CONSTRAINT "prechecks_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_requests" ADD CONSTRAINT "notice_requests_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_requests" ADD CONSTRAINT "notice_requests_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "limit_requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- States that the program never writes are refused here too.
ALTER TABLE "prechecks" ADD CONSTRAINT "prechecks_state" CHECK ("state" IN ('open', 'taken', 'done', 'declined'));
ALTER TABLE "prechecks" ADD CONSTRAINT "prechecks_handled"
  CHECK (("state" = 'open') = ("handled_by" IS NULL) AND ("handled_by" IS NULL) = ("handled_at" IS NULL));
