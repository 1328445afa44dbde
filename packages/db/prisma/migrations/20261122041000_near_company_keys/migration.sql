-- Near names (PRODUCT §7) can be asked for by hash as well: a suggestion needs no name sent.
ALTER TABLE "company_keys" DROP CONSTRAINT "company_keys_matched_by";
ALTER TABLE "company_keys" ADD CONSTRAINT "company_keys_matched_by" CHECK ("matched_by" IN ('uscc', 'name', 'former_name', 'near'));

-- \073 is the semicolon. The triggers run after those of the other keys, which take all keys of a renamed customer away:
-- triggers of one event run in the order of their names.
CREATE FUNCTION add_near_keys() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO company_keys (hash, prefix, customer_id, matched_by)
    SELECT hashed.hash, left(hashed.hash, 5), hashed.id, ''near'' FROM (
      SELECT changed.id,
        encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to(''near:'' || changed.near_key, ''UTF8''))), ''hex'') AS hash
      FROM overlay_key secret CROSS JOIN changed WHERE changed.near_key <> '''') hashed
    ON CONFLICT DO NOTHING\073 RETURN NULL\073 END';
CREATE FUNCTION renew_near_keys() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN DELETE FROM company_keys USING changed JOIN before ON before.id = changed.id
    WHERE company_keys.customer_id = changed.id AND company_keys.matched_by = ''near'' AND before.near_key <> changed.near_key\073
    WITH renewed AS (SELECT changed.* FROM changed JOIN before ON before.id = changed.id WHERE before.near_key <> changed.near_key
      OR before.uscc IS DISTINCT FROM changed.uscc OR before.name_key <> changed.name_key
      OR before.former_name_keys <> changed.former_name_keys)
    INSERT INTO company_keys (hash, prefix, customer_id, matched_by)
    SELECT hashed.hash, left(hashed.hash, 5), hashed.id, ''near'' FROM (
      SELECT renewed.id,
        encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to(''near:'' || renewed.near_key, ''UTF8''))), ''hex'') AS hash
      FROM overlay_key secret CROSS JOIN renewed WHERE renewed.near_key <> '''') hashed
    ON CONFLICT DO NOTHING\073 RETURN NULL\073 END';
CREATE TRIGGER "customers_add_near_keys" AFTER INSERT ON "customers"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION add_near_keys();
CREATE TRIGGER "customers_renew_near_keys" AFTER UPDATE ON "customers"
  REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION renew_near_keys();

-- Those that are here already.
INSERT INTO company_keys (hash, prefix, customer_id, matched_by)
    SELECT hashed.hash, left(hashed.hash, 5), hashed.id, 'near' FROM (
      SELECT customers.id,
        encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to('near:' || customers.near_key, 'UTF8'))), 'hex') AS hash
      FROM overlay_key secret CROSS JOIN customers WHERE customers.near_key <> '') hashed
    ON CONFLICT DO NOTHING;
