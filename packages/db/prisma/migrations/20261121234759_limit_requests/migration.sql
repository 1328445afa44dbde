-- CreateTable
CREATE TABLE "limit_requests" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "requested_by" TEXT NOT NULL,
    "requester_role" TEXT NOT NULL,
    "submission_key" TEXT NOT NULL,
    "limit_fen" BIGINT NOT NULL,
    "term_days" INTEGER NOT NULL,
    "last_day" DATE,
    "reason" TEXT NOT NULL,
    "current_limit_fen" BIGINT,
    "current_term_days" INTEGER,
    "recommended_limit_fen" BIGINT,
    "recommended_term_days" INTEGER,
    "policy_hash" TEXT NOT NULL,
    "assessment_id" BIGINT NOT NULL,
    "levels" JSONB NOT NULL,
    "filed_with_finance" BOOLEAN NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 0,
    "round" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "limit_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "limit_request_steps" (
    "id" BIGSERIAL NOT NULL,
    "request_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "on_behalf_of" TEXT,
    "at" TIMESTAMPTZ NOT NULL,
    "round" INTEGER NOT NULL,
    "level" INTEGER,
    "reason" TEXT NOT NULL,
    "limit_fen" BIGINT,
    "term_days" INTEGER,
    "last_day" DATE,

    CONSTRAINT "limit_request_steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "limit_request_messages" (
    "id" BIGSERIAL NOT NULL,
    "request_id" BIGINT NOT NULL,
    "audience" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "claimed_at" TIMESTAMPTZ,
    "channel" TEXT,
    "ts" TEXT,
    "shown_version" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "posted_at" TIMESTAMPTZ,

    CONSTRAINT "limit_request_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absences" (
    "id" BIGSERIAL NOT NULL,
    "staff_code" TEXT NOT NULL,
    "delegate_code" TEXT NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,

    CONSTRAINT "absences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_grants" (
    "id" BIGSERIAL NOT NULL,
    "limit_fen" BIGINT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "term_days" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "last_day" DATE,
    "ended_on" DATE,
    "ended_at" TIMESTAMPTZ,
    "ended_by" TEXT,
    "granted_at" TIMESTAMPTZ NOT NULL,
    "request_id" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "customer_grants_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "limit_requests_submission_key_key" ON "limit_requests"("submission_key");

-- CreateIndex
CREATE INDEX "limit_requests_customer_id_idx" ON "limit_requests"("customer_id");

-- CreateIndex
CREATE INDEX "limit_requests_requested_by_idx" ON "limit_requests"("requested_by");

-- CreateIndex
CREATE INDEX "limit_request_steps_request_id_idx" ON "limit_request_steps"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "limit_request_messages_request_id_audience_key" ON "limit_request_messages"("request_id", "audience");

-- CreateIndex
CREATE INDEX "absences_staff_code_idx" ON "absences"("staff_code");

-- CreateIndex
CREATE UNIQUE INDEX "customer_grants_request_id_key" ON "customer_grants"("request_id");

-- CreateIndex
CREATE INDEX "customer_grants_customer_id_idx" ON "customer_grants"("customer_id");

-- AddForeignKey
ALTER TABLE "limit_requests" ADD CONSTRAINT "limit_requests_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "limit_request_steps" ADD CONSTRAINT "limit_request_steps_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "limit_requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "limit_request_messages" ADD CONSTRAINT "limit_request_messages_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "limit_requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_grants" ADD CONSTRAINT "customer_grants_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_grants" ADD CONSTRAINT "customer_grants_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "limit_requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- States and kinds that the program never writes are refused here too.
ALTER TABLE "limit_requests" ADD CONSTRAINT "limit_requests_state"
  CHECK ("state" IN ('pending', 'returned', 'approved', 'rejected', 'withdrawn', 'expired'));
ALTER TABLE "limit_requests" ADD CONSTRAINT "limit_requests_amounts" CHECK ("limit_fen" >= 0 AND "term_days" >= 0);
ALTER TABLE "limit_request_steps" ADD CONSTRAINT "limit_request_steps_kind"
  CHECK ("kind" IN ('request', 'approve', 'reject', 'return', 'resubmit', 'withdraw'));
ALTER TABLE "absences" ADD CONSTRAINT "absences_days" CHECK ("first_day" <= "last_day" AND "staff_code" <> "delegate_code");
ALTER TABLE "customer_grants" ADD CONSTRAINT "customer_grants_ended" CHECK (("ended_at" IS NULL) = ("ended_on" IS NULL));
ALTER TABLE "customer_grants" ADD CONSTRAINT "customer_grants_reason" CHECK ("reason" <> '');

-- Of a customer, one thing at a time is asked for.
CREATE UNIQUE INDEX "limit_requests_one_open" ON "limit_requests"("customer_id") WHERE "state" IN ('pending', 'returned');
CREATE INDEX "limit_requests_expires_at" ON "limit_requests"("expires_at") WHERE "state" IN ('pending', 'returned');

-- Nobody answers twice for one level of one round.
CREATE UNIQUE INDEX "limit_request_steps_once" ON "limit_request_steps"("request_id", "round", "level")
  WHERE "kind" IN ('approve', 'reject', 'return');

-- What ends by itself is found without reading every grant.
CREATE INDEX "customer_grants_last_day" ON "customer_grants"("last_day") WHERE "ended_at" IS NULL AND "last_day" IS NOT NULL;
