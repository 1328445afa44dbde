import type { AuditSurface } from '@xinshao/core/audit/audit-entry.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import { withinTransaction } from '../within-transaction.ts';
import { dayOf, type Moment } from './moment.ts';

export interface NewAbsence {
  readonly staffCode: string;
  readonly delegateCode: string;
  /** Both days are included. */
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** What came of it. */
export type NotedAbsence =
  /** `standsInFor`: names of those who named this person for some of the same days. */
  | { readonly outcome: 'noted'; readonly standsInFor: readonly string[] }
  /** The delegate is away on some of the days; nothing was noted. */
  | { readonly outcome: 'delegate_away'; readonly firstDay: Day; readonly lastDay: Day };

/**
 * Notes that somebody is away and who decides meanwhile; earlier notes of theirs that overlap it end. Repeated, it
 * changes nothing. Nobody is handed to who is away on one of the days: the chain ends after one step.
 */
export async function noteAbsence(
  database: Database,
  absence: NewAbsence,
  { moment, surface }: { readonly moment: Moment; readonly surface: AuditSurface },
): Promise<NotedAbsence> {
  const { staffCode, delegateCode, firstDay, lastDay } = absence;
  return withinTransaction(database, async (client): Promise<NotedAbsence> => {
    // One after the other: two notes at once would not see each other, nor would two people who name one another.
    await client.query('SELECT FROM staff WHERE code = ANY($1::text[]) ORDER BY code FOR UPDATE', [
      [staffCode, delegateCode],
    ]);
    const standsInFor = await namedBy(client, absence);
    const values = [staffCode, delegateCode, firstDay, lastDay];
    const same = await client.query(
      `SELECT FROM absences WHERE staff_code = $1 AND delegate_code = $2 AND first_day = $3::date AND last_day = $4::date
         AND ended_at IS NULL`,
      values,
    );
    if (same.rows.length > 0) return { outcome: 'noted', standsInFor };
    const [away] = await awayOn(client, absence);
    if (away !== undefined) return { outcome: 'delegate_away', ...away };
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
    return { outcome: 'noted', standsInFor };
  });
}

const OVERLAPS = 'absence.ended_at IS NULL AND absence.first_day <= $3::date AND absence.last_day >= $2::date';

/** When the delegate is away on some of the days, the earliest first. */
async function awayOn(client: pg.PoolClient, { delegateCode, firstDay, lastDay }: NewAbsence) {
  const { rows } = await client.query<Pick<NewAbsence, 'firstDay' | 'lastDay'>>(
    `SELECT absence.first_day::text AS "firstDay", absence.last_day::text AS "lastDay" FROM absences absence
     WHERE absence.staff_code = $1 AND ${OVERLAPS} ORDER BY absence.first_day LIMIT 1`,
    [delegateCode, firstDay, lastDay],
  );
  return rows;
}

/** Who counts on the person on some of the days. */
async function namedBy(client: pg.PoolClient, { staffCode, firstDay, lastDay }: NewAbsence): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT colleague.name FROM absences absence
     JOIN ${PRESENT_STAFF} colleague ON colleague.code = absence.staff_code
     WHERE absence.delegate_code = $1 AND ${OVERLAPS} ORDER BY colleague.name`,
    [staffCode, firstDay, lastDay],
  );
  return rows.map(({ name }) => name);
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
