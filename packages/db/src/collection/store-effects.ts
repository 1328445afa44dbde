import type { CollectionCase } from '@xinshao/core/collection/case.ts';
import { writeOffRole } from '@xinshao/core/collection/permissions.ts';
import type { CaseEffect } from '@xinshao/core/collection/transition.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type pg from 'pg';
import { enqueueJobs, QUEUES, type Queue } from '../queue/queue.ts';
import { enterStage, stopCaseClock } from './case-clock.ts';
import type { LockedCase } from './lock-case.ts';
import type { CaseStepRequest } from './step-case.ts';

export interface StoredStep {
  readonly request: CaseStepRequest;
  readonly before: CollectionCase;
  readonly after: CollectionCase;
  readonly effects: readonly CaseEffect[];
  readonly toPayFen: Fen;
}

/** Stores what a step brings with it, each kind in a table of its own. */
export async function storeEffects(client: pg.PoolClient, queue: Queue, step: StoredStep): Promise<void> {
  const { request, before, after, effects, toPayFen } = step;
  const { caseId, by, content, now } = request;
  switch (content.kind) {
    case 'log_contact':
      await storeContact(client, request, before.stage);
      break;
    case 'advance': {
      const entry = { stage: content.to, by: by.code, at: now, toPayFen, note: content.note.trim() };
      await enterStage(client, caseId, entry, request.clock);
      break;
    }
    case 'agree_plan':
      await storePlan(client, request);
      break;
    case 'ask_letter':
      await storeLetter(client, queue, request);
      break;
    case 'ask_write_off':
      await client.query(
        `INSERT INTO collection_write_offs (case_id, number, amount_fen, reason, requested_by, requested_at)
         VALUES ($1::bigint, $2, $3, $4, $5, $6)`,
        [caseId, after.writeOffs, toPayFen, content.note.trim(), by.code, now],
      );
      break;
    case 'decide_write_off':
      await storeDecision(client, step);
      break;
    case 'close_paid':
    case 'end':
      break;
  }
  if (!effects.includes('stop_clock')) return;
  await stopCaseClock(client, caseId, 'note' in content ? content.note.trim() : '');
  await client.query(
    `UPDATE collection_write_offs SET state = 'withdrawn' WHERE case_id = $1::bigint AND state = 'asked'`,
    [caseId],
  );
}

/** Whether the very same step is stored already. */
export async function isRepeatedStep(
  client: pg.PoolClient,
  { content, by, caseId }: CaseStepRequest,
  { case: current }: LockedCase,
): Promise<boolean> {
  const found = async (sql: string, ...values: unknown[]) => (await client.query(sql, values)).rows.length > 0;
  switch (content.kind) {
    case 'log_contact':
      return found('SELECT FROM collection_contacts WHERE submission = $1', content.submission);
    case 'agree_plan':
      return found('SELECT FROM collection_instalments WHERE submission = $1', content.submission);
    case 'ask_letter':
      return found('SELECT FROM collection_letters WHERE request = $1', content.submission);
    case 'decide_write_off':
      return found(
        `SELECT FROM collection_decisions decision JOIN collection_write_offs request ON request.id = write_off_id
         WHERE request.case_id = $1::bigint AND request.number = $2 AND decision.by = $3 AND decision.agree = $4`,
        caseId,
        content.request,
        by.code,
        content.agree,
      );
    case 'advance':
      return current.latest.kind === 'advance' && current.latest.by === by.code && current.stage === content.to;
    case 'close_paid':
    case 'end':
    case 'ask_write_off':
      return current.latest.kind === content.kind && current.latest.by === by.code;
  }
}

async function storeContact(client: pg.PoolClient, { caseId, by, content, now }: CaseStepRequest, stage: string) {
  if (content.kind !== 'log_contact') return;
  const { contactedOn, person, channel, result, nextStep, expected } = content.contact;
  await client.query(
    `INSERT INTO collection_contacts (case_id, stage, contacted_on, person, channel, result, next_step, expected_on,
       expected_fen, logged_by, logged_at, submission)
     VALUES ($1::bigint, $2, $3::date, $4, $5, $6, $7, $8::date, $9, $10, $11, $12)`,
    [
      caseId,
      stage,
      contactedOn,
      person,
      channel,
      result,
      nextStep,
      expected?.on ?? null,
      expected?.amountFen ?? null,
      by.code,
      now,
      content.submission,
    ],
  );
}

/** The new plan takes the place of the one before, whose days remind nobody any more. */
async function storePlan(client: pg.PoolClient, { caseId, by, content, now }: CaseStepRequest): Promise<void> {
  if (content.kind !== 'agree_plan') return;
  await client.query(
    'UPDATE collection_instalments SET replaced = true, remind_at = NULL WHERE case_id = $1::bigint AND NOT replaced',
    [caseId],
  );
  const { instalments } = content;
  await client.query(
    `INSERT INTO collection_instalments (case_id, plan, number, due_on, amount_fen, remind_at, agreed_by, agreed_at,
       submission)
     SELECT $1::bigint, last.plan + 1, line.number, line.due_on, line.amount_fen, line.remind_at, $5, $6, $7
     FROM (SELECT coalesce(max(plan), 0) AS plan FROM collection_instalments WHERE case_id = $1::bigint) last,
       unnest($2::date[], $3::bigint[], $4::timestamptz[]) WITH ORDINALITY
         AS line (due_on, amount_fen, remind_at, number)`,
    [
      caseId,
      instalments.map(({ dueOn }) => dueOn),
      instalments.map(({ amountFen }) => amountFen),
      instalments.map(({ remindAt }) => remindAt.toISOString()),
      by.code,
      now,
      content.submission,
    ],
  );
}

async function storeLetter(client: pg.PoolClient, queue: Queue, { caseId, by, content, now }: CaseStepRequest) {
  if (content.kind !== 'ask_letter') return;
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO collection_letters (case_id, number, requested_by, requested_at, queued_at, request)
     SELECT $1::bigint, count(*) + 1, $2, $3, $3, $4 FROM collection_letters WHERE case_id = $1::bigint
     RETURNING id::text`,
    [caseId, by.code, now, content.submission],
  );
  await enqueueJobs(
    queue,
    QUEUES.sendLetter,
    rows.map(({ id }) => ({ letterId: id })),
    client,
  );
}

async function storeDecision(client: pg.PoolClient, { request, after }: StoredStep): Promise<void> {
  const { caseId, by, content, now } = request;
  if (content.kind !== 'decide_write_off') return;
  const state = after.state === 'written_off' ? 'agreed' : after.state === 'open' ? 'refused' : 'asked';
  await client.query(
    `WITH decided AS (
       UPDATE collection_write_offs SET state = $3 WHERE case_id = $1::bigint AND number = $2 RETURNING id
     )
     INSERT INTO collection_decisions (write_off_id, role, agree, by, note, at)
     SELECT id, $4, $5, $6, $7, $8 FROM decided`,
    [caseId, content.request, state, writeOffRole(by), content.agree, by.code, content.note.trim(), now],
  );
}
