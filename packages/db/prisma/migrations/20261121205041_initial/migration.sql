-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "customers" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "near_key" TEXT NOT NULL,
    "uscc" TEXT,
    "former_names" TEXT[],
    "former_name_keys" TEXT[],
    "region" TEXT,
    "industry" TEXT,
    "size" TEXT,
    "registered_capital_fen" BIGINT,
    "established_on" DATE,
    "registry_status" TEXT,
    "sales_owner" TEXT,
    "credit_limit_fen" BIGINT,
    "term_days" INTEGER,
    "insured_limit_fen" BIGINT NOT NULL DEFAULT 0,
    "insured_until" DATE,
    "collateral_value_fen" BIGINT NOT NULL DEFAULT 0,
    "agreement_signed_on" DATE,
    "documents_complete" BOOLEAN,
    "first_order_on" DATE,
    "order_count" INTEGER,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "master_on" DATE,
    "group_id" INTEGER,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_groups" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "limit_fen" BIGINT,

    CONSTRAINT "customer_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "email" TEXT,
    "slack_user_id" TEXT,
    "manager_code" TEXT,
    "team_code" TEXT,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "teams" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slack_channel" TEXT,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "invoices" (
    "amount_fen" BIGINT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "issued_on" DATE,
    "due_on" DATE NOT NULL,
    "known_on" DATE NOT NULL,
    "cleared_on" DATE,
    "paid_up_on" DATE,
    "disputed" BOOLEAN NOT NULL DEFAULT false,
    "void" BOOLEAN NOT NULL DEFAULT false,
    "has_payments" BOOLEAN NOT NULL DEFAULT false,
    "number" TEXT NOT NULL,
    "currency" TEXT,
    "original_amount" BIGINT,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("customer_id","number")
);

-- CreateTable
CREATE TABLE "payments" (
    "amount_fen" BIGINT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "paid_on" DATE NOT NULL,
    "invoice_number" TEXT NOT NULL DEFAULT '',
    "method" TEXT NOT NULL DEFAULT '',
    "ordinal" INTEGER NOT NULL,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("customer_id","invoice_number","paid_on","amount_fen","method","ordinal")
);

-- CreateTable
CREATE TABLE "account_credits" (
    "id" BIGSERIAL NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "paid_on" DATE NOT NULL,

    CONSTRAINT "account_credits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_months" (
    "invoiced_fen" BIGINT NOT NULL,
    "term_fen" BIGINT NOT NULL,
    "term_weight" BIGINT NOT NULL,
    "settled_fen" BIGINT NOT NULL,
    "late_fen" BIGINT NOT NULL,
    "late_weight" BIGINT NOT NULL,
    "index_weight" BIGINT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "invoice_count" INTEGER NOT NULL,
    "first_on" DATE,
    "last_on" DATE,

    CONSTRAINT "ledger_months_pkey" PRIMARY KEY ("customer_id","month")
);

-- CreateTable
CREATE TABLE "ledger_windows" (
    "sales_0" BIGINT NOT NULL,
    "sales_1" BIGINT NOT NULL,
    "sales_2" BIGINT NOT NULL,
    "sales_3" BIGINT NOT NULL,
    "sales_4" BIGINT NOT NULL,
    "sales_5" BIGINT NOT NULL,
    "sales_6" BIGINT NOT NULL,
    "sales_7" BIGINT NOT NULL,
    "sales_8" BIGINT NOT NULL,
    "sales_9" BIGINT NOT NULL,
    "sales_10" BIGINT NOT NULL,
    "sales_11" BIGINT NOT NULL,
    "sales_previous_12m" BIGINT NOT NULL,
    "term_fen" BIGINT NOT NULL,
    "term_weight" BIGINT NOT NULL,
    "settled_fen" BIGINT NOT NULL,
    "late_fen" BIGINT NOT NULL,
    "late_weight" BIGINT NOT NULL,
    "index_weight" BIGINT NOT NULL,
    "settled_recent" BIGINT NOT NULL,
    "late_weight_recent" BIGINT NOT NULL,
    "settled_before" BIGINT NOT NULL,
    "late_weight_before" BIGINT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "invoice_count" INTEGER NOT NULL,
    "first_on" DATE,
    "last_on" DATE,

    CONSTRAINT "ledger_windows_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "data_sources" (
    "source" TEXT NOT NULL,
    "latest_on" DATE NOT NULL,

    CONSTRAINT "data_sources_pkey" PRIMARY KEY ("source")
);

-- CreateTable
CREATE TABLE "orders" (
    "amount_fen" BIGINT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "ordered_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "number" TEXT NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("customer_id","number")
);

-- CreateTable
CREATE TABLE "tax_invoices" (
    "amount_fen" BIGINT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "issued_on" DATE NOT NULL,
    "received" BOOLEAN NOT NULL,
    "void" BOOLEAN NOT NULL DEFAULT false,
    "number" TEXT NOT NULL,
    "counterparty" TEXT,

    CONSTRAINT "tax_invoices_pkey" PRIMARY KEY ("customer_id","received","number")
);

-- CreateTable
CREATE TABLE "statements" (
    "customer_id" INTEGER NOT NULL,
    "period_end" DATE NOT NULL,
    "source" TEXT NOT NULL DEFAULT '',
    "months" INTEGER NOT NULL DEFAULT 12,
    "total_assets_fen" BIGINT,
    "current_assets_fen" BIGINT,
    "cash_fen" BIGINT,
    "inventory_fen" BIGINT,
    "receivables_fen" BIGINT,
    "total_liabilities_fen" BIGINT,
    "current_liabilities_fen" BIGINT,
    "short_term_debt_fen" BIGINT,
    "total_debt_fen" BIGINT,
    "new_debt_12m_fen" BIGINT,
    "equity_fen" BIGINT,
    "retained_earnings_fen" BIGINT,
    "revenue_fen" BIGINT,
    "net_profit_fen" BIGINT,
    "ebit_fen" BIGINT,
    "operating_cash_flow_fen" BIGINT,

    CONSTRAINT "statements_pkey" PRIMARY KEY ("customer_id","period_end","source")
);

-- CreateTable
CREATE TABLE "events" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "observed_on" DATE NOT NULL,
    "amount_fen" BIGINT,
    "value" DOUBLE PRECISION,
    "title" TEXT NOT NULL DEFAULT '',
    "url" TEXT,
    "source" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "industries" (
    "industry" TEXT NOT NULL,
    "debt_ratio" DOUBLE PRECISION,
    "outlook" TEXT,

    CONSTRAINT "industries_pkey" PRIMARY KEY ("industry")
);

-- CreateTable
CREATE TABLE "ownership" (
    "subject" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "share" DOUBLE PRECISION,
    "evidence" TEXT,

    CONSTRAINT "ownership_pkey" PRIMARY KEY ("subject","object","kind")
);

-- CreateTable
CREATE TABLE "promises" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "made_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "promises_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batches" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rows" INTEGER NOT NULL,
    "inserted" INTEGER NOT NULL,
    "updated" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,

    CONSTRAINT "import_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_changes" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,

    CONSTRAINT "customer_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_versions" (
    "hash" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "first_used_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_versions_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "monitor_runs" (
    "id" BIGSERIAL NOT NULL,
    "policy_hash" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ,
    "full" BOOLEAN NOT NULL,
    "customers" INTEGER NOT NULL DEFAULT 0,
    "scored" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "warnings" INTEGER NOT NULL DEFAULT 0,
    "alerts_opened" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "monitor_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessments" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "as_of" DATE NOT NULL,
    "policy_hash" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "grade" TEXT,
    "facts" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assessments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_state" (
    "customer_id" INTEGER NOT NULL,
    "policy_hash" TEXT NOT NULL,
    "assessment_id" BIGINT NOT NULL,
    "as_of" DATE NOT NULL,
    "grade" TEXT,
    "score" DOUBLE PRECISION NOT NULL,
    "digest" TEXT NOT NULL,
    "limit_fen" BIGINT,
    "exposure_fen" BIGINT NOT NULL,
    "overdue_fen" BIGINT NOT NULL,
    "open_fen" BIGINT NOT NULL,
    "maximum_days_past_due" INTEGER NOT NULL,
    "facts" TEXT,
    "next_look_on" DATE NOT NULL,
    "stale_since" DATE,

    CONSTRAINT "customer_state_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "warnings" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "rule_id" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "found_on" DATE NOT NULL,
    "cool_until" DATE NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "assessment_id" BIGINT NOT NULL,

    CONSTRAINT "warnings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "opened_on" DATE NOT NULL,
    "opened_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ NOT NULL,
    "owner_code" TEXT,
    "team_code" TEXT,
    "grade_before" TEXT,
    "grade_after" TEXT,
    "exposure_fen" BIGINT NOT NULL,
    "overdue_fen" BIGINT NOT NULL,
    "policy_hash" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ,
    "answered_by" TEXT,

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback" (
    "id" BIGSERIAL NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "revision" INTEGER NOT NULL,
    "submitted_by" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answers" JSONB NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_messages" (
    "id" BIGSERIAL NOT NULL,
    "alert_id" BIGINT NOT NULL,
    "audience" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "claimed_at" TIMESTAMPTZ,
    "channel" TEXT,
    "ts" TEXT,
    "shown_version" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "posted_at" TIMESTAMPTZ,

    CONSTRAINT "alert_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "customers_code_key" ON "customers"("code");

-- CreateIndex
CREATE INDEX "customers_name_key_idx" ON "customers"("name_key");

-- CreateIndex
CREATE INDEX "customers_near_key_idx" ON "customers"("near_key");

-- CreateIndex
CREATE INDEX "customers_uscc_idx" ON "customers"("uscc");

-- CreateIndex
CREATE INDEX "customers_former_name_keys_idx" ON "customers" USING GIN ("former_name_keys");

-- CreateIndex
CREATE INDEX "customers_group_id_idx" ON "customers"("group_id");

-- CreateIndex
CREATE INDEX "customers_sales_owner_idx" ON "customers"("sales_owner");

-- CreateIndex
CREATE UNIQUE INDEX "customer_groups_code_key" ON "customer_groups"("code");

-- CreateIndex
CREATE UNIQUE INDEX "staff_slack_user_id_key" ON "staff"("slack_user_id");

-- CreateIndex
CREATE INDEX "staff_email_idx" ON "staff"("email");

-- CreateIndex
CREATE INDEX "account_credits_customer_id_idx" ON "account_credits"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "events_customer_id_kind_occurred_on_title_source_key" ON "events"("customer_id", "kind", "occurred_on", "title", "source");

-- CreateIndex
CREATE INDEX "promises_customer_id_idx" ON "promises"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "promises_alert_id_key" ON "promises"("alert_id");

-- CreateIndex
CREATE INDEX "assessments_customer_id_as_of_idx" ON "assessments"("customer_id", "as_of");

-- CreateIndex
CREATE INDEX "customer_state_next_look_on_idx" ON "customer_state"("next_look_on");

-- CreateIndex
CREATE INDEX "warnings_customer_id_rule_id_cool_until_idx" ON "warnings"("customer_id", "rule_id", "cool_until");

-- CreateIndex
CREATE INDEX "warnings_alert_id_idx" ON "warnings"("alert_id");

-- CreateIndex
CREATE INDEX "alerts_customer_id_idx" ON "alerts"("customer_id");

-- CreateIndex
CREATE INDEX "alerts_owner_code_state_idx" ON "alerts"("owner_code", "state");

-- CreateIndex
CREATE INDEX "alerts_state_due_at_idx" ON "alerts"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_alert_id_revision_key" ON "feedback"("alert_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "alert_messages_alert_id_audience_key" ON "alert_messages"("alert_id", "audience");

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "customer_groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_state" ADD CONSTRAINT "customer_state_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "warnings" ADD CONSTRAINT "warnings_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_messages" ADD CONSTRAINT "alert_messages_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- At most one alert of a customer waits for its first answer: later findings join it.
CREATE UNIQUE INDEX "alerts_one_unanswered" ON "alerts"("customer_id") WHERE "state" IN ('open', 'returned');

-- Only unposted messages are swept.
CREATE INDEX "alert_messages_unposted" ON "alert_messages"("state") WHERE "state" <> 'posted';

-- Names are looked up by their beginning while people type.
CREATE INDEX "customers_name_prefix" ON "customers"("name_key" text_pattern_ops);

-- Money, grades and states that the program never writes are refused here too.
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_state" CHECK ("state" IN ('open', 'answered', 'returned', 'closed'));
ALTER TABLE "alert_messages" ADD CONSTRAINT "alert_messages_state" CHECK ("state" IN ('pending', 'claimed', 'posted', 'failed'));
ALTER TABLE "staff" ADD CONSTRAINT "staff_role" CHECK ("role" IN ('sales', 'sales_manager', 'risk', 'finance', 'executive'));

-- Long texts that are written in bulk and read rarely: inside the row, without the cost of moving or compressing them.
ALTER TABLE "assessments" SET (toast_tuple_target = 8160);
ALTER TABLE "assessments" ALTER COLUMN "facts" SET STORAGE EXTERNAL, ALTER COLUMN "result" SET STORAGE EXTERNAL;
ALTER TABLE "customer_state" SET (toast_tuple_target = 8160);
ALTER TABLE "customer_state" ALTER COLUMN "facts" SET STORAGE EXTERNAL;

-- The day an invoice was settled by whatever came first. An open one is settled at the end of time, so that "open on a
-- day" is one comparison.
ALTER TABLE "invoices" ADD COLUMN "settled_on" DATE NOT NULL
  GENERATED ALWAYS AS (coalesce(least("cleared_on", "paid_up_on"), 'infinity'::date)) STORED;

-- A pending list would have to be read by every lookup after a large import.
ALTER INDEX "customers_former_name_keys_idx" SET (fastupdate = off);

-- Part of a name, found by the pairs of characters in it: Chinese words are too short for trigrams.
CREATE FUNCTION name_bigrams(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT coalesce(array_agg(DISTINCT substr(name, i, 2)), '{}') FROM generate_series(1, length(name) - 1) i $$;
CREATE INDEX "customers_name_bigrams" ON "customers" USING gin (name_bigrams("name_key")) WITH (fastupdate = off);

-- Invoices that payments have not covered yet: few, and the only ones whose payments are added up again.
CREATE INDEX "invoices_partly_paid" ON "invoices"("settled_on") WHERE "has_payments";

-- A run writes the state of every customer it has just read: checking each of them again would cost a tenth of the run.
ALTER TABLE "customer_state" DROP CONSTRAINT "customer_state_customer_id_fkey";
