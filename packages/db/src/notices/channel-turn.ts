import { SECONDS_BETWEEN_MESSAGES } from '@xinshao/core/notices/throttle.ts';
import type { Database } from '../database.ts';

/** Red alerts may reserve their turn so far ahead; others take a turn only when it has come. */
const URGENT_AHEAD_SECONDS = 3;

export type ChannelTurn =
  /** Taken: the message may go after so many milliseconds. */
  | { readonly taken: true; readonly waitMs: number }
  /** Not taken: the channel is free again after so many milliseconds. */
  | { readonly taken: false; readonly freeInMs: number };

/**
 * Takes the channel's next turn, whichever process asks: between two messages of a channel lies a little more than a
 * second. A red alert takes the next turn there is, so that it passes everything that waits.
 */
export async function takeTurn(database: Database, channel: string, urgent: boolean): Promise<ChannelTurn> {
  const { rows } = await database.pool.query<{ waitMs: number }>(
    `INSERT INTO channel_turns AS turn (channel, free_at, line_end_at, urgent_end_at)
     SELECT $1, moment.at + moment.gap, moment.at, moment.at
     FROM (SELECT clock_timestamp() AS at, $2 * interval '1 second' AS gap) moment
     ON CONFLICT (channel) DO UPDATE SET free_at = greatest(turn.free_at, clock_timestamp()) + $2 * interval '1 second'
       WHERE turn.free_at <= clock_timestamp() + $3 * interval '1 second'
     RETURNING greatest(0, extract(epoch FROM turn.free_at - $2 * interval '1 second' - clock_timestamp()) * 1000)::float8
       AS "waitMs"`,
    [channel, SECONDS_BETWEEN_MESSAGES, urgent ? URGENT_AHEAD_SECONDS : 0],
  );
  const [turn] = rows;
  if (turn !== undefined) return { taken: true, waitMs: turn.waitMs };
  const busy = await database.pool.query<{ freeInMs: number }>(
    `SELECT greatest(0, extract(epoch FROM free_at - clock_timestamp()) * 1000)::float8 AS "freeInMs"
     FROM channel_turns WHERE channel = $1`,
    [channel],
  );
  return { taken: false, freeInMs: busy.rows[0]?.freeInMs ?? 0 };
}

/**
 * Stands in the channel's line: behind everything that waits, red alerts behind red ones only.
 * @returns milliseconds until the turn is likely to come
 */
export async function standInLine(database: Database, channel: string, urgent: boolean): Promise<number> {
  const end = urgent ? 'urgent_end_at' : 'line_end_at';
  const { rows } = await database.pool.query<{ inMs: number }>(
    `UPDATE channel_turns SET ${end} = greatest(${end}, free_at) + $2 * interval '1 second' WHERE channel = $1
     RETURNING greatest(0, extract(epoch FROM ${end} - $2 * interval '1 second' - clock_timestamp()) * 1000)::float8 AS "inMs"`,
    [channel, SECONDS_BETWEEN_MESSAGES],
  );
  return rows[0]?.inMs ?? 0;
}

/** Slack asked for so many seconds of silence: nothing goes to the channel before. */
export async function holdChannel(database: Database, channel: string, seconds: number): Promise<void> {
  await database.pool.query(
    `UPDATE channel_turns SET free_at = greatest(free_at, clock_timestamp() + $2 * interval '1 second') WHERE channel = $1`,
    [channel, seconds],
  );
}

/** Seconds until what waits for the channel has been sent; 0: nothing waits. */
export async function channelBacklog(database: Database, channel: string): Promise<number> {
  const { rows } = await database.pool.query<{ seconds: number }>(
    `SELECT greatest(0, extract(epoch FROM greatest(line_end_at, urgent_end_at, free_at) - clock_timestamp()))::float8 AS seconds
     FROM channel_turns WHERE channel = $1`,
    [channel],
  );
  return rows[0]?.seconds ?? 0;
}
