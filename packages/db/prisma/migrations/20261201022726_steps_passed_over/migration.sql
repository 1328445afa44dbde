-- AlterTable
ALTER TABLE "alert_steps" ADD COLUMN     "passed_over" TEXT[] DEFAULT ARRAY[]::TEXT[];
