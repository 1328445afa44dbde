/** About one message a second is what Slack takes in one channel; a little more keeps clear of its limit. */
export const SECONDS_BETWEEN_MESSAGES = 1.05;

/** A message with its turn, in seconds from now. */
export interface Turn<T> {
  readonly message: T;
  readonly afterSeconds: number;
}

/**
 * Fourth stage: the messages of one channel one after the other, in the given order.
 * @param busySeconds how long the channel is taken up by what waits already
 */
export function throttle<T>(messages: readonly T[], busySeconds = 0): Turn<T>[] {
  return messages.map((message, index) => ({ message, afterSeconds: busySeconds + index * SECONDS_BETWEEN_MESSAGES }));
}

/** How long it takes, in seconds, until the last of so many messages stands in its channel. */
export function secondsFor(messages: number, busySeconds = 0): number {
  return messages === 0 ? 0 : busySeconds + (messages - 1) * SECONDS_BETWEEN_MESSAGES;
}
