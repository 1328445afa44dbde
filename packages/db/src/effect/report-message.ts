import type { MonthlyReport } from '@xinshao/core/effect/monthly-report.ts';
import type { Database } from '../database.ts';
import { CLAIM_LASTS_SECONDS } from '../outbox/claim.ts';

/** One message of a monthly report, and the figures it shows. */
export interface ReportMessage {
  readonly id: string;
  /** Staff code of the reader; null: the channel. */
  readonly staffCode: string | null;
  readonly report: MonthlyReport;
}

export type ReportClaim =
  /** Ours to send. `doubtful`: an earlier try may have reached Slack in `channel`, look there before sending. */
  | {
      readonly outcome: 'claimed';
      readonly message: ReportMessage;
      readonly doubtful: boolean;
      readonly channel: string | null;
    }
  | { readonly outcome: 'busy' }
  /** Sent, or never there. */
  | { readonly outcome: 'done' };

/** Claims a message before it is sent, so that of all processes only one sends it. */
export async function claimReport(database: Database, messageId: string, now: Date): Promise<ReportClaim> {
  const { rows } = await database.pool.query<{
    audience: string;
    state: string;
    channel: string | null;
    free: boolean;
    figures: MonthlyReport;
  }>(
    `WITH before AS (
       SELECT message.*, report.figures, message.state IN ('pending', 'failed')
         OR (message.state = 'sending'
           AND (message.sending_at IS NULL OR message.sending_at <= $2::timestamptz - $3 * interval '1 second')) AS free
       FROM report_messages message JOIN monthly_reports report USING (month)
       WHERE message.id = $1::bigint FOR UPDATE OF message
     ), taken AS (
       UPDATE report_messages message SET state = 'sending', sending_at = $2
       FROM before WHERE message.id = before.id AND before.free
     )
     SELECT audience, state, channel, free, figures FROM before`,
    [messageId, now, CLAIM_LASTS_SECONDS],
  );
  const [row] = rows;
  if (row === undefined || row.state === 'sent') return { outcome: 'done' };
  if (!row.free) return { outcome: 'busy' };
  const staffCode = row.audience.startsWith('staff:') ? row.audience.slice('staff:'.length) : null;
  const message = { id: messageId, staffCode, report: row.figures };
  return { outcome: 'claimed', message, doubtful: row.state === 'sending', channel: row.channel };
}

/** Notes where a claimed message is about to be sent, so that a successor knows where to look. */
export async function noteReportTarget(database: Database, messageId: string, channel: string): Promise<void> {
  await database.pool.query(`UPDATE report_messages SET channel = $2 WHERE id = $1::bigint AND state = 'sending'`, [
    messageId,
    channel,
  ]);
}

/** The message stands in Slack. */
export async function recordReportSent(
  database: Database,
  messageId: string,
  sent: { readonly channel: string; readonly ts: string; readonly at: Date },
): Promise<void> {
  await database.pool.query(
    `UPDATE report_messages SET state = 'sent', channel = $2, ts = $3, sent_at = $4, sending_at = NULL, error = NULL
     WHERE id = $1::bigint AND state = 'sending'`,
    [messageId, sent.channel, sent.ts, sent.at],
  );
}

/** `pending`, `failed`: nothing was sent. `sending`: it may have been, and whoever tries next looks in Slack first. */
export async function recordReportUnsent(
  database: Database,
  messageId: string,
  state: 'failed' | 'pending' | 'sending',
  error: string | null,
): Promise<void> {
  await database.pool.query(
    `UPDATE report_messages SET state = $2, sending_at = NULL, error = $3 WHERE id = $1::bigint AND state = 'sending'`,
    [messageId, state, error],
  );
}
