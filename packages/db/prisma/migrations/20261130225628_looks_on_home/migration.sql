-- AlterTable
ALTER TABLE "home_views" ADD COLUMN     "recorded" JSONB;
