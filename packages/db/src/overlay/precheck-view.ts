import type { Precheck } from '@xinshao/core/prechecks/transition.ts';
import type pg from 'pg';
import type { AlertPerson } from '../alerts/alert-view.ts';

/** A prospect and everything that is shown of it. */
export interface PrecheckView extends Precheck {
  readonly id: string;
  readonly name: string;
  readonly nameKey: string;
  readonly uscc: string | null;
  readonly note: string;
  readonly askedAt: Date;
  readonly askedBy: AlertPerson;
  readonly handledAt: Date | null;
  /** Name of whoever took the latest step; null: nobody has. */
  readonly handledByName: string | null;
  readonly customerName: string | null;
}

/** One object for each; the table is `precheck`. */
export const PRECHECK_SQL = `json_build_object('id', precheck.id::text, 'name', precheck.name, 'nameKey', precheck.name_key,
    'uscc', precheck.uscc, 'note', precheck.note, 'askedAt', precheck.asked_at, 'state', precheck.state,
    'version', precheck.version, 'handledBy', precheck.handled_by, 'handledAt', precheck.handled_at,
    'outcome', precheck.outcome, 'customerId', precheck.customer_id,
    'customerName', (SELECT customer.name FROM customers customer WHERE customer.id = precheck.customer_id),
    'handledByName', CASE WHEN precheck.handled_by IS NOT NULL THEN
      coalesce((SELECT officer.name FROM staff officer WHERE officer.code = precheck.handled_by), precheck.handled_by) END,
    'askedBy', (SELECT json_build_object('code', precheck.asked_by, 'name', coalesce(max(author.name), precheck.asked_by),
      'slackUserId', max(author.slack_user_id), 'email', max(author.email))
      FROM staff author WHERE author.code = precheck.asked_by))`;

/** As JSON carries it: instants are text. */
export type PrecheckJson = Omit<PrecheckView, 'askedAt' | 'handledAt'> & {
  readonly askedAt: string;
  readonly handledAt: string | null;
};

export function precheckFrom(json: PrecheckJson): PrecheckView {
  const handledAt = json.handledAt === null ? null : new Date(json.handledAt);
  return { ...json, askedAt: new Date(json.askedAt), handledAt };
}

/** A prospect as it stands; null when there is none of this number. */
export async function precheckById(client: pg.Pool | pg.PoolClient, precheckId: string): Promise<PrecheckView | null> {
  const { rows } = await client.query<{ view: PrecheckJson }>(
    `SELECT ${PRECHECK_SQL} AS view FROM prechecks precheck WHERE precheck.id = $1::bigint`,
    [precheckId],
  );
  const [row] = rows;
  return row === undefined ? null : precheckFrom(row.view);
}
