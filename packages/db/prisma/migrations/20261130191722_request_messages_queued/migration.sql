-- AlterTable
ALTER TABLE "limit_request_messages" ADD COLUMN     "queued_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Those that are here already were queued with the request at the latest.
UPDATE "limit_request_messages" message SET "queued_at" = request."created_at" FROM "limit_requests" request WHERE request."id" = message."request_id";
