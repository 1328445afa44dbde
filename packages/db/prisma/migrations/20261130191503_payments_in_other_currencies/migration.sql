-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "currency" TEXT,
ADD COLUMN     "original_amount" BIGINT;
