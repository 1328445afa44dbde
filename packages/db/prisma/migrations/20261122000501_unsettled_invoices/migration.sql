-- DropIndex
DROP INDEX "customer_state_next_look_on_idx";

-- What customers owe today: few of all invoices, read from here alone.
CREATE INDEX "invoices_unsettled" ON "invoices" ("customer_id")
  INCLUDE ("due_on", "known_on", "amount_fen", "number", "disputed") WHERE "settled_on" = 'infinity' AND NOT "void";
