import type { Member, Responsibility, Role } from './roles.ts';

/** The actor of the command line when it acts for nobody in particular: whoever runs the installation. */
export interface Administrator {
  readonly code: 'system:cli';
  readonly role: 'administrator';
  readonly teamCode: null;
}

export const ADMINISTRATOR: Administrator = { code: 'system:cli', role: 'administrator', teamCode: null };

/** Everyone who may be asked whether they may. */
export type Actor = Member | Administrator;

/**
 * How far a role's ability reaches. `own`: customers whose sales owner they are; `team`: those and the customers of
 * people they lead; `led`: only customers of people they lead; `all`; `none`.
 */
export type Reach = 'all' | 'team' | 'led' | 'own' | 'none';

type Row = Readonly<Record<Actor['role'], Reach>>;

const row = (
  sales: Reach,
  sales_manager: Reach,
  risk: Reach,
  finance: Reach,
  executive: Reach,
  administrator: Reach,
): Row => ({ sales, sales_manager, risk, finance, executive, administrator });

/** What depends on who answers for the customer. */
const CUSTOMER_TABLE = {
  /** Exposure, aging, statements and reasons. */
  see_details: row('own', 'team', 'all', 'all', 'all', 'all'),
  answer_alert: row('own', 'team', 'none', 'none', 'none', 'none'),
  request_credit: row('own', 'team', 'all', 'none', 'none', 'none'),
  /** To work on a case of collection. */
  collect: row('own', 'team', 'all', 'none', 'none', 'none'),
  /** Tier 1; that nobody approves their own request is the approval's own rule. */
  approve_tier_1: row('none', 'led', 'none', 'none', 'none', 'none'),
} as const satisfies Readonly<Record<string, Row>>;

/** What is the same for every customer, or about none. */
const GENERAL_TABLE = {
  /** Grade, limit and terms, and finding a customer at all. */
  see_grade: row('all', 'all', 'all', 'all', 'all', 'all'),
  review_alert: row('none', 'none', 'all', 'none', 'none', 'none'),
  /** Court, arbitration, and ending collection without the money. */
  decide_collection: row('none', 'none', 'all', 'none', 'none', 'none'),
  /** Each of both roles answers for itself. */
  decide_write_off: row('none', 'none', 'none', 'all', 'all', 'none'),
  approve_tier_2: row('none', 'none', 'all', 'none', 'none', 'none'),
  /** Tier 3, and terms over 90 days. */
  approve_tier_3: row('none', 'none', 'none', 'none', 'all', 'none'),
  /** To answer for an approver who is away. */
  stand_in: row('none', 'all', 'all', 'none', 'all', 'none'),
  read_policy: row('none', 'none', 'all', 'all', 'all', 'all'),
  change_policy: row('none', 'none', 'all', 'none', 'none', 'all'),
  read_staff: row('none', 'none', 'all', 'all', 'all', 'all'),
  change_staff: row('none', 'none', 'all', 'none', 'none', 'all'),
  read_audit: row('none', 'none', 'all', 'all', 'all', 'all'),
  /** Files with the details of every customer. */
  export_details: row('none', 'none', 'all', 'all', 'all', 'all'),
  /** Finance owns the data (R48), risk brings in what it finds outside. */
  import_data: row('none', 'none', 'all', 'all', 'none', 'all'),
  /** Everything that is remembered, in one file; and to put all of it back. */
  keep_backups: row('none', 'none', 'none', 'none', 'none', 'all'),
  run_monitor: row('none', 'none', 'all', 'none', 'none', 'all'),
  /** To connect the browser extension, and to name a prospect to risk. */
  connect_extension: row('all', 'all', 'all', 'all', 'all', 'none'),
  ask_precheck: row('all', 'all', 'all', 'all', 'all', 'none'),
  /** To look at a prospect and say what comes of it. */
  decide_precheck: row('none', 'none', 'all', 'none', 'none', 'none'),
  /** What an officer confirms to have read on a registry page. */
  save_evidence: row('none', 'none', 'all', 'none', 'none', 'none'),
} as const satisfies Readonly<Record<string, Row>>;

export type CustomerAbility = keyof typeof CUSTOMER_TABLE;
export type GeneralAbility = keyof typeof GENERAL_TABLE;
export type Ability = CustomerAbility | GeneralAbility;

/** Who may see and do what (§9): the one table that Slack, the HTTP API and the command line ask. */
export const ABILITY_TABLE: Readonly<Record<Ability, Row>> = { ...CUSTOMER_TABLE, ...GENERAL_TABLE };

/** A role that has the ability, and how far. */
export interface Entitled {
  readonly role: Role;
  readonly reach: Exclude<Reach, 'none'>;
}

export interface Forbidden {
  readonly may: false;
  readonly ability: Ability;
  /** `role`: no one in this role may; `responsibility`: not for this customer. */
  readonly because: 'role' | 'responsibility';
  /** Who may, in the order of §9. */
  readonly whoMay: readonly Entitled[];
}

export type Permission = { readonly may: true } | Forbidden;

const ORDER: readonly Role[] = ['sales', 'sales_manager', 'risk', 'finance', 'executive'];

/** Whether the actor has an ability; about a customer, who answers for it decides. */
export function may(actor: Actor, ability: CustomerAbility, responsibility: Responsibility): Permission;
export function may(actor: Actor, ability: GeneralAbility): Permission;
export function may(actor: Actor, ability: Ability, responsibility?: Responsibility): Permission {
  const reach: Reach = ABILITY_TABLE[ability][actor.role];
  if (reaches(actor, reach, responsibility)) return { may: true };
  const because = reach === 'none' ? 'role' : 'responsibility';
  return { may: false, ability, because, whoMay: entitled(ability) };
}

/** Roles that have an ability, in the order of §9; the administrator is no role of the staff list. */
export function entitled(ability: Ability): Entitled[] {
  return ORDER.flatMap((role) => {
    const reach: Reach = ABILITY_TABLE[ability][role];
    return reach === 'none' ? [] : [{ role, reach }];
  });
}

function reaches(actor: Actor, reach: Reach, responsibility: Responsibility | undefined): boolean {
  switch (reach) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'own':
      return owns(actor, responsibility);
    case 'team':
      return owns(actor, responsibility) || isLed(actor, responsibility);
    case 'led':
      return isLed(actor, responsibility);
  }
}

function owns(actor: Actor, responsibility: Responsibility | undefined): boolean {
  return responsibility !== undefined && responsibility.ownerCode === actor.code;
}

function isLed(actor: Actor, responsibility: Responsibility | undefined): boolean {
  return actor.role !== 'administrator' && responsibility !== undefined && leads(actor, responsibility);
}

/** Whether the customer's owner works for this manager: by the staff list's manager, or by sharing the team. */
function leads(member: Member, responsibility: Responsibility): boolean {
  if (responsibility.ownerManagerCode !== null && responsibility.ownerManagerCode === member.code) return true;
  return responsibility.ownerTeamCode !== null && responsibility.ownerTeamCode === member.teamCode;
}
