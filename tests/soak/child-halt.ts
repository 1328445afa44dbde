// A replica that halts as a whole, as a virtual machine does that is paused, between taking a message and posting it.
import type { Database } from '@xinshao/db/database.ts';

/** When it halts: its claim has been stored, or the place it is about to post to has, and it knows neither yet. */
export type HaltPoint = 'claim' | 'note';

const CLAIM = /^WITH before AS[\s\S]* claims \+ 1 AS number/;
const NOTE = /^UPDATE \w+ SET channel = \$3, error = \$4, \w+ = \$5(, recipient = \$6)? WHERE id/;
const OUTCOME = /^UPDATE \w+ SET state = (\$3|'(posted|sent)'), /;

/** A call of Slack has ended by then; milliseconds. */
const LONGEST_CALL = 16_000;

interface Answer {
  readonly rowCount: number | null;
  readonly rows: readonly { readonly taken?: boolean }[];
}

/**
 * Watches the statements by which messages are taken and noted, and halts the process at the next of a kind once asked
 * to. It never does while another message of the process is on its way to Slack: whether that stands is known to nobody
 * then, and a claim that runs out meanwhile is the one case that is left to chance (see `Outbox`).
 */
export function haltsBetweenClaimAndPost(database: Database, halt: () => Promise<void>): (point: HaltPoint) => void {
  let armed: HaltPoint | null = null;
  let halting: Promise<void> | null = null;
  const underWay = new Map<string, number>();
  const nothingUnderWay = () => [...underWay.values()].every((since) => Date.now() - since > LONGEST_CALL);
  const { pool } = database;
  const query = pool.query.bind(pool) as (text: string, values?: unknown[]) => Promise<Answer>;
  const watched = async (text: unknown, values?: unknown) => {
    if (typeof text !== 'string' || !Array.isArray(values)) return query(text as string, values as unknown[]);
    const statement = text.trim();
    const message = `${/UPDATE (\w+)/.exec(statement)?.[1]} ${values[0]}`;
    if (OUTCOME.test(statement)) underWay.delete(message);
    const answer = await query(text, values);
    const isClaim = CLAIM.test(statement) && answer.rows[0]?.taken === true;
    const isNote = NOTE.test(statement) && answer.rowCount === 1;
    if (((armed === 'claim' && isClaim) || (armed === 'note' && isNote)) && nothingUnderWay()) {
      armed = null;
      halting = halt().finally(() => {
        halting = null;
      });
      await halting;
    }
    if (isNote && halting !== null) await halting;
    if (isNote) underWay.set(message, Date.now());
    return answer;
  };
  pool.query = watched as unknown as typeof pool.query;
  return (point) => {
    armed = point;
  };
}
