import { SlackRefusal } from '../web-api/refusal.ts';

interface Bucket {
  tokens: number;
  at: number;
}

export interface RateRules {
  messagesPerSecondPerChannel: number;
  messageBurst: number;
  methodTiers: boolean;
}

export interface Rates {
  /** Counts one message to a channel. @throws SlackRefusal ratelimited */
  message(channel: string): void;
  /** Counts one call of a method with so many calls a minute. @throws SlackRefusal ratelimited */
  method(name: string, perMinute: number): void;
}

/**
 * The rule, as token buckets. A channel holds `messageBurst` messages (default 3) and regains
 * `messagesPerSecondPerChannel` (default 1) each second: one a second can go on for ever, a short burst passes,
 * and the message after it is refused with the whole seconds until the next may come. A method's bucket holds
 * its tier's calls of one minute and regains them evenly over a minute.
 */
export function createRates(now: () => number, rules: RateRules): Rates {
  const buckets = new Map<string, Bucket>();
  const take = (key: string, capacity: number, perSecond: number) => {
    const time = now();
    const bucket = buckets.get(key) ?? { tokens: capacity, at: time };
    bucket.tokens = Math.min(capacity, bucket.tokens + (Math.max(0, time - bucket.at) / 1000) * perSecond);
    bucket.at = time;
    buckets.set(key, bucket);
    // A hair of tolerance: timers fire a fraction of a millisecond early.
    if (bucket.tokens < 0.999) {
      const retryAfter = Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
      throw new SlackRefusal('ratelimited', { retryAfter });
    }
    bucket.tokens -= 1;
  };
  return {
    message(channel) {
      const perSecond = rules.messagesPerSecondPerChannel;
      if (Number.isFinite(perSecond)) take(`channel ${channel}`, Math.max(1, rules.messageBurst), perSecond);
    },
    method(name, perMinute) {
      if (rules.methodTiers) take(`method ${name}`, perMinute, perMinute / 60);
    },
  };
}
