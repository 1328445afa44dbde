import type { Day } from '@xinshao/core/day/day.ts';
import { factsOf } from '@xinshao/core/facts/record.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { Responsibility } from '@xinshao/core/roles/roles.ts';
import type { Database } from '../database.ts';

/** What was true of a customer at the end of a day, by the assessment that held then. Amounts in fen. */
export interface PastStanding {
  readonly day: Day;
  readonly grade: string | null;
  /** All null: not assessed by then. */
  readonly exposureFen: Fen | null;
  readonly overdueFen: Fen | null;
  readonly limitFen: Fen | null;
  readonly assessed: boolean;
}

/** The standing at each of these days, in their order. */
export async function pastStandings(
  database: Database,
  customerId: number,
  days: readonly Day[],
): Promise<PastStanding[]> {
  const { rows } = await database.pool.query<{ day: Day; grade: string | null; facts: string | null }>(
    `SELECT asked.day::text AS day, past.grade, past.facts
     FROM unnest($2::date[]) WITH ORDINALITY asked (day, place)
     LEFT JOIN LATERAL (SELECT grade, facts FROM assessments
       WHERE customer_id = $1 AND as_of <= asked.day ORDER BY as_of DESC, id DESC LIMIT 1) past ON true
     ORDER BY asked.place`,
    [customerId, days],
  );
  return rows.map(({ day, grade, facts: recorded }) => {
    const facts = recorded === null ? null : factsOf(recorded);
    return {
      day,
      grade,
      exposureFen: facts === null ? null : (facts.ledger?.exposureFen ?? 0),
      overdueFen: facts === null ? null : (facts.ledger?.overdueFen ?? 0),
      limitFen: facts?.customer.creditLimitFen ?? null,
      assessed: facts !== null,
    };
  });
}

/** A company of the same group. */
export interface GroupMember {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
  readonly grade: string | null;
  readonly exposureFen: Fen | null;
  readonly responsibility: Responsibility;
}

export interface CustomerGroup {
  readonly code: string;
  readonly name: string;
  readonly limitFen: Fen | null;
  /** The others, the most exposed first. */
  readonly members: readonly GroupMember[];
}

/** The group of companies that a customer belongs to; null: none. @param limit of members */
export async function groupOf(database: Database, customerId: number, limit: number): Promise<CustomerGroup | null> {
  const { rows } = await database.pool.query<{ group: CustomerGroup }>(
    `SELECT json_build_object('code', company.code, 'name', company.name, 'limitFen', company.limit_fen,
       'members', coalesce((SELECT json_agg(member) FROM (
         SELECT other.id AS "customerId", other.code, other.name, state.grade, state.exposure_fen AS "exposureFen",
           json_build_object('ownerCode', other.sales_owner, 'ownerTeamCode', owner.team_code,
             'ownerManagerCode', owner.manager_code) AS responsibility
         FROM customers other
         LEFT JOIN customer_state state ON state.customer_id = other.id
         LEFT JOIN staff owner ON owner.code = other.sales_owner
         WHERE other.group_id = company.id AND other.id <> customer.id
         ORDER BY state.exposure_fen DESC NULLS LAST, other.code LIMIT ${Math.trunc(limit)}) member), '[]'::json)) AS group
     FROM customers customer JOIN customer_groups company ON company.id = customer.group_id WHERE customer.id = $1`,
    [customerId],
  );
  return rows[0]?.group ?? null;
}

/** Where an alert stands in its team's channel. */
export interface ChannelPlace {
  readonly alertId: string;
  readonly channel: string;
  readonly ts: string;
}

/** The messages of alerts in channels; alerts that were never posted there are missing. */
export async function channelPlacesOf(database: Database, alertIds: readonly string[]): Promise<ChannelPlace[]> {
  const { rows } = await database.pool.query<ChannelPlace>(
    `SELECT alert_id::text AS "alertId", channel, ts FROM alert_messages
     WHERE alert_id = ANY($1::bigint[]) AND audience = 'channel' AND channel IS NOT NULL AND ts IS NOT NULL`,
    [alertIds],
  );
  return rows;
}
