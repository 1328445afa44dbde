-- Renews the keys of customers whose names or codes changed, all kinds in one trigger. Which customers those are is found
-- by set difference: a join of the transition tables, of whose size the planner knows nothing, compares every customer
-- with every other when an import touches all of them. \073 is the semicolon.
DROP TRIGGER "customers_renew_near_keys" ON "customers";
DROP FUNCTION renew_near_keys();
CREATE OR REPLACE FUNCTION renew_company_keys() RETURNS trigger LANGUAGE plpgsql
  AS E'DECLARE renewed int[]\073 BEGIN
    renewed := ARRAY(SELECT keyed.id FROM (
      SELECT id, uscc, name_key, near_key, former_name_keys FROM changed
      EXCEPT SELECT id, uscc, name_key, near_key, former_name_keys FROM before) keyed)\073
    IF cardinality(renewed) = 0 THEN RETURN NULL\073 END IF\073
    DELETE FROM company_keys WHERE customer_id = ANY(renewed)\073
    INSERT INTO company_keys (hash, prefix, customer_id, matched_by)
    SELECT hashed.hash, left(hashed.hash, 5), hashed.id, hashed.matched_by FROM (
      SELECT keys.id, keys.matched_by,
        encode(sha256(secret.outer_pad || sha256(secret.inner_pad || convert_to(keys.key, ''UTF8''))), ''hex'') AS hash
      FROM overlay_key secret CROSS JOIN (
      SELECT id, ''uscc:'' || uscc AS key, ''uscc'' AS matched_by FROM customers WHERE id = ANY(renewed) AND uscc <> ''''
      UNION ALL SELECT id, ''name:'' || name_key, ''name'' FROM customers WHERE id = ANY(renewed) AND name_key <> ''''
      UNION ALL SELECT id, ''name:'' || former, ''former_name'' FROM customers, unnest(former_name_keys) former
        WHERE id = ANY(renewed) AND former <> '''' AND former <> name_key
      UNION ALL SELECT id, ''near:'' || near_key, ''near'' FROM customers WHERE id = ANY(renewed) AND near_key <> '''') keys) hashed
    ON CONFLICT DO NOTHING\073 RETURN NULL\073 END';
