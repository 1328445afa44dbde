-- CreateIndex
CREATE INDEX "ledger_windows_furthest_on_idx" ON "ledger_windows"("furthest_on");
