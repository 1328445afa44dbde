import type { AuditSurface } from '@xinshao/core/audit/audit-entry.ts';
import type { CaseStep } from '@xinshao/core/collection/case.ts';
import type { CollectionStage } from '@xinshao/core/collection/stages.ts';
import { type CaseCommand, type CaseRefusal, transitionCase } from '@xinshao/core/collection/transition.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Arrears } from '@xinshao/core/documents/open-items.ts';
import type { ContactMethod } from '@xinshao/core/feedback/fields.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { openAccountOf } from '../ledger/open-items.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import type { CaseClock } from './case-clock.ts';
import { type LockedCase, lockCase, storeCase } from './lock-case.ts';
import { showCase } from './show-case.ts';
import { isRepeatedStep, storeEffects } from './store-effects.ts';

/** One line of the contact log. */
export interface Contact {
  readonly contactedOn: Day;
  readonly person: string;
  readonly channel: ContactMethod;
  readonly result: string;
  readonly nextStep: string;
  /** Money that is expected after it; null: none was named. */
  readonly expected: { readonly on: Day; readonly amountFen: Fen } | null;
}

/** What somebody does to a case, as typed. `submission`: what tells a repeated delivery from a new step. */
export type CaseContent =
  | { readonly kind: 'log_contact'; readonly submission: string; readonly contact: Contact }
  | { readonly kind: 'advance'; readonly from: CollectionStage; readonly to: CollectionStage; readonly note: string }
  | {
      readonly kind: 'agree_plan';
      readonly submission: string;
      /** `remindAt`: when its day has passed. */
      readonly instalments: readonly { readonly dueOn: Day; readonly amountFen: Fen; readonly remindAt: Date }[];
    }
  | { readonly kind: 'ask_letter'; readonly submission: string }
  | { readonly kind: 'close_paid'; readonly note: string }
  | { readonly kind: 'end'; readonly note: string }
  | { readonly kind: 'ask_write_off'; readonly note: string }
  | { readonly kind: 'decide_write_off'; readonly request: number; readonly agree: boolean; readonly note: string };

export interface CaseStepRequest {
  readonly caseId: string;
  readonly by: Member;
  readonly surface: AuditSurface;
  readonly content: CaseContent;
  readonly now: Date;
  /** `now` in the company's time zone. */
  readonly today: Day;
  readonly clock: CaseClock;
}

export type CaseStepResult =
  | { readonly outcome: 'stored' }
  /** The very same step was stored before: a second click or a repeated delivery. */
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'refused'; readonly code: CaseRefusal | 'missing'; readonly latest: CaseStep | null };

/** Stores one step of a collection case with everything that follows from it and its audit entry, or nothing of it. */
export function stepCase(database: Database, queue: Queue, request: CaseStepRequest): Promise<CaseStepResult> {
  // A refusal is found before anything is written, so committing it changes nothing.
  return withinTransaction(database, (client) => stepWithin(client, queue, request));
}

async function stepWithin(client: pg.PoolClient, queue: Queue, request: CaseStepRequest): Promise<CaseStepResult> {
  const locked = await lockCase(client, request.caseId);
  if (locked === null) return { outcome: 'refused', code: 'missing', latest: null };
  if (await isRepeatedStep(client, request, locked)) return { outcome: 'repeated' };
  const { overdueFen, toPayFen } = await openAccountOf(client, locked.customerId, request.today);
  const step = transitionCase(locked.case, commandOf(request, toPayFen), request.now);
  if (!step.ok) return { outcome: 'refused', code: step.code, latest: step.latest };
  await storeCase(client, request.caseId, locked.case.version, step.case);
  await storeEffects(client, queue, {
    request,
    before: locked.case,
    after: step.case,
    effects: step.effects,
    toPayFen,
  });
  const { responsible } = request.clock.policy.stages[step.case.stage];
  await showCase(client, queue, request.caseId, responsible, request.now);
  await record(client, request, locked, step.case.state, { overdueFen, toPayFen });
  return { outcome: 'stored' };
}

function commandOf({ content, by }: CaseStepRequest, toPayFen: Fen): CaseCommand {
  switch (content.kind) {
    case 'log_contact':
    case 'agree_plan':
    case 'ask_letter':
      return { kind: content.kind, by };
    case 'advance':
      return { kind: 'advance', by, from: content.from, to: content.to };
    case 'close_paid':
      return { kind: 'close_paid', by, toPayFen, note: content.note };
    case 'end':
    case 'ask_write_off':
      return { kind: content.kind, by, note: content.note };
    case 'decide_write_off':
      return { kind: 'decide_write_off', by, request: content.request, agree: content.agree, note: content.note };
  }
}

async function record(
  client: pg.PoolClient,
  { caseId, by, surface, content, now }: CaseStepRequest,
  { case: before, customerCode }: LockedCase,
  state: string,
  arrears: Pick<Arrears, 'overdueFen' | 'toPayFen'>,
): Promise<void> {
  const note = 'note' in content ? content.note.trim() : '';
  await appendAudit(client, {
    at: now,
    actor: by.code,
    surface,
    action: 'collection_step',
    subjectKind: 'collection_case',
    subjectId: caseId,
    before: { state: before.state, stage: before.stage },
    after: { ...content, state, customer: customerCode, ...arrears },
    reason: note === '' ? null : note,
  });
}
