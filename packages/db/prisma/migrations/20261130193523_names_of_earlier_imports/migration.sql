-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "earlier_name_keys" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "earlier_names" TEXT[] DEFAULT ARRAY[]::TEXT[];
