-- AlterTable
ALTER TABLE "access_tokens" ADD COLUMN     "public_key" TEXT;
