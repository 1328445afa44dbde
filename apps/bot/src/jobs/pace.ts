/** Slack's own rule is about one message a second in each channel. */
const MILLISECONDS_BETWEEN_MESSAGES = 1_050;

/** Spaces the messages of each channel, so that a busy morning does not run into 429. */
export interface Pace {
  /** Resolves when it is this message's turn in the channel. */
  turn(channel: string): Promise<void>;
}

/** @param now milliseconds; @param wait resolves after so many milliseconds */
export function messagePace(now: () => number, wait: (milliseconds: number) => Promise<void>): Pace {
  const nextTurn = new Map<string, number>();
  return {
    async turn(channel) {
      const moment = now();
      const turn = Math.max(moment, nextTurn.get(channel) ?? 0);
      nextTurn.set(channel, turn + MILLISECONDS_BETWEEN_MESSAGES);
      if (turn > moment) await wait(turn - moment);
    },
  };
}
