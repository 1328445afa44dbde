import type { Database } from '../database.ts';
import type { HeldClaim } from '../outbox/claim.ts';

/** A letter that waits to be made and sent. */
export interface WaitingLetter {
  readonly id: string;
  /** Ours, until it is claimed again. */
  readonly held: HeldClaim;
  readonly caseId: string;
  readonly number: number;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  /** Where an earlier try may have sent it; null: none got that far. */
  readonly channel: string | null;
}

/**
 * Claims a letter before it is made, so that of all processes only one sends it.
 * @returns null when it is sent already, or another process is at it
 */
export async function claimLetter(database: Database, letterId: string, now: Date): Promise<WaitingLetter | null> {
  const { rows } = await database.pool.query<Omit<WaitingLetter, 'held'> & { claims: number }>(
    `UPDATE collection_letters SET state = 'sending', sending_at = $2, claims = claims + 1
     WHERE id = $1::bigint AND state IN ('pending', 'failed')
     RETURNING id::text, case_id::text AS "caseId", number, requested_by AS "requestedBy",
       requested_at AS "requestedAt", channel, claims`,
    [letterId, now],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { claims, ...letter } = row;
  return { ...letter, held: { messageId: letter.id, number: claims } };
}

/**
 * Notes where a claimed letter is about to be sent, so that a successor knows where to look; the claim's time counts anew.
 * @returns false: the letter is another's by now, and must not be sent
 */
export async function noteLetterChannel(
  database: Database,
  { messageId, number }: HeldClaim,
  channel: string,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `UPDATE collection_letters SET channel = $3, sending_at = $4
     WHERE id = $1::bigint AND state = 'sending' AND claims = $2`,
    [messageId, number, channel, now],
  );
  return rowCount === 1;
}

/** The letter was sent: a fact, whoever brings it. */
export async function recordLetterSent(
  database: Database,
  letterId: string,
  { at, channel }: { readonly at: Date; readonly channel: string },
): Promise<void> {
  await database.pool.query(
    `UPDATE collection_letters SET state = 'sent', sent_at = $2, channel = $3, error = NULL, attempts = 0
     WHERE id = $1::bigint AND state <> 'sent'`,
    [letterId, at, channel],
  );
}

/**
 * Why a claimed letter was not sent. `failed`: a person may have to act, and it is tried again after growing pauses;
 * `pending`: it was not refused, or perhaps sent, and is tried again soon.
 * @returns how often it was refused; null: the letter is another's by now
 */
export async function recordLetterUnsent(
  database: Database,
  { messageId, number }: HeldClaim,
  state: 'failed' | 'pending',
  error: string,
): Promise<number | null> {
  const { rows } = await database.pool.query<{ attempts: number }>(
    `UPDATE collection_letters SET state = $3, error = $4, sending_at = NULL, attempts = attempts + ($3 = 'failed')::int
     WHERE id = $1::bigint AND state = 'sending' AND claims = $2 RETURNING attempts`,
    [messageId, number, state, error],
  );
  return rows[0]?.attempts ?? null;
}
