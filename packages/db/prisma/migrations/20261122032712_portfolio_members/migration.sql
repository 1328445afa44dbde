-- AlterTable
ALTER TABLE "portfolio_days" ADD COLUMN     "customer_ids" INTEGER[];
