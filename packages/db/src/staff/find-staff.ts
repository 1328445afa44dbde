import { SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import { withinTransaction } from '../within-transaction.ts';
import { PRESENT_STAFF } from './present-staff.ts';
import { STAFF_COLUMNS, type StaffMember, type StaffRow, staffMemberFromRow } from './staff-member.ts';

/** @returns the member with this Slack user id, or null when the staff list has none or they have left. */
export async function staffBySlackUser(database: Database, slackUserId: string): Promise<StaffMember | null> {
  return presentOne(database, 'slack_user_id = $1', slackUserId);
}

/**
 * The one member with this e-mail address (case does not matter) who is not yet tied to another Slack user.
 * @returns null when nobody or more than one person has the address
 */
export async function staffByEmail(database: Database, email: string): Promise<StaffMember | null> {
  return presentOne(database, 'lower(email) = lower($1) AND slack_user_id IS NULL', email.trim());
}

/** @returns the member with this staff code, or null; null also for who has left. */
export async function staffByCode(database: Database, code: string): Promise<StaffMember | null> {
  return presentOne(database, 'code = $1', code);
}

/** @returns the one who has not left and of whom alone the condition holds, or null. */
async function presentOne(database: Database, condition: string, value: string): Promise<StaffMember | null> {
  const { rows } = await database.pool.query<StaffRow>(
    prepared(`SELECT ${STAFF_COLUMNS} FROM ${PRESENT_STAFF} staff WHERE ${condition} LIMIT 2`, [value]),
  );
  const [row] = rows;
  return row === undefined || rows.length > 1 ? null : staffMemberFromRow(row);
}

/** @returns the name under which somebody did something, whether they have left since or not; null: nobody's code */
export async function staffName(database: Database, code: string): Promise<string | null> {
  const row = await database.prisma.staff.findUnique({ where: { code }, select: { name: true } });
  return row?.name ?? null;
}

/** Remembers which Slack user a member is, once found by e-mail; a member who is already tied stays as is, and so does who had the Slack user before, though they have left. */
export async function tieSlackUser(database: Database, staffCode: string, slackUserId: string): Promise<void> {
  await withinTransaction(database, async (transaction) => {
    const tied = await transaction.query(
      `UPDATE staff SET slack_user_id = $2 WHERE code = $1 AND slack_user_id IS NULL
         AND NOT EXISTS (SELECT FROM staff holder WHERE holder.slack_user_id = $2) RETURNING code`,
      [staffCode, slackUserId],
    );
    if (tied.rows.length === 0) return;
    await appendAudit(transaction, {
      actor: SYSTEM,
      surface: 'slack',
      action: 'slack_user_tied',
      subjectKind: 'staff',
      subjectId: staffCode,
      before: { slackUserId: null },
      after: { slackUserId, matchedBy: 'email' },
    });
  });
}
