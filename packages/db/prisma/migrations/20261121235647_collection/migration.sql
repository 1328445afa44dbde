-- CreateTable
CREATE TABLE "collection_cases" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "stage" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "overdue_fen" BIGINT NOT NULL,
    "policy_hash" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ NOT NULL,
    "due_at" TIMESTAMPTZ,
    "reminded_at" TIMESTAMPTZ,
    "write_offs" INTEGER NOT NULL DEFAULT 0,
    "latest_kind" TEXT NOT NULL,
    "latest_by" TEXT NOT NULL,
    "latest_at" TIMESTAMPTZ NOT NULL,
    "closed_at" TIMESTAMPTZ,
    "close_note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "collection_cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_stages" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ NOT NULL,
    "entered_by" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "cost_fen" BIGINT NOT NULL,
    "yield_fen" BIGINT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "collection_stages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_contacts" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "stage" TEXT NOT NULL,
    "contacted_on" DATE NOT NULL,
    "person" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "next_step" TEXT NOT NULL,
    "expected_on" DATE,
    "expected_fen" BIGINT,
    "logged_by" TEXT NOT NULL,
    "logged_at" TIMESTAMPTZ NOT NULL,
    "submission" TEXT NOT NULL,

    CONSTRAINT "collection_contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_instalments" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "plan" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "agreed_by" TEXT NOT NULL,
    "agreed_at" TIMESTAMPTZ NOT NULL,
    "remind_at" TIMESTAMPTZ,
    "reminded_at" TIMESTAMPTZ,
    "replaced" BOOLEAN NOT NULL DEFAULT false,
    "submission" TEXT NOT NULL,

    CONSTRAINT "collection_instalments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_write_offs" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',

    CONSTRAINT "collection_write_offs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_decisions" (
    "id" BIGSERIAL NOT NULL,
    "write_off_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,
    "agree" BOOLEAN NOT NULL,
    "by" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "collection_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_letters" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL,
    "request" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "sending_at" TIMESTAMPTZ,
    "sent_at" TIMESTAMPTZ,
    "channel" TEXT,
    "error" TEXT,

    CONSTRAINT "collection_letters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_messages" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "audience" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "claimed_at" TIMESTAMPTZ,
    "queued_at" TIMESTAMPTZ NOT NULL,
    "channel" TEXT,
    "ts" TEXT,
    "shown_version" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "posted_at" TIMESTAMPTZ,

    CONSTRAINT "collection_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "collection_cases_customer_id_idx" ON "collection_cases"("customer_id");

-- CreateIndex
CREATE INDEX "collection_cases_alert_id_idx" ON "collection_cases"("alert_id");

-- CreateIndex
CREATE UNIQUE INDEX "collection_stages_case_id_number_key" ON "collection_stages"("case_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "collection_contacts_submission_key" ON "collection_contacts"("submission");

-- CreateIndex
CREATE INDEX "collection_contacts_case_id_idx" ON "collection_contacts"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "collection_instalments_case_id_plan_number_key" ON "collection_instalments"("case_id", "plan", "number");

-- CreateIndex
CREATE UNIQUE INDEX "collection_instalments_submission_number_key" ON "collection_instalments"("submission", "number");

-- CreateIndex
CREATE UNIQUE INDEX "collection_write_offs_case_id_number_key" ON "collection_write_offs"("case_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "collection_decisions_write_off_id_role_key" ON "collection_decisions"("write_off_id", "role");

-- CreateIndex
CREATE UNIQUE INDEX "collection_letters_request_key" ON "collection_letters"("request");

-- CreateIndex
CREATE UNIQUE INDEX "collection_letters_case_id_number_key" ON "collection_letters"("case_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "collection_messages_case_id_audience_key" ON "collection_messages"("case_id", "audience");

-- AddForeignKey
ALTER TABLE "collection_cases" ADD CONSTRAINT "collection_cases_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_cases" ADD CONSTRAINT "collection_cases_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_stages" ADD CONSTRAINT "collection_stages_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "collection_cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_contacts" ADD CONSTRAINT "collection_contacts_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "collection_cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_instalments" ADD CONSTRAINT "collection_instalments_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "collection_cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_write_offs" ADD CONSTRAINT "collection_write_offs_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "collection_cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_decisions" ADD CONSTRAINT "collection_decisions_write_off_id_fkey" FOREIGN KEY ("write_off_id") REFERENCES "collection_write_offs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_letters" ADD CONSTRAINT "collection_letters_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "collection_cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_messages" ADD CONSTRAINT "collection_messages_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "collection_cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One customer, one open case: what comes later joins it.
CREATE UNIQUE INDEX "collection_cases_one_open" ON "collection_cases"("customer_id") WHERE "closed_at" IS NULL;

-- What the sweep looks for.
CREATE INDEX "collection_cases_due" ON "collection_cases"("due_at") WHERE "reminded_at" IS NULL AND "due_at" IS NOT NULL;
CREATE INDEX "collection_instalments_due" ON "collection_instalments"("remind_at")
  WHERE "reminded_at" IS NULL AND "remind_at" IS NOT NULL;
CREATE INDEX "collection_messages_unsent" ON "collection_messages"("queued_at") WHERE "state" <> 'posted';

ALTER TABLE "collection_cases" ADD CONSTRAINT "collection_cases_state"
  CHECK ("state" IN ('open', 'write_off_asked', 'paid', 'written_off', 'ended'));
ALTER TABLE "collection_cases" ADD CONSTRAINT "collection_cases_closed"
  CHECK (("closed_at" IS NULL) = ("state" IN ('open', 'write_off_asked')));
ALTER TABLE "collection_write_offs" ADD CONSTRAINT "collection_write_offs_state"
  CHECK ("state" IN ('asked', 'agreed', 'refused', 'withdrawn'));
