import type { AlertState } from '@xinshao/core/alerts/alert.ts';
import type { ReviewAction, ReviewDecision, Verdict } from '@xinshao/core/alerts/review.ts';
import type { ApprovalState } from '@xinshao/core/approvals/request.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Responsibility } from '@xinshao/core/roles/roles.ts';
import type { Evidence, FeedbackFormId, Severity, WarningType } from '@xinshao/core/warnings/warning.ts';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import {
  EDITED_SQL,
  FILES_OF_ALERT_SQL,
  PROMISES_OF_ALERT_SQL,
  type StoredFile,
  type StoredPromise,
} from './promises-and-files.ts';

export interface AlertPerson {
  readonly code: string;
  readonly name: string;
  readonly slackUserId: string | null;
  readonly email: string | null;
}

export interface AlertWarning {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly type: WarningType;
  readonly form: FeedbackFormId;
  readonly evidence: Evidence;
  readonly foundOn: Day;
}

export interface StoredFeedback {
  readonly revision: number;
  /** As validated when it was stored. */
  readonly answers: FeedbackAnswers;
  readonly submittedBy: AlertPerson;
  readonly submittedAt: Date;
  /** It changed an answer that nobody had reviewed. */
  readonly edited: boolean;
}

/** What risk decided about an answer. */
export interface StoredReview {
  readonly decision: ReviewDecision;
  /** Of an acceptance; null otherwise. */
  readonly action: ReviewAction | null;
  /** Of a closure; null otherwise. */
  readonly verdict: Verdict | null;
  /** The reason, or the question of a return; may be empty. */
  readonly note: string;
  readonly by: AlertPerson;
  readonly at: Date;
  /** The limit that it cut, or asked to be cut; null: neither. */
  readonly cut: StoredCut | null;
  /** Who ended early what it had put on the customer, when (an ISO instant) and why; null: nobody did. */
  readonly measureEnded: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

/** A limit that a review cut. */
export interface StoredCut {
  readonly limitFen: Fen;
  readonly beforeFen: Fen;
  /** The request that decides about it; null: it held at once. */
  readonly request: { readonly id: string; readonly state: ApprovalState } | null;
  /** The first day on which it no longer held; null: it holds, or never did. */
  readonly endedOn: Day | null;
  /** Who ended it early, and why; null: nobody did. */
  readonly endedEarly: { readonly by: string; readonly reason: string } | null;
}

/** Everything a message, a modal or a list shows of one alert. Amounts in fen. */
export interface AlertView {
  readonly id: string;
  readonly version: number;
  readonly state: AlertState;
  readonly severity: Severity;
  readonly openedOn: Day;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly gradeBefore: string | null;
  readonly gradeAfter: string | null;
  readonly exposureFen: Fen;
  readonly overdueFen: Fen;
  readonly policyHash: string;
  readonly customer: { readonly id: number; readonly code: string; readonly name: string };
  /** null: nobody is named for this customer. */
  readonly owner: AlertPerson | null;
  readonly responsibility: Responsibility;
  /** Channel id or name of the owner's team; null: none. */
  readonly teamChannel: string | null;
  /** Heaviest first. */
  readonly warnings: readonly AlertWarning[];
  /** The latest revision; null: not answered yet. */
  readonly feedback: StoredFeedback | null;
  /** How many reviews there were; the latest few are in `reviews`. */
  readonly reviewCount: number;
  /** The latest last. */
  readonly reviews: readonly StoredReview[];
  /** 1 at first, one more with each return. */
  readonly round: number;
  /** Messages of it that Slack refused: the audience or step, and why. */
  readonly undelivered: readonly { readonly what: string; readonly problem: string }[];
  /** Of all its answers, the oldest first. */
  readonly promises: readonly StoredPromise[];
  /** Of all its answers, the oldest first; the latest answer names those it shows. */
  readonly files: readonly StoredFile[];
}

/** Answers and reviews so far, as `stepsOf` counts them: what a button or a form is based on. */
export function stepsOfView(view: Pick<AlertView, 'feedback' | 'reviewCount'>): number {
  return (view.feedback?.revision ?? 0) + view.reviewCount;
}

/** Reviews that a view carries: the latest ones. */
const REVIEWS_SHOWN = 5;

/** One alert with its customer, warnings, people and latest feedback; null when there is no such alert. */
export async function alertView(database: Database, alertId: string): Promise<AlertView | null> {
  const [view] = await readPlanned(database, 'alert.id = $1::bigint', [alertId], 1);
  return view ?? null;
}

/** The version that `alertView` would show, at a fraction of its cost; null when there is no such alert. */
export async function alertVersion({ pool }: Database, alertId: string): Promise<number | null> {
  const { rows } = await pool.query<{ version: number }>(
    prepared('SELECT version FROM alerts WHERE id = $1::bigint', [alertId]),
  );
  return rows[0]?.version ?? null;
}

/** Alerts of a customer that are not closed, the most urgent first. */
export async function openAlertsOf(database: Database, customerId: number, limit: number): Promise<AlertView[]> {
  return readPlanned(database, "alert.customer_id = $1 AND alert.state <> 'closed'", [customerId], limit);
}

/** Planned once a connection: the conditions are few, and planning takes longer than reading. */
async function readPlanned(
  database: Database,
  condition: string,
  parameters: unknown[],
  limit: number,
): Promise<AlertView[]> {
  const sql = alertViewsSql(condition, limit);
  const { rows } = await database.pool.query<{ view: AlertJson }>(prepared(sql, parameters));
  return rows.map(viewFromJson);
}

/** What the row `review` cut, as JSON. */
const CUT_OF_REVIEW_SQL = `CASE WHEN review.limit_before_fen IS NOT NULL THEN json_build_object(
    'limitFen', review.limit_fen, 'beforeFen', review.limit_before_fen,
    'request', (SELECT json_build_object('id', request.id::text, 'state', request.state) FROM limit_requests request
       WHERE request.id = review.request_id),
    'endedOn', (SELECT granted.ended_on FROM customer_grants granted
       WHERE review.id = granted.review_id OR review.request_id = granted.request_id),
    'endedEarly', (SELECT json_build_object('by', coalesce(ender.name, granted.ended_by), 'reason', granted.end_reason)
       FROM customer_grants granted LEFT JOIN staff ender ON ender.code = granted.ended_by
       WHERE (review.id = granted.review_id OR review.request_id = granted.request_id)
         AND granted.end_reason IS NOT NULL)) END`;

/** Who ended early what the row `review` had put on the customer, as JSON. */
const MEASURE_ENDED_SQL = `(SELECT json_build_object('at', measure.ended_at, 'by', coalesce(ender.name, measure.ended_by),
    'reason', measure.end_reason)
  FROM customer_measures measure LEFT JOIN staff ender ON ender.code = measure.ended_by
  WHERE measure.alert_id = review.alert_id AND measure.kind = review.action AND measure.end_reason IS NOT NULL LIMIT 1)`;

/** Joined with every alert that `readAlertViews` looks at: a condition may speak of them. */
export const ALERT_SOURCES_SQL = `alerts alert
     JOIN customers customer ON customer.id = alert.customer_id
     LEFT JOIN staff owner ON owner.code = alert.owner_code
     LEFT JOIN teams team ON team.code = coalesce(alert.team_code, owner.team_code)`;

/**
 * Alerts that a condition over `ALERT_SOURCES_SQL` holds for; the one due first comes first, unless another order is asked for.
 * @param condition SQL of ours, with the parameters as `$1` and so on
 */
export async function readAlertViews(
  database: Database,
  condition: string,
  parameters: readonly unknown[],
  limit: number,
  turn: Turn = {},
): Promise<AlertView[]> {
  const sql = alertViewsSql(condition, limit, turn);
  const { rows } = await database.pool.query<{ view: AlertJson }>(sql, [...parameters]);
  return rows.map(viewFromJson);
}

/** Which of many come first, and how many of them are passed over. */
interface Turn {
  readonly order?: string;
  readonly offset?: number;
}

function alertViewsSql(
  condition: string,
  limit: number,
  { order = 'alert.due_at, alert.id', offset = 0 }: Turn = {},
): string {
  return `SELECT json_build_object(
       'id', alert.id::text, 'version', alert.version, 'state', alert.state, 'severity', alert.severity,
       'openedOn', alert.opened_on::text, 'openedAt', alert.opened_at, 'dueAt', alert.due_at,
       'gradeBefore', alert.grade_before, 'gradeAfter', alert.grade_after,
       'exposureFen', alert.exposure_fen, 'overdueFen', alert.overdue_fen, 'policyHash', alert.policy_hash,
       'customer', json_build_object('id', customer.id, 'code', customer.code, 'name', customer.name),
       'owner', CASE WHEN owner.code IS NOT NULL THEN json_build_object('code', owner.code, 'name', owner.name,
                  'slackUserId', owner.slack_user_id, 'email', owner.email) END,
       'responsibility', json_build_object('ownerCode', alert.owner_code,
                  'ownerTeamCode', coalesce(owner.team_code, alert.team_code), 'ownerManagerCode', owner.manager_code),
       'teamChannel', team.slack_channel,
       'warnings', coalesce((SELECT json_agg(json_build_object('ruleId', warning.rule_id, 'severity', warning.severity,
                  'type', warning.type, 'form', warning.form, 'evidence', warning.evidence,
                  'foundOn', warning.found_on::text)
                  ORDER BY array_position(ARRAY['red', 'orange', 'yellow'], warning.severity), warning.id)
                  FROM warnings warning WHERE warning.alert_id = alert.id), '[]'::json),
       'feedback', (SELECT json_build_object('revision', feedback.revision, 'answers', feedback.answers,
                  'edited', ${EDITED_SQL},
                  'submittedAt', feedback.submitted_at,
                  'submittedBy', json_build_object('code', feedback.submitted_by,
                     'name', coalesce(author.name, feedback.submitted_by),
                     'slackUserId', author.slack_user_id, 'email', author.email))
                  FROM feedback LEFT JOIN staff author ON author.code = feedback.submitted_by
                  WHERE feedback.alert_id = alert.id ORDER BY feedback.revision DESC LIMIT 1),
       'promises', ${PROMISES_OF_ALERT_SQL}, 'files', ${FILES_OF_ALERT_SQL},
       'reviewCount', (SELECT count(*) FROM alert_reviews review WHERE review.alert_id = alert.id),
       'round', 1 + (SELECT count(*) FROM alert_reviews review
                  WHERE review.alert_id = alert.id AND review.decision = 'return'),
       'undelivered', coalesce((SELECT json_agg(json_build_object('what', failed.what, 'problem', failed.problem))
                  FROM (SELECT message.audience AS what, coalesce(notice.error, message.error, '') AS problem
                     FROM alert_messages message LEFT JOIN notices notice ON notice.id = message.notice_id
                     WHERE message.alert_id = alert.id AND 'failed' IN (message.state, notice.state)
                     UNION ALL SELECT step.step, coalesce(step.error, '') FROM alert_steps step
                     WHERE step.alert_id = alert.id AND step.state = 'failed') failed), '[]'::json),
       'reviews', coalesce((SELECT json_agg(json_build_object('decision', review.decision, 'action', review.action,
                  'verdict', review.verdict, 'note', review.note, 'at', review.at, 'cut', ${CUT_OF_REVIEW_SQL},
                  'measureEnded', ${MEASURE_ENDED_SQL},
                  'by', json_build_object('code', review.by, 'name', coalesce(officer.name, review.by),
                     'slackUserId', officer.slack_user_id, 'email', officer.email)) ORDER BY review.id)
                  FROM (SELECT * FROM alert_reviews WHERE alert_id = alert.id ORDER BY id DESC LIMIT ${REVIEWS_SHOWN}) review
                  LEFT JOIN staff officer ON officer.code = review.by), '[]'::json)
     ) AS view
     FROM ${ALERT_SOURCES_SQL}
     WHERE ${condition}
     ORDER BY ${order}
     LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`;
}

function viewFromJson({ view }: { readonly view: AlertJson }): AlertView {
  return {
    ...view,
    openedAt: new Date(view.openedAt),
    dueAt: new Date(view.dueAt),
    feedback: view.feedback === null ? null : { ...view.feedback, submittedAt: new Date(view.feedback.submittedAt) },
    reviews: view.reviews.map((review) => ({ ...review, at: new Date(review.at) })),
  };
}

/** The view as JSON carries it: instants are text. */
type AlertJson = Omit<AlertView, 'openedAt' | 'dueAt' | 'feedback' | 'reviews'> & {
  readonly openedAt: string;
  readonly dueAt: string;
  readonly feedback: (Omit<StoredFeedback, 'submittedAt'> & { readonly submittedAt: string }) | null;
  readonly reviews: readonly (Omit<StoredReview, 'at'> & { readonly at: string })[];
};
