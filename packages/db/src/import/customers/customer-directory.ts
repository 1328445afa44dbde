import { exactKey } from '@xinshao/core/company/name.ts';
import { normaliseUscc } from '@xinshao/core/company/uscc.ts';
import type pg from 'pg';
import { CodeIndex } from './code-index.ts';

/** What an import must know of a customer. */
export interface KnownCustomer {
  readonly id: number;
  readonly termDays: number | null;
}

/** A customer that a ledger file makes known. */
export interface NewCustomer {
  readonly code: string;
  readonly name: string;
  /** In its written form, with both check characters right. */
  readonly uscc: string | null;
  /** Whether the file gave a USCC that is none; not, unless said. */
  readonly usccLeftOut?: boolean;
  readonly region: string | null;
  readonly industry: string | null;
}

/** Customers by what outside sources call them. */
export interface OtherKeys {
  readonly byUscc: ReadonlyMap<string, readonly number[]>;
  /** By exact key of the name they bear now. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** By exact key of a name they bore once. */
  readonly byFormerName: ReadonlyMap<string, readonly number[]>;
  /** The USCC of those that have one. */
  readonly usccs: ReadonlyMap<number, string>;
}

/** All customers by code, and on demand by USCC and name; grows with those a file creates. */
export class CustomerDirectory {
  readonly #byCode: Map<string, KnownCustomer>;
  readonly #others: OtherKeys;
  readonly #added = new Map<number, NewCustomer>();
  /** One byte for each id: a set would cost the time of a hash for each row. */
  #used = new Uint8Array(65_536);
  #current = 0;
  /** Made when it is asked for the first time. */
  #index: CodeIndex | null = null;

  constructor(byCode: Map<string, KnownCustomer>, others: OtherKeys) {
    this.#byCode = byCode;
    this.#others = others;
  }

  byCode(code: string): KnownCustomer | undefined {
    const customer = this.#byCode.get(code);
    if (customer !== undefined) this.#current = customer.id;
    return customer;
  }

  /** As `byCode`, from the bytes of the code in UTF-8. */
  byCodeBytes(bytes: Uint8Array, start: number, end: number): KnownCustomer | undefined {
    this.#index ??= new CodeIndex(this.#byCode);
    const customer = this.#index.find(bytes, start, end);
    if (customer !== undefined) this.#current = customer.id;
    return customer;
  }

  /** Whether the code is known; unlike `byCode` it does not concern the row at hand. */
  knows(code: string): boolean {
    return this.#byCode.has(code);
  }

  /** Ids of the customers with this USCC; empty when there is none. */
  byUscc(text: string): readonly number[] {
    return this.#others.byUscc.get(normaliseUscc(text)) ?? [];
  }

  /** Ids of the customers with this exact name, else with this former name; empty when there is none. */
  byName(text: string): readonly number[] {
    const key = exactKey(text);
    return this.#others.byName.get(key) ?? this.#others.byFormerName.get(key) ?? [];
  }

  /** The USCC of a customer; null when it is not known. */
  usccOf(id: number): string | null {
    return this.#others.usccs.get(id) ?? null;
  }

  /** Notes that the row at hand concerns a customer that was not found by code. */
  concern(id: number): void {
    this.#current = id;
  }

  /** Makes a customer known under an id reserved for it; it is created if a row that is taken needs it. */
  add(id: number, customer: NewCustomer): void {
    this.#byCode.set(customer.code, { id, termDays: null });
    this.#index = null;
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
  const codes = await client.query<{ id: number; code: string; term_days: number | null }>(
    'SELECT id, code, term_days FROM customers',
  );
  for (const row of codes.rows) byCode.set(row.code, { id: row.id, termDays: row.term_days });
  const byUscc = new Map<string, number[]>();
  const byName = new Map<string, number[]>();
  const byFormerName = new Map<string, number[]>();
  const usccs = new Map<number, string>();
  if (names) {
    const keys = await client.query<{ id: number; name_key: string; former_name_keys: string[]; uscc: string | null }>(
      'SELECT id, name_key, former_name_keys, uscc FROM customers',
    );
    for (const { id, name_key, former_name_keys, uscc } of keys.rows) {
      note(byName, name_key, id);
      for (const key of new Set(former_name_keys)) note(byFormerName, key, id);
      if (uscc === null) continue;
      note(byUscc, uscc, id);
      usccs.set(id, uscc);
    }
  }
  return new CustomerDirectory(byCode, { byUscc, byName, byFormerName, usccs });
}

function note(index: Map<string, number[]>, key: string, id: number): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, [id]);
  else ids.push(id);
}
