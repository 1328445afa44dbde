-- Which of the open invoices have payments is read from the index too.
DROP INDEX "invoices_unsettled";
CREATE INDEX "invoices_unsettled" ON "invoices" ("customer_id")
  INCLUDE ("due_on", "known_on", "amount_fen", "number", "disputed", "has_payments") WHERE "settled_on" = 'infinity' AND NOT "void";
