-- CreateIndex
CREATE INDEX "customer_state_policy_hash_next_look_on_idx" ON "customer_state"("policy_hash", "next_look_on");
