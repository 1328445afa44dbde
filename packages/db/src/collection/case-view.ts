import type { CaseState, CaseStep, WriteOffRole } from '@xinshao/core/collection/case.ts';
import { mayCollect } from '@xinshao/core/collection/permissions.ts';
import type { CollectionStage } from '@xinshao/core/collection/stages.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import type { ContactMethod } from '@xinshao/core/feedback/fields.ts';
import type { Fen } from '@xinshao/core/money/fen.ts';
import type { PromiseState } from '@xinshao/core/promises/promise.ts';
import type { Member, Responsibility } from '@xinshao/core/roles/roles.ts';
import type { Database } from '../database.ts';
import { type OpenAccount, openAccountOf } from '../ledger/open-items.ts';
import { prepared } from '../prepared.ts';

export interface LoggedContact {
  readonly stage: CollectionStage;
  readonly contactedOn: Day;
  readonly person: string;
  readonly channel: ContactMethod;
  readonly result: string;
  readonly nextStep: string;
  readonly expectedOn: Day | null;
  readonly expectedFen: Fen | null;
  readonly by: string;
}

export interface EnteredStage {
  readonly number: number;
  readonly stage: CollectionStage;
  readonly enteredAt: Date;
  readonly costFen: Fen;
  readonly yieldFen: Fen;
}

export interface Instalment {
  readonly id: string;
  readonly number: number;
  readonly dueOn: Day;
  readonly amountFen: Fen;
  /** What was paid towards it, and how it was kept, as the latest monitor run judged it. */
  readonly paidFen: Fen;
  readonly state: PromiseState;
}

export interface WriteOffView {
  readonly number: number;
  readonly amountFen: Fen;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly state: 'asked' | 'agreed' | 'refused' | 'withdrawn';
  readonly decisions: readonly {
    readonly role: WriteOffRole;
    readonly agree: boolean;
    readonly by: string;
    readonly note: string;
  }[];
}

/** Everything a message, a form or a list shows of one case. Names of people where it says `by`. Amounts in fen. */
export interface CaseView {
  readonly id: string;
  readonly version: number;
  readonly state: CaseState;
  readonly stage: CollectionStage;
  readonly policyHash: string;
  readonly alertId: string;
  readonly customer: {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly uscc: string | null;
  };
  readonly ownerName: string | null;
  readonly responsibility: Responsibility;
  readonly openedAt: Date;
  readonly openedFen: Fen;
  /** null: closed. */
  readonly dueAt: Date | null;
  readonly latest: { readonly kind: CaseStep['kind']; readonly by: string; readonly at: Date };
  readonly closeNote: string;
  /** The first to the present one. */
  readonly stages: readonly EnteredStage[];
  /** The latest first, at most five. */
  readonly contacts: readonly LoggedContact[];
  readonly contactCount: number;
  /** Of the plan in force. */
  readonly instalments: readonly Instalment[];
  /** The latest one; null: none was asked for. */
  readonly writeOff: WriteOffView | null;
  readonly letterCount: number;
  /** What the customer owes today by the ledger. */
  readonly account: OpenAccount;
}

type CaseJson = Omit<CaseView, 'openedAt' | 'dueAt' | 'latest' | 'account' | 'stages'> & {
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly latest: { readonly kind: CaseStep['kind']; readonly by: string; readonly at: string };
  readonly stages: readonly (Omit<EnteredStage, 'enteredAt'> & { readonly enteredAt: string })[];
};

/** One case; null when there is no such case. @param today in the company's time zone: what is overdue */
export async function caseView(database: Database, caseId: string, today: Day): Promise<CaseView | null> {
  const [view] = await readCaseViews(database, 'collection.id = $1::bigint', [caseId], 1, today);
  return view ?? null;
}

/** The open case of a customer; null: nothing is being collected. */
export async function openCaseOf(database: Database, customerId: number, today: Day): Promise<CaseView | null> {
  const [view] = await readCaseViews(
    database,
    'collection.customer_id = $1 AND collection.closed_at IS NULL',
    [customerId],
    1,
    today,
  );
  return view ?? null;
}

/** Open cases that the member works on, the one that is due first at the top: sales their own, managers the team's, risk all. */
export async function casesOf(database: Database, member: Member, limit: number, today: Day): Promise<CaseView[]> {
  const views = await readCaseViews(
    database,
    `collection.closed_at IS NULL AND (
       $2 = 'risk' OR customer.sales_owner = $1
       OR ($2 = 'sales_manager' AND (owner.manager_code = $1 OR owner.team_code = $3)))`,
    [member.code, member.role, member.teamCode],
    limit,
    today,
  );
  return views.filter(({ responsibility }) => mayCollect(member, responsibility));
}

async function readCaseViews(
  database: Database,
  condition: string,
  parameters: readonly unknown[],
  limit: number,
  today: Day,
): Promise<CaseView[]> {
  const sql = `SELECT json_build_object(
       'id', collection.id::text, 'version', collection.version, 'state', collection.state, 'stage', collection.stage,
       'policyHash', collection.policy_hash, 'alertId', collection.alert_id::text,
       'customer', json_build_object('id', customer.id, 'code', customer.code, 'name', customer.name,
          'uscc', customer.uscc),
       'ownerName', owner.name,
       'responsibility', json_build_object('ownerCode', customer.sales_owner, 'ownerTeamCode', owner.team_code,
          'ownerManagerCode', owner.manager_code),
       'openedAt', collection.opened_at, 'openedFen', collection.overdue_fen, 'dueAt', collection.due_at,
       'latest', json_build_object('kind', collection.latest_kind,
          'by', coalesce(latest.name, collection.latest_by), 'at', collection.latest_at),
       'closeNote', collection.close_note,
       'stages', (SELECT coalesce(json_agg(json_build_object('number', entry.number, 'stage', entry.stage,
            'enteredAt', entry.entered_at, 'costFen', entry.cost_fen, 'yieldFen', entry.yield_fen)
            ORDER BY entry.number), '[]'::json)
          FROM collection_stages entry WHERE entry.case_id = collection.id),
       'contacts', (SELECT coalesce(json_agg(json_build_object('stage', contact.stage,
            'contactedOn', contact.contacted_on::text, 'person', contact.person, 'channel', contact.channel,
            'result', contact.result, 'nextStep', contact.next_step, 'expectedOn', contact.expected_on::text,
            'expectedFen', contact.expected_fen, 'by', coalesce(staff.name, contact.logged_by))
            ORDER BY contact.id DESC), '[]'::json)
          FROM (SELECT * FROM collection_contacts WHERE case_id = collection.id ORDER BY id DESC LIMIT 5) contact
          LEFT JOIN staff ON staff.code = contact.logged_by),
       'contactCount', (SELECT count(*)::int FROM collection_contacts WHERE case_id = collection.id),
       'instalments', (SELECT coalesce(json_agg(json_build_object('id', line.id::text, 'number', line.number,
            'dueOn', line.due_on::text, 'amountFen', line.amount_fen, 'paidFen', line.paid_fen, 'state', line.state)
            ORDER BY line.number), '[]'::json)
          FROM collection_instalments line WHERE line.case_id = collection.id AND NOT line.replaced),
       'writeOff', (SELECT json_build_object('number', request.number, 'amountFen', request.amount_fen,
            'reason', request.reason, 'requestedBy', request.requested_by,
            'requestedByName', coalesce(asker.name, request.requested_by), 'state', request.state,
            'decisions', (SELECT coalesce(json_agg(json_build_object('role', decision.role, 'agree', decision.agree,
                'by', coalesce(decider.name, decision.by), 'note', decision.note) ORDER BY decision.id), '[]'::json)
              FROM collection_decisions decision LEFT JOIN staff decider ON decider.code = decision.by
              WHERE decision.write_off_id = request.id))
          FROM collection_write_offs request LEFT JOIN staff asker ON asker.code = request.requested_by
          WHERE request.case_id = collection.id ORDER BY request.number DESC LIMIT 1),
       'letterCount', (SELECT count(*)::int FROM collection_letters WHERE case_id = collection.id)
     ) AS view
     FROM collection_cases collection
     JOIN customers customer ON customer.id = collection.customer_id
     LEFT JOIN staff owner ON owner.code = customer.sales_owner
     LEFT JOIN staff latest ON latest.code = collection.latest_by
     WHERE ${condition}
     ORDER BY collection.due_at, collection.id LIMIT ${limit}`;
  const { rows } = await database.pool.query<{ view: CaseJson }>(prepared(sql, [...parameters]));
  return Promise.all(
    rows.map(async ({ view }) => ({
      ...view,
      openedAt: new Date(view.openedAt),
      dueAt: view.dueAt === null ? null : new Date(view.dueAt),
      latest: { ...view.latest, at: new Date(view.latest.at) },
      stages: view.stages.map((stage) => ({ ...stage, enteredAt: new Date(stage.enteredAt) })),
      account: await openAccountOf(database.pool, view.customer.id, today),
    })),
  );
}
