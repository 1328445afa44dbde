-- AlterTable
ALTER TABLE "collection_instalments" ADD COLUMN     "decided_on" DATE,
ADD COLUMN     "paid_fen" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'open';
