import { exactKey } from '@xinshao/core/company/name.ts';
import { normaliseUscc } from '@xinshao/core/company/uscc.ts';
import { findGroups, type GroupCandidate } from '@xinshao/core/groups/find-groups.ts';
import { LINK_KINDS, type LinkKind, type OwnershipLink } from '@xinshao/core/groups/links.ts';
import type pg from 'pg';
import { replaceGroups } from '../sql/replace-groups.ts';
import { setGroupLimits } from '../sql/set-group-limits.ts';

interface CustomerRow {
  readonly code: string;
  readonly name_key: string;
  readonly former_name_keys: string[] | null;
  readonly uscc: string | null;
  readonly registered_capital_fen: string | null;
}

interface OwnershipRow {
  readonly subject: string;
  readonly object: string;
  readonly kind: string;
  readonly share: number | null;
  readonly evidence: string | null;
}

/**
 * Finds the groups of companies anew from all ownership evidence (R26) and stores who belongs where, and the limit of
 * each group (R27). Customers whose group, or whose group's membership or limit, changed are noted as touched. Evidence
 * is never deleted, so without any there are no groups.
 */
export async function regroupCustomers(client: pg.ClientBase): Promise<void> {
  const links = await client.query<OwnershipRow>('SELECT subject, object, kind, share, evidence FROM ownership');
  if (links.rows.length === 0) return;
  const customers = await client.query<CustomerRow>(
    'SELECT code, name_key, former_name_keys, uscc, registered_capital_fen FROM customers ORDER BY code',
  );
  const codeOf = companyFinder(customers.rows);
  const candidates: GroupCandidate[] = customers.rows.map(({ code, registered_capital_fen }) => ({
    code,
    size: Number(registered_capital_fen ?? 0),
  }));
  const known = links.rows.flatMap((row): OwnershipLink[] => {
    const kind = LINK_KINDS.find((name): name is LinkKind => name === row.kind);
    return kind === undefined ? [] : [{ ...row, kind, subject: codeOf(row.subject), object: codeOf(row.object) }];
  });
  await replaceGroups(client, findGroups(candidates, known));
  await setGroupLimits(client);
}

/** Customers are told by code, USCC, name or former name; anybody else keeps the key of the name, marked as no code. */
function companyFinder(customers: readonly CustomerRow[]): (text: string) => string {
  const codes = new Set(customers.map(({ code }) => code));
  const byKey = new Map<string, string>();
  for (const { code, former_name_keys } of customers) for (const key of former_name_keys ?? []) byKey.set(key, code);
  for (const { code, name_key, uscc } of customers) {
    byKey.set(name_key, code);
    if (uscc !== null) byKey.set(uscc, code);
  }
  return (text) => {
    if (codes.has(text)) return text;
    return byKey.get(normaliseUscc(text)) ?? byKey.get(exactKey(text)) ?? `\u0000${exactKey(text)}`;
  };
}
