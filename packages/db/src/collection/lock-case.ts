import type { CaseState, CaseStep, CollectionCase, WriteOffRole } from '@xinshao/core/collection/case.ts';
import type { CollectionStage } from '@xinshao/core/collection/stages.ts';
import type pg from 'pg';

export interface LockedCase {
  readonly id: string;
  readonly customerId: number;
  readonly customerCode: string;
  readonly policyHash: string;
  readonly case: CollectionCase;
}

interface CaseRow {
  customer_id: number;
  customer_code: string;
  policy_hash: string;
  state: CaseState;
  version: number;
  stage: CollectionStage;
  owner_code: string | null;
  owner_team_code: string | null;
  owner_manager_code: string | null;
  write_offs: number;
  request: { number: number; requestedBy: string; agreed: WriteOffRole[] } | null;
  latest_kind: CaseStep['kind'];
  latest_by: string;
  latest_at: Date;
}

/** What decides about a case's next step, locked until the transaction ends; null when there is no such case. */
export async function lockCase(client: pg.PoolClient, caseId: string): Promise<LockedCase | null> {
  // The lock first, what hangs on the case after it: otherwise a step that was waited for would not be seen.
  const locked = await client.query('SELECT FROM collection_cases WHERE id = $1::bigint FOR UPDATE', [caseId]);
  if (locked.rows.length === 0) return null;
  const { rows } = await client.query<CaseRow>(
    `SELECT collection.customer_id, customer.code AS customer_code, collection.policy_hash, collection.state,
       collection.version, collection.stage, collection.write_offs, collection.latest_kind, collection.latest_by,
       collection.latest_at, customer.sales_owner AS owner_code, owner.team_code AS owner_team_code,
       owner.manager_code AS owner_manager_code,
       (SELECT json_build_object('number', request.number, 'requestedBy', request.requested_by,
          'agreed', ARRAY(SELECT role FROM collection_decisions decision
            WHERE decision.write_off_id = request.id AND decision.agree ORDER BY decision.id))
        FROM collection_write_offs request
        WHERE request.case_id = collection.id AND request.state = 'asked') AS request
     FROM collection_cases collection
     JOIN customers customer ON customer.id = collection.customer_id
     LEFT JOIN staff owner ON owner.code = customer.sales_owner
     WHERE collection.id = $1::bigint`,
    [caseId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    id: caseId,
    customerId: row.customer_id,
    customerCode: row.customer_code,
    policyHash: row.policy_hash,
    case: {
      state: row.state,
      version: row.version,
      stage: row.stage,
      responsibility: {
        ownerCode: row.owner_code,
        ownerTeamCode: row.owner_team_code,
        ownerManagerCode: row.owner_manager_code,
      },
      writeOff: row.request,
      writeOffs: row.write_offs,
      latest: { kind: row.latest_kind, by: row.latest_by, at: row.latest_at },
    },
  };
}

/** Stores a case over the version it was decided on. @throws when somebody changed it in spite of the lock */
export async function storeCase(client: pg.PoolClient, caseId: string, before: number, next: CollectionCase) {
  const closed = next.state === 'paid' || next.state === 'written_off' || next.state === 'ended';
  const updated = await client.query(
    `UPDATE collection_cases SET state = $2, version = $3, stage = $4, write_offs = $5, latest_kind = $6,
       latest_by = $7, latest_at = $8::timestamptz, closed_at = CASE WHEN $9 THEN $8::timestamptz END
     WHERE id = $1::bigint AND version = $10`,
    [
      caseId,
      next.state,
      next.version,
      next.stage,
      next.writeOffs,
      next.latest.kind,
      next.latest.by,
      next.latest.at,
      closed,
      before,
    ],
  );
  if (updated.rowCount !== 1) throw new Error(`collection case ${caseId} changed although it was locked`);
}
