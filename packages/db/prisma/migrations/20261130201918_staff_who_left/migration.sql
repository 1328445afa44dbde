-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "left_at" TIMESTAMPTZ(3);
