-- AlterTable
ALTER TABLE "customer_state" ADD COLUMN     "data_dates" DATE[] DEFAULT ARRAY[]::DATE[];
