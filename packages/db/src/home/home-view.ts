import { type HomeState, type ListChange, readHomeState } from '@xinshao/core/home/home-state.ts';
import type { Database } from '../database.ts';

/** Remembers that somebody looks at their Home tab, and takes note that it is about to be made anew. */
export async function homeOpened(
  database: Database,
  home: { readonly slackUserId: string; readonly staffCode: string; readonly now: Date },
): Promise<void> {
  await database.pool.query(
    `INSERT INTO home_views (slack_user_id, staff_code, opened_at) VALUES ($1, $2, $3)
     ON CONFLICT (slack_user_id) DO UPDATE SET staff_code = $2, opened_at = $3, wanted_at = NULL`,
    [home.slackUserId, home.staffCode, home.now],
  );
}

/** Filters and pages as the reader left them; empty when the Home tab was never opened. */
export async function homeStateOf(database: Database, slackUserId: string): Promise<HomeState> {
  const { rows } = await database.pool.query<{ state: unknown }>(
    'SELECT state FROM home_views WHERE slack_user_id = $1',
    [slackUserId],
  );
  return readHomeState(rows[0]?.state ?? {});
}

/** Stores the reader's choice for one list; the other lists stay as they are. A repetition changes nothing. */
export async function changeHomeList(
  database: Database,
  home: { readonly slackUserId: string; readonly staffCode: string; readonly now: Date },
  { list, filter, page }: ListChange,
): Promise<void> {
  await database.pool.query(
    `INSERT INTO home_views (slack_user_id, staff_code, opened_at, state)
     VALUES ($1, $2, $3, jsonb_build_object($4::text, $5::jsonb))
     ON CONFLICT (slack_user_id) DO UPDATE
       SET staff_code = $2, opened_at = $3, state = home_views.state || excluded.state`,
    [home.slackUserId, home.staffCode, home.now, list, JSON.stringify({ filter, page })],
  );
}
