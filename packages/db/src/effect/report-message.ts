import type { MonthlyReport } from '@xinshao/core/effect/monthly-report.ts';
import type { Database } from '../database.ts';
import type { Claim } from '../outbox/claim.ts';
import { onceOutbox } from '../outbox/outbox.ts';

/** One message of a monthly report, and the figures it shows. */
export interface ReportMessage {
  readonly id: string;
  /** Staff code of the reader; null: the channel. */
  readonly staffCode: string | null;
  readonly report: MonthlyReport;
}

/** A claimed message comes with what it says. */
export type ReportClaim =
  | Exclude<Claim, { outcome: 'claimed' }>
  | (Extract<Claim, { outcome: 'claimed' }> & { readonly message: ReportMessage });

/** Messages of monthly reports. */
export const REPORT_OUTBOX = onceOutbox('report_messages');

/** The same by the names that reports know: what became of a claimed message. */
export const { recordPosted: recordReportSent, recordUnsent: recordReportUnsent } = REPORT_OUTBOX;

/** Claims a message before it is sent, so that of all processes only one sends it. */
export async function claimReport(database: Database, messageId: string, now: Date): Promise<ReportClaim> {
  const claim = await REPORT_OUTBOX.claim(database, messageId, now);
  if (claim.outcome !== 'claimed') return claim;
  const { rows } = await database.pool.query<ReportMessage>(
    `SELECT message.id::text, substring(message.audience FROM '^staff:(.*)$') AS "staffCode", report.figures AS report
     FROM report_messages message JOIN monthly_reports report USING (month) WHERE message.id = $1::bigint`,
    [messageId],
  );
  const [message] = rows;
  return message === undefined ? { outcome: 'done' } : { ...claim, message };
}
