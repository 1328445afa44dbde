-- AlterTable
ALTER TABLE "collection_letters" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "claims" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "queued_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Those that are here already were queued when they were asked for. What was given up stays so until a person has it tried again.
UPDATE "collection_letters" SET "queued_at" = "requested_at",
  "attempts" = CASE WHEN "state" <> 'failed' THEN 0 WHEN "requested_at" < now() - interval '2 days' THEN 48 ELSE 1 END;
