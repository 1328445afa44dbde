-- CreateTable
CREATE TABLE "registry_pages" (
    "site" TEXT NOT NULL,
    "page_id" TEXT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "confirmed_by" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "registry_pages_pkey" PRIMARY KEY ("site","page_id")
);

-- CreateTable
CREATE TABLE "registry_readings" (
    "customer_id" INTEGER NOT NULL,
    "site" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "read_on" DATE NOT NULL,
    "confirmed_by" TEXT NOT NULL,

    CONSTRAINT "registry_readings_pkey" PRIMARY KEY ("customer_id","site","kind")
);

-- CreateTable
CREATE TABLE "company_keys" (
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "matched_by" TEXT NOT NULL,

    CONSTRAINT "company_keys_pkey" PRIMARY KEY ("customer_id","hash","matched_by")
);

-- CreateTable
CREATE TABLE "overlay_key" (
    "id" INTEGER NOT NULL,
    "hash_key" BYTEA NOT NULL,
    "inner_pad" BYTEA NOT NULL,
    "outer_pad" BYTEA NOT NULL,

    CONSTRAINT "overlay_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pairing_codes" (
    "handle" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "staff_code" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "wrong_tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "pairing_codes_pkey" PRIMARY KEY ("handle")
);

-- CreateTable
CREATE TABLE "access_tokens" (
    "id" BIGSERIAL NOT NULL,
    "token_hash" TEXT NOT NULL,
    "staff_code" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "revoked_at" TIMESTAMPTZ,

    CONSTRAINT "access_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prechecks" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "uscc" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "prechecks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "precheck_messages" (
    "id" BIGSERIAL NOT NULL,
    "precheck_id" BIGINT NOT NULL,
    "staff_code" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "sending_at" TIMESTAMPTZ,
    "channel" TEXT,
    "ts" TEXT,
    "error" TEXT,

    CONSTRAINT "precheck_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "registry_pages_customer_id_idx" ON "registry_pages"("customer_id");

-- CreateIndex
CREATE INDEX "company_keys_prefix_idx" ON "company_keys"("prefix");

-- CreateIndex
CREATE INDEX "pairing_codes_staff_code_idx" ON "pairing_codes"("staff_code");

-- CreateIndex
CREATE UNIQUE INDEX "access_tokens_token_hash_key" ON "access_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "access_tokens_staff_code_idx" ON "access_tokens"("staff_code");

-- CreateIndex
CREATE INDEX "prechecks_name_key_idx" ON "prechecks"("name_key");

-- CreateIndex
CREATE UNIQUE INDEX "precheck_messages_precheck_id_staff_code_key" ON "precheck_messages"("precheck_id", "staff_code");

-- AddForeignKey
ALTER TABLE "registry_pages" ADD CONSTRAINT "registry_pages_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registry_readings" ADD CONSTRAINT "registry_readings_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_keys" ADD CONSTRAINT "company_keys_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "precheck_messages" ADD CONSTRAINT "precheck_messages_precheck_id_fkey" FOREIGN KEY ("precheck_id") REFERENCES "prechecks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "overlay_key" ADD CONSTRAINT "overlay_key_one_row" CHECK ("id" = 1);
ALTER TABLE "company_keys" ADD CONSTRAINT "company_keys_matched_by" CHECK ("matched_by" IN ('uscc', 'name', 'former_name'));

-- 244 random bits and more, and the two blocks that HMAC (RFC 2104) puts before the text: key XOR 0x36…, key XOR 0x5c….
INSERT INTO "overlay_key" ("id", "hash_key", "inner_pad", "outer_pad")
WITH secret AS MATERIALIZED (
  SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) AS key),
padded AS MATERIALIZED (SELECT key, key || decode(repeat('00', 32), 'hex') AS bytes FROM secret)
SELECT 1, key,
  (SELECT string_agg(set_byte('\x00'::bytea, 0, get_byte(bytes, i) # 54), ''::bytea ORDER BY i) FROM generate_series(0, 63) i),
  (SELECT string_agg(set_byte('\x00'::bytea, 0, get_byte(bytes, i) # 92), ''::bytea ORDER BY i) FROM generate_series(0, 63) i)
FROM padded;

-- The keys of customers, kept in step by the statements that write them, whoever sends those: USCC, name, former names,
-- each as HMAC-SHA-256. \073 is the semicolon.
CREATE FUNCTION add_company_keys() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO company_keys (hash, prefix, customer_id, matched_by)
    SELECT hashed.hash, left(hashed.hash, 5), hashed.id, hashed.matched_by FROM (
      SELECT keys.id, keys.matched_by,
        encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to(keys.key, ''UTF8''))), ''hex'') AS hash
      FROM overlay_key secret CROSS JOIN (
      SELECT changed.id, ''uscc:'' || changed.uscc AS key, ''uscc'' AS matched_by FROM changed WHERE changed.uscc <> ''''
      UNION ALL SELECT changed.id, ''name:'' || changed.name_key, ''name'' FROM changed WHERE changed.name_key <> ''''
      UNION ALL SELECT changed.id, ''name:'' || former, ''former_name'' FROM changed, unnest(changed.former_name_keys) former
        WHERE former <> '''' AND former <> changed.name_key) keys) hashed
    ON CONFLICT DO NOTHING\073 RETURN NULL\073 END';
CREATE FUNCTION renew_company_keys() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN DELETE FROM company_keys USING changed JOIN before ON before.id = changed.id
    WHERE company_keys.customer_id = changed.id AND (before.uscc IS DISTINCT FROM changed.uscc
      OR before.name_key <> changed.name_key OR before.former_name_keys <> changed.former_name_keys)\073
    WITH renewed AS (SELECT changed.* FROM changed JOIN before ON before.id = changed.id WHERE before.uscc IS DISTINCT FROM changed.uscc
      OR before.name_key <> changed.name_key OR before.former_name_keys <> changed.former_name_keys)
    INSERT INTO company_keys (hash, prefix, customer_id, matched_by)
    SELECT hashed.hash, left(hashed.hash, 5), hashed.id, hashed.matched_by FROM (
      SELECT keys.id, keys.matched_by,
        encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to(keys.key, ''UTF8''))), ''hex'') AS hash
      FROM overlay_key secret CROSS JOIN (
      SELECT renewed.id, ''uscc:'' || renewed.uscc AS key, ''uscc'' AS matched_by FROM renewed WHERE renewed.uscc <> ''''
      UNION ALL SELECT renewed.id, ''name:'' || renewed.name_key, ''name'' FROM renewed WHERE renewed.name_key <> ''''
      UNION ALL SELECT renewed.id, ''name:'' || former, ''former_name'' FROM renewed, unnest(renewed.former_name_keys) former
        WHERE former <> '''' AND former <> renewed.name_key) keys) hashed
    ON CONFLICT DO NOTHING\073 RETURN NULL\073 END';
CREATE TRIGGER "customers_add_keys" AFTER INSERT ON "customers"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION add_company_keys();
CREATE TRIGGER "customers_renew_keys" AFTER UPDATE ON "customers"
  REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION renew_company_keys();

-- Those that are here already.
INSERT INTO company_keys (hash, prefix, customer_id, matched_by)
    SELECT hashed.hash, left(hashed.hash, 5), hashed.id, hashed.matched_by FROM (
      SELECT keys.id, keys.matched_by,
        encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to(keys.key, 'UTF8'))), 'hex') AS hash
      FROM overlay_key secret CROSS JOIN (
      SELECT customers.id, 'uscc:' || customers.uscc AS key, 'uscc' AS matched_by FROM customers WHERE customers.uscc <> ''
      UNION ALL SELECT customers.id, 'name:' || customers.name_key, 'name' FROM customers WHERE customers.name_key <> ''
      UNION ALL SELECT customers.id, 'name:' || former, 'former_name' FROM customers, unnest(customers.former_name_keys) former
        WHERE former <> '' AND former <> customers.name_key) keys) hashed
    ON CONFLICT DO NOTHING;
