-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "group_limit_fen" BIGINT;
