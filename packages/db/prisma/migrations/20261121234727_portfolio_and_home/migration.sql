-- AlterTable
ALTER TABLE "customer_state" ADD COLUMN     "aging_fen" BIGINT[] DEFAULT ARRAY[]::BIGINT[];

-- CreateTable
CREATE TABLE "portfolio_days" (
    "as_of" DATE NOT NULL,
    "grade" TEXT NOT NULL,
    "customers" INTEGER NOT NULL,
    "exposure_fen" BIGINT NOT NULL,
    "open_fen" BIGINT NOT NULL,
    "overdue_fen" BIGINT NOT NULL,

    CONSTRAINT "portfolio_days_pkey" PRIMARY KEY ("as_of","grade")
);

-- CreateTable
CREATE TABLE "home_views" (
    "slack_user_id" TEXT NOT NULL,
    "staff_code" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ NOT NULL,
    "state" JSONB NOT NULL DEFAULT '{}',
    "wanted_at" TIMESTAMPTZ,

    CONSTRAINT "home_views_pkey" PRIMARY KEY ("slack_user_id")
);

-- CreateIndex
CREATE INDEX "home_views_staff_code_idx" ON "home_views"("staff_code");

-- What earlier runs found is not lost: the facts of each customer hold the aging.
UPDATE customer_state state SET aging_fen = ARRAY(
  SELECT amount::bigint FROM jsonb_array_elements_text(
    COALESCE(state.facts, assessment.facts)::jsonb #> '{ledger,aging}') WITH ORDINALITY AS item (amount, place) ORDER BY place)
FROM assessments assessment
WHERE assessment.id = state.assessment_id
  AND jsonb_typeof(COALESCE(state.facts, assessment.facts)::jsonb #> '{ledger,aging}') = 'array';

-- Homes that are out of date are few among many.
CREATE INDEX "home_views_wanted" ON "home_views"("wanted_at") WHERE "wanted_at" IS NOT NULL;
