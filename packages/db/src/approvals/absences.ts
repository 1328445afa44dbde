import type { AuditSurface } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { dayOf, type Moment } from './moment.ts';

export interface NewAbsence {
  readonly staffCode: string;
  readonly delegateCode: string;
  /** Both days are included. */
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** Notes that somebody is away and who decides meanwhile; earlier notes of theirs that overlap it end. Repeated, it changes nothing. */
export async function noteAbsence(
  database: Database,
  absence: NewAbsence,
  { moment, surface }: { readonly moment: Moment; readonly surface: AuditSurface },
): Promise<void> {
  const { staffCode, delegateCode, firstDay, lastDay } = absence;
  await withinTransaction(database, async (client) => {
    // One after the other: two notes at once would not see each other.
    await client.query('SELECT FROM staff WHERE code = $1 FOR UPDATE', [staffCode]);
    const values = [staffCode, delegateCode, firstDay, lastDay];
    const same = await client.query(
      `SELECT FROM absences WHERE staff_code = $1 AND delegate_code = $2 AND first_day = $3::date AND last_day = $4::date
         AND ended_at IS NULL`,
      values,
    );
    if (same.rows.length > 0) return;
    const ended = await client.query<NewAbsence>(
      `UPDATE absences SET ended_at = $4 WHERE staff_code = $1 AND ended_at IS NULL AND first_day <= $3::date AND last_day >= $2::date
       RETURNING staff_code AS "staffCode", delegate_code AS "delegateCode", first_day::text AS "firstDay", last_day::text AS "lastDay"`,
      [staffCode, firstDay, lastDay, moment.now],
    );
    await client.query(
      `INSERT INTO absences (staff_code, delegate_code, first_day, last_day, created_at) VALUES ($1, $2, $3::date, $4::date, $5)`,
      [...values, moment.now],
    );
    await appendAudit(client, {
      at: moment.now,
      actor: staffCode,
      surface,
      action: 'absence_set',
      subjectKind: 'staff',
      subjectId: staffCode,
      before: ended.rows,
      after: { delegateCode, firstDay, lastDay },
    });
  });
}

/** Ends what is noted of somebody from today on. @returns how many absences were ended; 0: none was noted */
export async function endAbsences(
  database: Database,
  staffCode: string,
  { moment, surface }: { readonly moment: Moment; readonly surface: AuditSurface },
): Promise<number> {
  return withinTransaction(database, async (client) => {
    const { rows } = await client.query<Omit<NewAbsence, 'staffCode'>>(
      `UPDATE absences SET ended_at = $2 WHERE staff_code = $1 AND ended_at IS NULL AND last_day >= $3::date
       RETURNING delegate_code AS "delegateCode", first_day::text AS "firstDay", last_day::text AS "lastDay"`,
      [staffCode, moment.now, dayOf(moment)],
    );
    if (rows.length === 0) return 0;
    await appendAudit(client, {
      at: moment.now,
      actor: staffCode,
      surface,
      action: 'absence_ended',
      subjectKind: 'staff',
      subjectId: staffCode,
      before: rows,
    });
    return rows.length;
  });
}
