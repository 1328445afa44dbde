import { estimateStage } from '@xinshao/core/collection/advice.ts';
import type { CollectionStage } from '@xinshao/core/collection/stages.ts';
import { addWorkingTime, type WorkingCalendar } from '@xinshao/core/feedback/working-time.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { CollectionPolicy } from '@xinshao/core/policy/collection-schema.ts';
import type pg from 'pg';

/** By which stages get their time and their estimates. */
export interface CaseClock {
  readonly policy: CollectionPolicy;
  readonly calendar: WorkingCalendar;
}

/** A case enters a stage: the stage is noted, and the case's clock starts anew. */
export async function enterStage(
  client: pg.PoolClient,
  caseId: string,
  entry: {
    readonly stage: CollectionStage;
    readonly by: string;
    readonly at: Date;
    readonly toPayFen: Fen;
    readonly note: string;
  },
  { policy, calendar }: CaseClock,
): Promise<void> {
  const { stage, by, at, toPayFen, note } = entry;
  const dueAt = addWorkingTime(at, { days: policy.stages[stage].workingDays }, calendar);
  const { costFen, yieldFen } = estimateStage(stage, toPayFen, policy);
  await client.query(
    `INSERT INTO collection_stages (case_id, number, stage, entered_at, entered_by, due_at, cost_fen, yield_fen, note)
     SELECT $1::bigint, count(*) + 1, $2, $3, $4, $5, $6, $7, $8 FROM collection_stages WHERE case_id = $1::bigint`,
    [caseId, stage, at, by, dueAt, costFen, yieldFen, note],
  );
  await client.query('UPDATE collection_cases SET due_at = $2, reminded_at = NULL WHERE id = $1::bigint', [
    caseId,
    dueAt,
  ]);
}

/** Nobody is reminded of the case any more: it is closed. */
export async function stopCaseClock(client: pg.PoolClient, caseId: string, note: string): Promise<void> {
  await client.query('UPDATE collection_cases SET due_at = NULL, close_note = $2 WHERE id = $1::bigint', [
    caseId,
    note,
  ]);
  await client.query('UPDATE collection_instalments SET remind_at = NULL WHERE case_id = $1::bigint', [caseId]);
}
