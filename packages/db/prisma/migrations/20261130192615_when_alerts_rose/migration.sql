-- AlterTable
ALTER TABLE "alerts" ADD COLUMN     "raised_at" TIMESTAMPTZ;
