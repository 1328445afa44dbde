-- AlterTable
ALTER TABLE "collection_messages" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "report_messages" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "limit_request_messages" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0;

-- What is refused today was tried at least once.
UPDATE "collection_messages" SET "attempts" = 1 WHERE "state" = 'failed';
UPDATE "report_messages" SET "attempts" = 1 WHERE "state" = 'failed';
UPDATE "limit_request_messages" SET "attempts" = 1 WHERE "state" = 'failed';
