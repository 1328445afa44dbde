import type { Day } from '@xinshao/core/day/day.ts';
import { appendAudits } from '../audit/append-audit.ts';
import { type CustomerView, viewEntry } from '../audit/record-views.ts';
import type { Database } from '../database.ts';
import { withinTransaction } from '../within-transaction.ts';

/** Whose Home tab shows customers, and when. */
export interface HomeLook {
  readonly slackUserId: string;
  readonly staffCode: string;
  readonly day: Day;
  readonly now: Date;
}

/**
 * Records looks at customers on a Home tab before it is published. The tab is made anew with every change around it,
 * whether anybody looks or not: each customer, as it is assessed, is recorded once a day, from when on it can be seen
 * there.
 * @throws the driver's error when the database refuses: what cannot be recorded is not shown
 */
export async function recordHomeLooks(
  database: Database,
  { slackUserId, staffCode, day, now }: HomeLook,
  views: readonly CustomerView[],
): Promise<void> {
  if (views.length === 0) return;
  await withinTransaction(database, async (transaction) => {
    const { rows } = await transaction.query<{ looks: string[] }>(
      `SELECT CASE WHEN recorded ->> 'day' = $2 THEN recorded -> 'looks' ELSE '[]' END AS looks
       FROM home_views WHERE slack_user_id = $1 FOR NO KEY UPDATE`,
      [slackUserId, day],
    );
    const recorded = new Set(rows[0]?.looks ?? []);
    const fresh = views.filter((view) => !recorded.has(keyOf(view)));
    if (fresh.length === 0) return;
    await transaction.query('UPDATE home_views SET recorded = $2::jsonb WHERE slack_user_id = $1', [
      slackUserId,
      JSON.stringify({ day, looks: [...recorded, ...fresh.map(keyOf)] }),
    ]);
    const origin = { actor: staffCode, surface: 'slack' } as const;
    await appendAudits(
      transaction,
      fresh.map((view) => viewEntry(origin, view, now)),
    );
  });
}

const keyOf = ({ customerCode, assessment }: CustomerView): string => `${customerCode} ${assessment ?? ''}`;
