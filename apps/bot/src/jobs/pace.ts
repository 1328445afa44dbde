import { setTimeout } from 'node:timers/promises';
import type { Database } from '@xinshao/db/database.ts';
import { holdChannel, SUMMARY_AHEAD_SECONDS, standInLine, takeTurn } from '@xinshao/db/notices/channel-turn.ts';

/** A worker waits so long for a turn; longer waits are slept off in the queue. */
const PATIENCE_MS = 1_500;
/** One that stood in line already waits a little longer, so that red alerts that passed it do not send it back. */
const PATIENCE_AFTER_LINE_MS = 4_000;

export interface TurnRequest {
  /** A red alert: it passes everything else. */
  readonly urgent: boolean;
  /** A summary: it comes before most of the red alerts that it announces. */
  readonly summary?: boolean;
  /** It has stood in the channel's line already. */
  readonly waited: boolean;
}

/** Lets so many milliseconds pass. */
export type Pause = (milliseconds: number) => Promise<unknown>;

/** Spaces the messages of each channel over all processes, so that a busy morning does not run into 429. */
export interface Pace {
  /** @returns null when it is this message's turn; else after how many seconds to ask again */
  turn(channel: string, request: TurnRequest): Promise<number | null>;
  /** Slack asked for so many seconds of silence in the channel. */
  hold(channel: string, seconds: number): Promise<void>;
}

export function messagePace(database: Database, pause: Pause = setTimeout): Pace {
  return {
    async turn(channel, { urgent, waited, summary = false }) {
      const started = performance.now();
      const patience = waited ? PATIENCE_AFTER_LINE_MS : PATIENCE_MS;
      let inLine = waited;
      for (;;) {
        const turn = await takeTurn(database, channel, urgent, summary ? SUMMARY_AHEAD_SECONDS : undefined);
        if (turn.taken) {
          if (turn.waitMs > 0) await pause(turn.waitMs);
          return null;
        }
        if (!inLine) {
          const inMs = await standInLine(database, channel, urgent);
          if (inMs > patience) return inMs / 1000;
          inLine = true;
        }
        if (performance.now() - started + turn.freeInMs > patience) return Math.max(1, turn.freeInMs / 1000);
        await pause(turn.freeInMs + 5);
      }
    },
    hold: (channel, seconds) => holdChannel(database, channel, seconds),
  };
}
