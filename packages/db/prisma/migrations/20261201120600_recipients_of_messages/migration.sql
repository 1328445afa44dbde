-- Whom a message was sent to: when an alert or a case of collection is somebody else's, it is not shown anew to whoever had it.
ALTER TABLE "alert_messages" ADD COLUMN "recipient" TEXT;
ALTER TABLE "collection_messages" ADD COLUMN "recipient" TEXT;
