import { type AlertStep, stepsOf } from '@xinshao/core/alerts/alert.ts';
import { type ClockStep, clockChange } from '@xinshao/core/alerts/clock.ts';
import { measureOf, type ReviewAction, type Verdict } from '@xinshao/core/alerts/review.ts';
import { type AlertRefusal, type ReviewCommand, transition } from '@xinshao/core/alerts/transition.ts';
import type { AuditSurface, NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import { stageOfAction } from '@xinshao/core/collection/stages.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Member } from '@xinshao/core/roles/roles.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { callOffRequestOfAlert } from '../approvals/call-off-request.ts';
import { appendAudits } from '../audit/append-audit.ts';
import type { CaseClock } from '../collection/case-clock.ts';
import { type OpenedCase, openCase } from '../collection/open-case.ts';
import { beginMeasure, endMeasuresOfAlert } from '../customers/measures.ts';
import type { Database } from '../database.ts';
import {
  beginCut,
  type CutBasis,
  type CutRefusal,
  endCutsOfAlert,
  type PreparedCut,
  prepareCut,
} from '../grants/cut-limit.ts';
import type { Queue } from '../queue/queue.ts';
import { withinTransaction } from '../within-transaction.ts';
import { type LockedAlert, lockAlert } from './lock-alert.ts';
import { startClock, stopClock } from './set-clock.ts';
import { showAgain } from './show-again.ts';
import { showStop } from './show-stop.ts';

/** What a risk officer decided, as typed. */
export type ReviewContent =
  | {
      readonly decision: 'accept';
      readonly action: ReviewAction;
      readonly note: string;
      /** The last day of the action's measure; null: until it is ended. */
      readonly until: Day | null;
      /** Of `cut_limit`: the new limit. */
      readonly limitFen?: Fen;
    }
  | { readonly decision: 'return'; readonly note: string }
  | { readonly decision: 'close'; readonly verdict: Verdict; readonly note: string };

export interface AlertReview {
  readonly alertId: string;
  /** Answers and reviews that the officer had before their eyes (`stepsOf`). */
  readonly basedOn: number;
  readonly by: Member;
  /** Through which door the decision came. */
  readonly surface: AuditSurface;
  readonly content: ReviewContent;
  readonly now: Date;
  /** When a returned alert of this severity is due again. */
  readonly dueAgain: (severity: Severity) => Date;
  /** What follows if a returned alert of this severity stays without an answer. */
  readonly clockAgain: (severity: Severity) => readonly ClockStep[];
  /** By which the stages of a collection that the action begins get their time. */
  readonly collection: CaseClock;
  /** By which a limit is cut; left out: the review cuts none. */
  readonly cutting?: CutBasis;
}

export type ReviewResult =
  /**
   * `requestId`: the request that decides about a cut of the limit; null: nothing waits for anybody. `writeOffPending`:
   * the open collection case keeps its stage, because a write-off of it is being decided.
   */
  | { readonly outcome: 'stored'; readonly requestId: string | null; readonly writeOffPending: boolean }
  /** The same person made the very same decision before: a second click or a repeated delivery. */
  | { readonly outcome: 'repeated' }
  /** `latest`: what happened before and by whom. */
  | {
      readonly outcome: 'refused';
      readonly code: AlertRefusal | CutRefusal | 'missing';
      readonly latest: AlertStep | null;
    };

/**
 * Stores a review, the alert's new state, what follows for the customer, the clock of a returned alert and the audit
 * entry, and queues the messages: all of it or nothing. Of two officers at once, one is obeyed and the other learns what happened.
 */
export async function reviewAlert(database: Database, queue: Queue, review: AlertReview): Promise<ReviewResult> {
  // A refusal is found before anything is written, so committing it changes nothing.
  return withinTransaction(database, (client) => reviewWithin(client, queue, review));
}

async function reviewWithin(client: pg.PoolClient, queue: Queue, review: AlertReview): Promise<ReviewResult> {
  const locked = await lockAlert(client, review.alertId);
  if (locked === null) return { outcome: 'refused', code: 'missing', latest: null };
  const { alert, round } = locked;
  const step = transition(alert, commandOf(review, alert.severity), review.now);
  if (!step.ok) {
    if (await isRepetition(client, review, stepsOf(alert))) return { outcome: 'repeated' };
    return { outcome: 'refused', code: step.code, latest: step.latest };
  }
  const { alertId, now } = review;
  const cut = cutOf(review, locked);
  const prepared = cut === null ? null : await prepareCut(client, queue, cut);
  if (typeof prepared === 'string') return { outcome: 'refused', code: prepared, latest: null };
  const updated = await client.query(
    'UPDATE alerts SET state = $2, version = $3, due_at = $4 WHERE id = $1::bigint AND version = $5',
    [alertId, step.alert.state, step.alert.version, step.alert.dueAt, alert.version],
  );
  if (updated.rowCount !== 1) throw new Error(`alert ${alertId} changed although it was locked`);
  const change = clockChange(alert, step.alert);
  if (change === 'restart') await startClock(client, alertId, review.clockAgain(alert.severity));
  const origin = { actor: review.by.code, surface: review.surface };
  const holdEntries = change === 'stop' ? await stopClock(client, alertId, now, origin) : [];
  const reviewId = await storeReview(client, review, alert.revision, prepared);
  const cutEntries =
    cut === null || prepared === null || prepared.requestId !== null
      ? []
      : [await beginCut(client, cut, prepared, { id: reviewId, alertId })];
  // A limit that is cut already needs no sign that it shall be.
  const begins = step.effects.includes('begin_measure') && cutEntries.length === 0;
  const beginEntries = begins ? await begin(client, review, locked) : [];
  const endEntries = step.effects.includes('end_measures') ? await end(client, queue, review) : [];
  const opened = step.effects.includes('begin_collection') ? await collect(client, queue, review, locked) : null;
  await showAgain(client, queue, { id: alertId, severity: alert.severity, round }, step.effects);
  if (holdEntries.length + beginEntries.length + endEntries.length > 0) {
    await showStop(client, queue, [locked.customerId], alertId);
  }
  const reviewed: NewAuditEntry = {
    at: now,
    actor: review.by.code,
    surface: review.surface,
    action: 'alert_reviewed',
    subjectKind: 'alert',
    subjectId: alertId,
    before: { state: alert.state },
    after: {
      state: step.alert.state,
      ...review.content,
      ...(opened === null ? {} : { collectionCase: opened.id, caseKeptForWriteOff: opened.writeOffPending }),
      ...(prepared === null ? {} : { limitBeforeFen: prepared.beforeFen, limitRequest: prepared.requestId }),
    },
    reason: review.content.note.trim() || null,
  };
  await appendAudits(client, [reviewed, ...holdEntries, ...cutEntries, ...beginEntries, ...endEntries]);
  const writeOffPending = opened?.writeOffPending ?? false;
  return { outcome: 'stored', requestId: prepared?.requestId ?? null, writeOffPending };
}

function commandOf({ by, basedOn, content, dueAgain }: AlertReview, severity: Severity): ReviewCommand {
  switch (content.decision) {
    case 'accept':
      return { kind: 'accept', by, basedOn, action: content.action, note: content.note };
    case 'return':
      return { kind: 'return', by, basedOn, question: content.note, dueAt: dueAgain(severity) };
    case 'close':
      return { kind: 'close', by, basedOn, verdict: content.verdict, note: content.note };
  }
}

async function storeReview(
  client: pg.PoolClient,
  review: AlertReview,
  revision: number,
  cut: PreparedCut | null,
): Promise<string> {
  const { alertId, by, now } = review;
  const { decision, action, verdict, note, limitFen } = columnsOf(review.content);
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO alert_reviews (alert_id, revision, decision, action, verdict, note, by, at, limit_fen, limit_before_fen,
       request_id)
     VALUES ($1::bigint, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::bigint) RETURNING id::text`,
    [
      ...[alertId, revision, decision, action, verdict, note, by.code, now],
      ...[limitFen, cut?.beforeFen ?? null, cut?.requestId ?? null],
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`the review of alert ${alertId} was not stored`);
  return row.id;
}

/** The cut that a review asks for; null: none. */
function cutOf({ alertId, by, basedOn, content, collection, cutting, now, surface }: AlertReview, locked: LockedAlert) {
  if (content.decision !== 'accept' || content.action !== 'cut_limit') return null;
  if (content.limitFen === undefined || cutting === undefined) throw new Error('a cut needs its amount and its basis');
  return {
    customerId: locked.customerId,
    responsibility: locked.alert.responsibility,
    by,
    limitFen: content.limitFen,
    until: content.until,
    reason: content.note.trim(),
    submissionKey: `review:${alertId}:${basedOn}`,
    basis: cutting,
    moment: { now, timeZone: collection.calendar.timeZone },
    surface,
  };
}

async function end(
  client: pg.PoolClient,
  queue: Queue,
  { alertId, by, collection, content, now, surface }: AlertReview,
) {
  const moment = { now, timeZone: collection.calendar.timeZone };
  const reason = content.note.trim();
  const measureEntries = await endMeasuresOfAlert(client, alertId, { now, actor: by.code, surface, reason });
  const requestEntries = await callOffRequestOfAlert(client, queue, alertId, { reason, moment });
  const cutEntries = await endCutsOfAlert(client, queue, alertId, { by: by.code, moment, surface, reason });
  return [...measureEntries, ...requestEntries, ...cutEntries];
}

async function begin(client: pg.PoolClient, review: AlertReview, { customerId }: LockedAlert) {
  const { content, now, alertId, by, surface } = review;
  const kind = content.decision === 'accept' ? measureOf(content.action) : null;
  if (content.decision !== 'accept' || kind === null) return [];
  const { until, note } = content;
  const measure = { kind, since: now, until, reason: note.trim(), alertId };
  return [await beginMeasure(client, customerId, measure, { actor: by.code, surface })];
}

async function collect(
  client: pg.PoolClient,
  queue: Queue,
  { content, alertId, by, now, collection }: AlertReview,
  { customerId, policyHash }: LockedAlert,
): Promise<OpenedCase | null> {
  const stage = content.decision === 'accept' ? stageOfAction(content.action) : null;
  if (stage === null) return null;
  const opening = { customerId, alertId, policyHash, stage, by: by.code, at: now, note: content.note.trim() };
  return openCase(client, queue, opening, collection);
}

async function isRepetition(client: pg.PoolClient, review: AlertReview, steps: number): Promise<boolean> {
  if (steps !== review.basedOn + 1) return false;
  const { decision, action, verdict, note, limitFen } = columnsOf(review.content);
  const { rows } = await client.query(
    `SELECT FROM (SELECT * FROM alert_reviews WHERE alert_id = $1::bigint ORDER BY id DESC LIMIT 1) latest
     WHERE by = $2 AND decision = $3 AND action IS NOT DISTINCT FROM $4 AND verdict IS NOT DISTINCT FROM $5 AND note = $6
       AND limit_fen IS NOT DISTINCT FROM $7`,
    [review.alertId, review.by.code, decision, action, verdict, note, limitFen],
  );
  return rows.length > 0;
}

function columnsOf(content: ReviewContent) {
  return {
    decision: content.decision,
    action: content.decision === 'accept' ? content.action : null,
    verdict: content.decision === 'close' ? content.verdict : null,
    note: content.note.trim(),
    limitFen: content.decision === 'accept' && content.action === 'cut_limit' ? (content.limitFen ?? null) : null,
  };
}
