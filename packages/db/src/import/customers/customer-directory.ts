import { exactKey } from '@xinshao/core/company/name.ts';
import { normaliseUscc } from '@xinshao/core/company/uscc.ts';
import type pg from 'pg';

/** What an import must know of a customer. */
export interface KnownCustomer {
  readonly id: number;
  readonly termDays: number | null;
}

/** A customer that a ledger file makes known. */
export interface NewCustomer {
  readonly code: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly region: string | null;
  readonly industry: string | null;
}

/** All customers by code, and on demand by USCC and name; grows with those a file creates. */
export class CustomerDirectory {
  readonly #byCode: Map<string, KnownCustomer>;
  readonly #byOtherKey: Map<string, number[]>;
  readonly #added = new Map<number, NewCustomer>();
  /** One byte for each id: a set would cost the time of a hash for each row. */
  #used = new Uint8Array(65_536);
  #current = 0;

  constructor(byCode: Map<string, KnownCustomer>, byOtherKey: Map<string, number[]>) {
    this.#byCode = byCode;
    this.#byOtherKey = byOtherKey;
  }

  byCode(code: string): KnownCustomer | undefined {
    const customer = this.#byCode.get(code);
    if (customer !== undefined) this.#current = customer.id;
    return customer;
  }

  /** Whether the code is known; unlike `byCode` it does not concern the row at hand. */
  knows(code: string): boolean {
    return this.#byCode.has(code);
  }

  /** Ids of the customers with this USCC, exact name or former name; empty when there is none. */
  byUsccOrName(text: string): readonly number[] {
    return this.#byOtherKey.get(normaliseUscc(text)) ?? this.#byOtherKey.get(exactKey(text)) ?? [];
  }

  /** Makes a customer known under an id reserved for it; it is created if a row that is taken needs it. */
  add(id: number, customer: NewCustomer): void {
    this.#byCode.set(customer.code, { id, termDays: null });
    this.#added.set(id, customer);
  }

  /** Notes that the row that asked for a customer last was accepted. */
  acceptCurrent(): void {
    if (this.#current >= this.#used.length) {
      const larger = new Uint8Array(this.#current * 2);
      larger.set(this.#used);
      this.#used = larger;
    }
    this.#used[this.#current] = 1;
  }

  /** Ids of the customers of all accepted rows that were found by code. */
  used(): number[] {
    const ids: number[] = [];
    for (let id = 1; id < this.#used.length; id++) if (this.#used[id] === 1) ids.push(id);
    return ids;
  }

  /** The customers to create: added, and needed by at least one accepted row. */
  created(): { readonly id: number; readonly customer: NewCustomer }[] {
    return [...this.#added].filter(([id]) => this.#used[id] === 1).map(([id, customer]) => ({ id, customer }));
  }
}

/** Reads the directory; `names` also makes USCC and names known, which only events need. */
export async function loadCustomerDirectory(client: pg.ClientBase, names: boolean): Promise<CustomerDirectory> {
  const byCode = new Map<string, KnownCustomer>();
  const byOtherKey = new Map<string, number[]>();
  const codes = await client.query<{ id: number; code: string; term_days: number | null }>(
    'SELECT id, code, term_days FROM customers',
  );
  for (const row of codes.rows) byCode.set(row.code, { id: row.id, termDays: row.term_days });
  if (names) {
    const keys = await client.query<{ id: number; key: string }>(
      `SELECT id, name_key AS key FROM customers
       UNION SELECT id, unnest(former_name_keys) FROM customers
       UNION SELECT id, uscc FROM customers WHERE uscc IS NOT NULL`,
    );
    for (const { id, key } of keys.rows) byOtherKey.set(key, [...(byOtherKey.get(key) ?? []), id]);
  }
  return new CustomerDirectory(byCode, byOtherKey);
}
