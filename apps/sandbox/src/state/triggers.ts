import { randomBytes } from 'node:crypto';
import { SlackRefusal } from '../web-api/refusal.ts';

export interface Trigger {
  user: string;
  /** The modal the interaction came from, for views.push. */
  view?: string;
  created: number;
  used: boolean;
}

export interface Triggers {
  create(user: string, view?: string): string;
  /**
   * Exchanges a trigger: it lives its time and works once.
   * @throws SlackRefusal invalid_trigger_id, expired_trigger_id or exchanged_trigger_id
   */
  exchange(id: string): Trigger;
}

/** Triggers of one sandbox; the oldest are forgotten after 10,000. */
export function createTriggers(now: () => number, lifeMs: number): Triggers {
  const known = new Map<string, Trigger>();
  return {
    create(user, view) {
      const id = `${Math.floor(now())}.${known.size + 1}.${randomBytes(16).toString('hex')}`;
      known.set(id, { user, created: now(), used: false, ...(view === undefined ? {} : { view }) });
      if (known.size > 10_000) for (const first of [...known.keys()].slice(0, 1000)) known.delete(first);
      return id;
    },
    exchange(id) {
      const trigger = known.get(id);
      if (!trigger) throw new SlackRefusal('invalid_trigger_id');
      if (trigger.used) throw new SlackRefusal('exchanged_trigger_id');
      if (now() - trigger.created > lifeMs) throw new SlackRefusal('expired_trigger_id');
      trigger.used = true;
      return trigger;
    },
  };
}
