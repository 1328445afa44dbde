-- Ledgers used to make customers known with a USCC as it was typed, under which nobody finds them. What is none even in
-- its written form goes.
UPDATE "customers" SET "uscc" = upper(regexp_replace(normalize("uscc", NFKC), '[\s-]', '', 'g'))
WHERE "uscc" !~ '^[0-9A-Z]{18}$';
UPDATE "customers" SET "uscc" = NULL WHERE "uscc" !~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$';
