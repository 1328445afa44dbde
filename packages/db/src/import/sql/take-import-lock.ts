import type pg from 'pg';

/** Any number will do, as long as no other lock of ours uses it. */
const IMPORT_LOCK = 7_249_001;

/** Makes imports take turns until the transaction ends: two at once could otherwise create the same customer. */
export async function takeImportLock(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
}
