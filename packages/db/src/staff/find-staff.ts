import { SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { type StaffMember, staffMemberFromRow } from './staff-member.ts';

/** @returns the member with this Slack user id, or null when the staff list has none. */
export async function staffBySlackUser(database: Database, slackUserId: string): Promise<StaffMember | null> {
  const row = await database.prisma.staff.findUnique({ where: { slackUserId } });
  return row === null ? null : staffMemberFromRow(row);
}

/**
 * The one member with this e-mail address (case does not matter) who is not yet tied to another Slack user.
 * @returns null when nobody or more than one person has the address
 */
export async function staffByEmail(database: Database, email: string): Promise<StaffMember | null> {
  const rows = await database.prisma.staff.findMany({
    where: { email: { equals: email.trim(), mode: 'insensitive' }, slackUserId: null },
    take: 2,
  });
  const [row] = rows;
  return row === undefined || rows.length > 1 ? null : staffMemberFromRow(row);
}

/** @returns the member with this staff code, or null. */
export async function staffByCode(database: Database, code: string): Promise<StaffMember | null> {
  const row = await database.prisma.staff.findUnique({ where: { code } });
  return row === null ? null : staffMemberFromRow(row);
}

/** Remembers which Slack user a member is, once found by e-mail; a member who is already tied stays as is. */
export async function tieSlackUser(database: Database, staffCode: string, slackUserId: string): Promise<void> {
  await withinTransaction(database, async (transaction) => {
    const tied = await transaction.query(
      'UPDATE staff SET slack_user_id = $2 WHERE code = $1 AND slack_user_id IS NULL RETURNING code',
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
