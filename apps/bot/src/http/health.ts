import type { Database } from '@xinshao/db/database.ts';
import { QUEUES, type Queue } from '@xinshao/db/queue/queue.ts';

const TIME_LIMIT = 3_000;

export interface Health {
  /** Everything below is up. */
  readonly ok: boolean;
  readonly database: 'up' | 'down';
  readonly queue: 'up' | 'down';
  readonly slack: 'up' | 'down';
}

export type HealthCheck = () => Promise<Health>;

/** @param slackConnected whether Slack can reach us: the connection of Socket Mode, or a token Slack accepted in HTTP mode */
export function healthCheck(database: Database, queue: Queue, slackConnected: () => boolean): HealthCheck {
  return async () => {
    const [databaseUp, queueUp] = await Promise.all([
      answers(database.pool.query('SELECT 1')),
      answers(queue.getQueue(QUEUES.deliverAlert)),
    ]);
    const slackUp = slackConnected();
    const word = (up: boolean) => (up ? ('up' as const) : ('down' as const));
    return {
      ok: databaseUp && queueUp && slackUp,
      database: word(databaseUp),
      queue: word(queueUp),
      slack: word(slackUp),
    };
  };
}

/** Whether the question is answered, without an error, in three seconds. */
async function answers(question: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), TIME_LIMIT);
  });
  try {
    return await Promise.race([question.then(() => true), tooLate]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
