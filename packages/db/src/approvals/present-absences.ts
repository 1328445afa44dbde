import type { PresentAbsence } from '@xinshao/core/approvals/absence.ts';
import { addDays, type Day } from '@xinshao/core/day/day.ts';
import { instantOf } from '@xinshao/core/feedback/wall-clock.ts';
import { isRole, type Member } from '@xinshao/core/roles/roles.ts';
import type pg from 'pg';
import { prepared } from '../prepared.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import { dayOf, type Moment } from './moment.ts';

/** All null: nobody who is there. */
interface AbsencePerson {
  code: string | null;
  role: string | null;
  teamCode: string | null;
}

interface AbsenceRow {
  approver: AbsencePerson;
  delegate: AbsencePerson;
  lastDay: Day;
}

const person = (alias: string) =>
  `json_build_object('code', ${alias}.code, 'role', ${alias}.role, 'teamCode', ${alias}.team_code)`;

/** Who is away at the moment and who decides in their place; those who have left are neither. */
export async function presentAbsences(client: pg.Pool | pg.PoolClient, moment: Moment): Promise<PresentAbsence[]> {
  const { rows } = await client.query<AbsenceRow>(
    prepared(
      `SELECT ${person('approver')} AS approver, ${person('delegate')} AS delegate, absence.last_day::text AS "lastDay"
       FROM absences absence
       JOIN ${PRESENT_STAFF} approver ON approver.code = absence.staff_code
       LEFT JOIN ${PRESENT_STAFF} delegate ON delegate.code = absence.delegate_code
       WHERE absence.ended_at IS NULL AND absence.first_day <= $1::date AND absence.last_day >= $1::date
       ORDER BY absence.id`,
      [dayOf(moment)],
    ),
  );
  return rows.flatMap(({ approver, delegate, lastDay }) => {
    const [away, present] = [memberOf(approver), memberOf(delegate)];
    if (away === null) return [];
    const until = instantOf({ day: addDays(lastDay, 1), time: 0 }, moment.timeZone);
    return [{ approver: away, delegate: present, until }];
  });
}

function memberOf({ code, role, teamCode }: AbsencePerson): Member | null {
  return code !== null && role !== null && isRole(role) ? { code, role, teamCode } : null;
}
