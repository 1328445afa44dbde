import { SYSTEM } from '@xinshao/core/audit/audit-entry.ts';
import { WRONG_TRIES_AT_MOST } from '@xinshao/core/pairing/code.ts';
import type pg from 'pg';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../database.ts';
import type { Queue } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import { type StaffMember, type StaffRow, staffMemberFromRow } from '../staff/staff-member.ts';
import { withinTransaction } from '../within-transaction.ts';
import { showConnections, tellOfConnection } from './connection-message.ts';

/** A person of the staff list in Slack: what codes and tokens are bound to. */
export interface Holder {
  readonly staffCode: string;
  readonly slackUserId: string;
}

/**
 * Stores a one-time code; earlier ones of the same person are no longer good.
 * @returns false when another code that is still good begins alike: make another one
 */
export async function issuePairingCode(
  database: Database,
  code: Holder & { readonly handle: string; readonly codeHash: string; readonly now: Date; readonly expiresAt: Date },
): Promise<boolean> {
  return withinTransaction(database, async (transaction) => {
    await transaction.query('DELETE FROM pairing_codes WHERE staff_code = $1 OR expires_at <= $2', [
      code.staffCode,
      code.now,
    ]);
    const stored = await transaction.query(
      `INSERT INTO pairing_codes (handle, code_hash, staff_code, slack_user_id, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING handle`,
      [code.handle, code.codeHash, code.staffCode, code.slackUserId, code.now, code.expiresAt],
    );
    if (stored.rows.length === 0) return false;
    await appendAudit(transaction, {
      actor: code.staffCode,
      surface: 'slack',
      action: 'extension_code_issued',
      subjectKind: 'staff',
      subjectId: code.staffCode,
      at: code.now,
    });
    return true;
  });
}

export type Redeemed =
  | { readonly outcome: 'connected'; readonly member: StaffMember; readonly slackUserId: string }
  /** No such code, used already, locked, or the person is not on the staff list any more or has left. */
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'expired' };

interface CodeRow extends StaffRow {
  codeHash: string;
  tiedTo: string;
  usedAt: Date | null;
  expired: boolean;
  wrongTries: number;
}

/**
 * Turns a code into a token, once: of two that try at the same time one gets it. A wrong secret counts as a try. The
 * person is told of it in Slack.
 */
export async function redeemPairingCode(
  database: Database,
  queue: Queue,
  request: {
    readonly handle: string;
    readonly codeHash: string;
    readonly tokenHash: string;
    readonly publicKey: string;
    /** As its owner knows it; null: not known. */
    readonly browser: string | null;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<Redeemed> {
  return withinTransaction(database, async (transaction): Promise<Redeemed> => {
    const { rows } = await transaction.query<CodeRow>(
      `SELECT code.code_hash AS "codeHash", code.slack_user_id AS "tiedTo", code.used_at AS "usedAt",
         code.expires_at <= $2 AS expired, code.wrong_tries AS "wrongTries", staff.code, staff.name, staff.role,
         staff.email, staff.slack_user_id AS "slackUserId", staff.manager_code AS "managerCode",
         staff.team_code AS "teamCode"
       FROM pairing_codes code JOIN ${PRESENT_STAFF} staff ON staff.code = code.staff_code AND staff.slack_user_id = code.slack_user_id
       WHERE code.handle = $1 FOR UPDATE OF code`,
      [request.handle, request.now],
    );
    const [row] = rows;
    if (row === undefined || row.usedAt !== null || row.wrongTries >= WRONG_TRIES_AT_MOST)
      return { outcome: 'unknown' };
    if (row.codeHash !== request.codeHash) {
      await transaction.query('UPDATE pairing_codes SET wrong_tries = wrong_tries + 1 WHERE handle = $1', [
        request.handle,
      ]);
      return { outcome: 'unknown' };
    }
    if (row.expired) return { outcome: 'expired' };
    const { codeHash: _, tiedTo: slackUserId, usedAt: __, expired: ___, wrongTries: ____, ...staff } = row;
    const member = staffMemberFromRow(staff);
    if (member === null) return { outcome: 'unknown' };
    await transaction.query('UPDATE pairing_codes SET used_at = $2 WHERE handle = $1', [request.handle, request.now]);
    const { tokenHash, publicKey, browser, now, expiresAt } = request;
    const made = await transaction.query<{ id: string }>(
      `INSERT INTO access_tokens (token_hash, public_key, browser, staff_code, slack_user_id, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id::text`,
      [tokenHash, publicKey, browser, member.code, slackUserId, now, expiresAt],
    );
    for (const { id } of made.rows) await tellOfConnection(transaction, queue, id, now);
    await recordConnection(transaction, member.code, 'api', 'extension_connected', now, {
      until: expiresAt.toISOString(),
      browser,
    });
    return { outcome: 'connected', member, slackUserId };
  });
}

export interface TokenHolder {
  readonly tokenHash: string;
  /** Of the browser that was connected: what asks with the token must be signed with its key. */
  readonly publicKey: string;
  readonly member: StaffMember;
  readonly slackUserId: string;
}

/**
 * Who holds a token; null when it is unknown, expired, revoked or from before tokens were bound to a browser, or its
 * holder is not on the staff list any more, has left, or is another Slack user now. The role is that of this moment.
 */
export async function holderOfToken(database: Database, tokenHash: string, now: Date): Promise<TokenHolder | null> {
  const { rows } = await database.pool.query<StaffRow & { slackUserId: string; publicKey: string }>({
    name: 'holder-of-token',
    text: `SELECT staff.code, staff.name, staff.role, staff.email, staff.slack_user_id AS "slackUserId",
        staff.manager_code AS "managerCode", staff.team_code AS "teamCode", token.public_key AS "publicKey"
      FROM access_tokens token
      JOIN ${PRESENT_STAFF} staff ON staff.code = token.staff_code AND staff.slack_user_id = token.slack_user_id
      WHERE token.token_hash = $1 AND token.revoked_at IS NULL AND token.expires_at > $2
        AND token.public_key IS NOT NULL`,
    values: [tokenHash, now],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { publicKey, ...staff } = row;
  const member = staffMemberFromRow(staff);
  return member === null ? null : { tokenHash, publicKey, member, slackUserId: staff.slackUserId };
}

/** Ends every connection of a person at once, open codes too. @returns how many extensions were connected */
export async function revokeTokens(database: Database, queue: Queue, staffCode: string, now: Date): Promise<number> {
  return withinTransaction(database, async (transaction) => {
    await transaction.query('DELETE FROM pairing_codes WHERE staff_code = $1', [staffCode]);
    const by = { staffCode, surface: 'slack', at: now } as const;
    return revoke(transaction, queue, by, 'staff_code = $2', staffCode);
  });
}

/**
 * Ends one connection at once, for its owner. However often it is asked, it ends once.
 * @returns `over`: it had ended already; `not_theirs`: there is none of this number that is theirs
 */
export async function endOwnConnection(
  database: Database,
  queue: Queue,
  { tokenId, staffCode }: { readonly tokenId: string; readonly staffCode: string },
  now: Date,
): Promise<'ended' | 'over' | 'not_theirs'> {
  return withinTransaction(database, async (transaction) => {
    const { rows } = await transaction.query(
      'SELECT FROM access_tokens WHERE id = $1::bigint AND staff_code = $2 FOR UPDATE',
      [tokenId, staffCode],
    );
    if (rows.length === 0) return 'not_theirs';
    const by = { staffCode, surface: 'slack', at: now } as const;
    return (await revoke(transaction, queue, by, 'id = $2::bigint', tokenId)) > 0 ? 'ended' : 'over';
  });
}

/**
 * Ends the connection of one extension, at its own request. The person's other browsers stay connected.
 * @returns false when it had ended already
 */
export async function revokeToken(
  database: Database,
  queue: Queue,
  { tokenHash, member }: Pick<TokenHolder, 'tokenHash' | 'member'>,
  now: Date,
): Promise<boolean> {
  return withinTransaction(database, async (transaction) => {
    const by = { staffCode: member.code, surface: 'api', at: now } as const;
    return (await revoke(transaction, queue, by, 'token_hash = $2', tokenHash)) > 0;
  });
}

/**
 * Ends the connections that are meant and last at this moment, records who did it, and shows it on their messages.
 * @param which SQL over `access_tokens` and `$2`: a constant of this program
 * @returns how many there were
 */
async function revoke(
  transaction: pg.PoolClient,
  queue: Queue,
  { staffCode, surface, at }: { readonly staffCode: string; readonly surface: 'api' | 'slack'; readonly at: Date },
  which: string,
  value: string,
): Promise<number> {
  const { rows } = await transaction.query<{ id: string }>(
    `UPDATE access_tokens SET revoked_at = $1
     WHERE ${which} AND revoked_at IS NULL AND expires_at > $1 RETURNING id::text`,
    [at, value],
  );
  const connections = rows.length;
  if (connections === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await recordConnection(transaction, staffCode, surface, 'extension_disconnected', at, { connections });
  await showConnections(transaction, queue, ids);
  return connections;
}

/** Records that somebody asked with a person's token from elsewhere than the browser that was connected. */
export async function recordStrayToken(
  database: Database,
  staffCode: string,
  proof: 'missing' | 'wrong',
  at: Date,
): Promise<void> {
  await withinTransaction(database, (transaction) =>
    appendAudit(transaction, {
      actor: SYSTEM,
      surface: 'api',
      action: 'extension_refused',
      subjectKind: 'staff',
      subjectId: staffCode,
      after: { proof },
      at,
    }),
  );
}

async function recordConnection(
  transaction: pg.PoolClient,
  staffCode: string,
  surface: 'api' | 'slack',
  action: 'extension_connected' | 'extension_disconnected',
  at: Date,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendAudit(transaction, {
    actor: staffCode,
    surface,
    action,
    subjectKind: 'staff',
    subjectId: staffCode,
    after,
    at,
  });
}
