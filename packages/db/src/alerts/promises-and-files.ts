import type { Day } from '@xinshao/core/day/day.ts';
import type { AttachmentProblem } from '@xinshao/core/feedback/attachments.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { ShownPromiseState } from '@xinshao/core/wording/promises.ts';

/** A promise of an alert's answers, as the last run judged it. */
export interface StoredPromise {
  readonly dueOn: Day;
  readonly amountFen: Fen;
  readonly paidFen: Fen;
  readonly state: ShownPromiseState;
}

/** A file attached to an answer of the alert; the answers name it by `slackFileId`. */
export interface StoredFile {
  readonly id: string;
  readonly slackFileId: string;
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly permalink: string | null;
  readonly state: 'pending' | 'stored' | 'failed';
  /** Why the last download failed. */
  readonly problem: AttachmentProblem | null;
  readonly sha256: string | null;
}

/** All promises of `alert`, the oldest first, as JSON. */
export const PROMISES_OF_ALERT_SQL = `coalesce((SELECT json_agg(json_build_object('dueOn', promise.due_on::text,
    'amountFen', promise.amount_fen, 'paidFen', promise.paid_fen,
    'state', CASE WHEN promise.withdrawn_on IS NULL THEN promise.state ELSE 'withdrawn' END) ORDER BY promise.id)
  FROM promises promise WHERE promise.alert_id = alert.id), '[]'::json)`;

/** All files of `alert`, the oldest first, as JSON; without their content. */
export const FILES_OF_ALERT_SQL = `coalesce((SELECT json_agg(json_build_object('id', file.id::text,
    'slackFileId', file.slack_file_id, 'name', file.name, 'sizeBytes', file.size_bytes, 'permalink', file.permalink,
    'state', file.state, 'problem', file.problem, 'sha256', file.sha256) ORDER BY file.id)
  FROM feedback_files file WHERE file.alert_id = alert.id), '[]'::json)`;

/** Whether the answer `feedback` of `alert` changed one that nobody had reviewed. */
export const EDITED_SQL = `feedback.revision > 1 AND NOT EXISTS (SELECT FROM alert_reviews review
  WHERE review.alert_id = alert.id AND review.decision = 'return' AND review.revision = feedback.revision - 1)`;
