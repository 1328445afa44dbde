-- AlterTable
ALTER TABLE "access_tokens" ADD COLUMN     "browser" TEXT;

-- CreateTable
CREATE TABLE "connection_messages" (
    "id" BIGSERIAL NOT NULL,
    "token_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "claimed_at" TIMESTAMPTZ,
    "claims" INTEGER NOT NULL DEFAULT 0,
    "queued_at" TIMESTAMPTZ NOT NULL,
    "channel" TEXT,
    "ts" TEXT,
    "shown_version" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "posted_at" TIMESTAMPTZ,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "connection_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connection_messages_token_id_key" ON "connection_messages"("token_id");

-- AddForeignKey
ALTER TABLE "connection_messages" ADD CONSTRAINT "connection_messages_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "access_tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;
