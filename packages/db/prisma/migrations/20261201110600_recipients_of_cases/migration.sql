-- Whom a message about a collection case was sent to: when the customer changes hands it is sent to somebody else.
ALTER TABLE "collection_messages" ADD COLUMN "recipient" TEXT;
