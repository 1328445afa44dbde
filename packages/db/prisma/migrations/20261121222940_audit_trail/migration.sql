-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "reason" TEXT,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_log_previous_hash_key" ON "audit_log"("previous_hash");

-- CreateIndex
CREATE UNIQUE INDEX "audit_log_hash_key" ON "audit_log"("hash");

-- CreateIndex
CREATE INDEX "audit_log_subject_kind_subject_id_idx" ON "audit_log"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "audit_log_at_idx" ON "audit_log"("at");

ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_surface" CHECK ("surface" IN ('slack', 'cli', 'api', 'job'));

-- What was written stays written, for the table's owner as well. \073 is the semicolon: scripts are cut at the character.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN RAISE EXCEPTION ''audit_log is append-only, % is refused'', TG_OP USING ERRCODE = ''insufficient_privilege''\073 END';
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
-- Also for sessions that replay another server's changes, which skip ordinary triggers.
ALTER TABLE "audit_log" ENABLE ALWAYS TRIGGER "audit_log_append_only";
