import { readFileSync } from 'node:fs';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import type { Database } from '@xinshao/db/database.ts';
import type { Workspace } from '@xinshao/sandbox/types.ts';

const shipped = (name: string) => readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8');

/** The shipped policy and settings. @throws Error when they do not pass their check */
export function shippedRules() {
  const text = shipped('trade-credit.yaml');
  const parsed = parsePolicy(text);
  const settings = parseCompanySettings(shipped('company.yaml'));
  if (!parsed.ok || !settings.ok) throw new Error('the shipped policies do not pass their check');
  return { policy: { text, policy: compilePolicy(parsed.policy, parsed.hash) }, settings: settings.value };
}

export interface Person {
  readonly code: string;
  readonly user: string;
  readonly role: 'sales' | 'sales_manager' | 'risk' | 'finance' | 'executive';
  readonly team: string | null;
  readonly manager: string | null;
}

export interface Company {
  readonly people: readonly Person[];
  readonly workspace: Workspace;
  readonly byCode: ReadonlyMap<string, Person>;
}

/** A company of so many people: teams of about a dozen with a manager and a channel each, risk, finance, a head. */
export function makeCompany(staff: number): Company {
  const teams = Math.max(2, Math.round(staff / 12));
  const people: Person[] = [];
  const add = (code: string, role: Person['role'], team: string | null, manager: string | null) => {
    people.push({ code, user: `U0${code}`, role, team, manager });
  };
  add('E1', 'executive', null, null);
  add('F1', 'finance', null, 'E1');
  const officers = Math.max(2, Math.round(staff / 50));
  for (let number = 1; number <= officers; number++) add(`R${number}`, 'risk', null, number === 1 ? 'E1' : 'R1');
  for (let team = 1; team <= teams; team++) add(`M${team}`, 'sales_manager', `T${team}`, null);
  const sellers = Math.max(teams, staff - people.length);
  for (let number = 0; number < sellers; number++) {
    const team = (number % teams) + 1;
    add(`S${number + 1}`, 'sales', `T${team}`, `M${team}`);
  }
  const workspace: Workspace = {
    team: { id: 'T0SOAK', name: '演练公司' },
    botUser: { id: 'U0BOT', name: 'xinshao', appId: 'A0SOAK', botId: 'B0SOAK' },
    users: people.map(({ code, user }) => ({
      ...{ id: user, name: code.toLowerCase(), realName: `员工${code}`, locale: 'zh-CN' as const },
      email: `${code.toLowerCase()}@example.com`,
    })),
    channels: [
      { id: 'C0GENERAL', name: '信用-总部' },
      ...Array.from({ length: teams }, (_, team) => ({ id: `C0TEAM${team + 1}`, name: `信用-${team + 1}` })),
    ],
    commands: ['/credit'],
    unfurlDomains: [],
    shortcuts: [],
  };
  return { people, workspace, byCode: new Map(people.map((person) => [person.code, person])) };
}

/** Puts the company into the database and gives every customer but one in fifty an owner. */
export async function storeCompany({ pool }: Database, { people }: Company): Promise<void> {
  const teams = [...new Set(people.flatMap(({ team }) => team ?? []))];
  await pool.query(
    `INSERT INTO teams (code, name, slack_channel) SELECT code, '团队' || code, '信用-' || substr(code, 2)
     FROM unnest($1::text[]) code`,
    [teams],
  );
  await pool.query(
    `INSERT INTO staff (code, name, role, slack_user_id, manager_code, team_code)
     SELECT code, '员工' || code, role, 'U0' || code, manager, team
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS given (code, role, manager, team)`,
    [
      people.map(({ code }) => code),
      people.map(({ role }) => role),
      people.map(({ manager }) => manager),
      people.map(({ team }) => team),
    ],
  );
  const sellers = people.filter(({ role }) => role === 'sales').map(({ code }) => code);
  await pool.query(
    `UPDATE customers SET sales_owner = ($1::text[])[1 + id % cardinality($1::text[])] WHERE id % 50 <> 0`,
    [sellers],
  );
}
