import type { Database } from '@xinshao/db/database.ts';
import { dayOf, moment } from './calendar.ts';
import { readAbsences } from './check-absences.ts';
import type { Severity } from './chronicle.ts';
import type { Company } from './company.ts';
import { decidersAt } from './expected-deciders.ts';
import { answererOf, type Left } from './personnel.ts';

/** What one place is owed at nine: alerts and requests by their numbers. */
export interface Owed {
  readonly alerts: Set<string>;
  readonly requests: Set<string>;
}

/** A working day at nine, as it was just before anybody wrote a digest. */
export interface DueDigest {
  readonly day: string;
  readonly at: number;
  readonly owed: ReadonlyMap<string, Owed>;
  /** Of what was opened today: whether it waits for this digest, by place. */
  readonly fresh: readonly Fresh[];
}

export interface Fresh {
  readonly alertId: string;
  readonly place: string;
  readonly severity: Severity;
  readonly gathered: boolean;
}

export interface DigestWatch {
  readonly due: readonly DueDigest[];
  /** Notes who is owed a digest at this moment; to be called while everything is at rest. */
  look(at: number): Promise<void>;
}

interface OpenAlert {
  id: string;
  state: string;
  severity: Severity;
  owner: string | null;
  openedAt: number;
  dueAt: number;
  channelGathered: boolean;
  ownerGathered: boolean;
  managerGathered: boolean;
  /** Slack refused for good what was to tell the owner, so that their manager is told. */
  ownerFailed: boolean;
}

interface PendingRequest {
  id: string;
  role: string | undefined;
  owner: string | null;
  requestedBy: string;
  agreed: string[];
  expiresAt: number;
}

/** Recomputes from what is stored of alerts, requests and absences, and from docs/policy.md, what nine o'clock must bring. */
export function startDigestWatch(database: Database, company: Company, left: Left): DigestWatch {
  const due: DueDigest[] = [];
  return {
    due,
    async look(at) {
      const owed = new Map<string, Owed>();
      const of = (place: string): Owed => {
        const known = owed.get(place) ?? { alerts: new Set(), requests: new Set() };
        owed.set(place, known);
        return known;
      };
      const fresh: Fresh[] = [];
      const dayBegan = moment(dayOf(at), '00:00');
      for (const alert of await openAlerts(database)) {
        const { id: alertId, severity } = alert;
        if (alert.state === 'answered') {
          for (const { code, role } of company.people) if (role === 'risk') of(`staff:${code}`).alerts.add(alertId);
          continue;
        }
        const owner = company.byCode.get(alert.owner ?? '');
        const channel = owner?.team == null ? 'channel:' : `channel:信用-${owner.team.slice(1)}`;
        const places = [{ place: channel, gathered: alert.channelGathered }];
        const isHere = answererOf(alert.owner, at, company, left) === owner;
        if (owner !== undefined && isHere) places.push({ place: `staff:${owner.code}`, gathered: alert.ownerGathered });
        if (owner?.manager != null && (!isHere || alert.ownerFailed || alert.managerGathered)) {
          places.push({ place: `staff:${owner.manager}`, gathered: alert.managerGathered });
        }
        for (const { place, gathered } of places) {
          if (alert.openedAt >= dayBegan) fresh.push({ alertId, place, severity, gathered });
          if (alert.openedAt < dayBegan || gathered) of(place).alerts.add(alertId);
        }
        if (alert.dueAt > at || owner === undefined) continue;
        const leads = company.people.filter(
          ({ role, code, team }) =>
            role === 'sales_manager' && code !== owner.code && (owner.manager === code || owner.team === team),
        );
        for (const { code } of leads) of(`staff:${code}`).alerts.add(alertId);
      }
      const absences = await readAbsences({ database });
      for (const request of await pendingRequests(database)) {
        if (request.expiresAt <= at) continue;
        const asked = { ...request, agreed: new Set(request.agreed) };
        for (const code of decidersAt(asked, at, absences, company).keys())
          of(`staff:${code}`).requests.add(request.id);
      }
      due.push({ day: dayOf(at), at, owed, fresh });
    },
  };
}

async function openAlerts({ pool }: Database): Promise<OpenAlert[]> {
  const { rows } = await pool.query<OpenAlert>(
    `SELECT alert.id::text, alert.state, alert.severity, owner_code AS owner,
       (extract(epoch FROM opened_at) * 1000)::float8 AS "openedAt", (extract(epoch FROM due_at) * 1000)::float8 AS "dueAt",
       coalesce(channel.state = 'gathered' AND channel.notice_id IS NULL, false) AS "channelGathered",
       coalesce(owner.state = 'gathered' AND owner.notice_id IS NULL, false) AS "ownerGathered",
       coalesce(manager.state = 'gathered' AND manager.notice_id IS NULL, false) AS "managerGathered",
       manager.id IS NOT NULL AND (owner.state = 'failed' OR EXISTS (SELECT FROM notice_items item
         JOIN notices listed ON listed.id = item.notice_id AND listed.state = 'failed'
         WHERE item.alert_id = alert.id AND listed.place = 'staff:' || owner_code)) AS "ownerFailed"
     FROM alerts alert
     LEFT JOIN alert_messages channel ON channel.alert_id = alert.id AND channel.audience = 'channel'
     LEFT JOIN alert_messages owner ON owner.alert_id = alert.id AND owner.audience = 'owner'
     LEFT JOIN alert_messages manager ON manager.alert_id = alert.id AND manager.audience = 'manager'
     WHERE alert.state IN ('open', 'returned', 'answered')`,
  );
  return rows;
}

async function pendingRequests({ pool }: Database): Promise<PendingRequest[]> {
  const { rows } = await pool.query<PendingRequest>(
    `SELECT request.id::text, levels -> level ->> 'role' AS role, customer.sales_owner AS owner,
       requested_by AS "requestedBy", (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt",
       ARRAY(SELECT by FROM limit_request_steps step WHERE step.request_id = request.id AND step.kind = 'approve'
         AND step.round = request.round) AS agreed
     FROM limit_requests request JOIN customers customer ON customer.id = request.customer_id
     WHERE request.state = 'pending'`,
  );
  return rows;
}
