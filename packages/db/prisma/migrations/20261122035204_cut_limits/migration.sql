-- AlterTable
ALTER TABLE "alert_reviews" ADD COLUMN     "limit_before_fen" BIGINT,
ADD COLUMN     "limit_fen" BIGINT,
ADD COLUMN     "request_id" BIGINT;

-- AlterTable
ALTER TABLE "customer_grants" ADD COLUMN     "end_reason" TEXT,
ADD COLUMN     "review_id" BIGINT,
ALTER COLUMN "request_id" DROP NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "alert_reviews_request_id_key" ON "alert_reviews"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_grants_review_id_key" ON "customer_grants"("review_id");

-- AddForeignKey
ALTER TABLE "alert_reviews" ADD CONSTRAINT "alert_reviews_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "limit_requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_grants" ADD CONSTRAINT "customer_grants_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "alert_reviews"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A grant comes from one decision: a request or a review.
ALTER TABLE "customer_grants" ADD CONSTRAINT "customer_grants_one_source" CHECK (num_nonnulls(request_id, review_id) = 1);
