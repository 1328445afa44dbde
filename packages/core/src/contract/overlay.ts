import type { OverlayMember } from './overlay-member.ts';

/*
 * What the browser extension and the server say to each other. Types only: the extension's content scripts import
 * them without pulling in a validator; the server's schemas are held equal to them by a test.
 */

/** Where the extension's interface lives on the server. */
export const OVERLAY_PATH = '/api/v1';

/** Hexadecimal digits of a company key's hash that the server is told. */
export const PREFIX_DIGITS = 5;

/** What is hashed for a company: its USCC, or the exact or the near key of its name (§7). A former name has a key of its own. */
export type CompanyKey = `uscc:${string}` | `name:${string}` | `near:${string}`;

/** `POST /pairing`: a one-time code from `/credit connect` against a token, which counts with this key alone. */
export interface PairingRequest {
  readonly code: string;
  /** See overlay-proof.ts. */
  readonly publicKey: string;
}

export interface PairingAnswer {
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** Key of the HMAC-SHA-256 of company keys, 64 hexadecimal digits; each server has its own. */
  readonly hashKey: string;
  readonly member: OverlayMember;
}

/** `POST /disconnect`, without content: the token that asks is good no more from this moment on. */
export interface DisconnectAnswer {
  readonly disconnected: true;
}

/** `POST /lookups`: prefixes of the hashes of the company keys on a page; never a name, an address or a whole hash. */
export interface LookupsRequest {
  readonly prefixes: readonly string[];
}

/** At most so many prefixes in one request. */
export const PREFIXES_AT_MOST = 200;

/** What everybody on the staff list may know of a customer (§9). */
export interface BadgeEntry {
  /** The whole hash, 64 hexadecimal digits: the extension keeps the entries of companies it asked for. */
  readonly hash: string;
  /** `near`: a suggestion; grade, limit, terms and the rest are then left out. */
  readonly matchedBy: 'uscc' | 'name' | 'former_name' | 'near';
  readonly customerId: number;
  /** The ERP's: it tells customers of one name apart. */
  readonly code: string;
  /** The customer's present name, shown when a former name matched. */
  readonly name: string;
  /** Our file has the customer's USCC: a page that shows another one is about another company. */
  readonly hasUscc: boolean;
  /** null: insufficient data, or never assessed. */
  readonly grade: string | null;
  readonly limitFen: number | null;
  /** The terms in force; 0: paid before shipment. */
  readonly termDays: number | null;
  /** New credit is on hold or the customer is suspended. */
  readonly stopped: boolean;
  /** Day since which the data are older than policy allows; null: fresh. */
  readonly staleSince: string | null;
}

/** Several entries with the same hash: several customers share that name, so no grade is shown. */
export interface LookupsAnswer {
  readonly entries: readonly BadgeEntry[];
  /** How long an answer may be shown without asking again, seconds. */
  readonly freshSeconds: number;
}

/** What every refusal of the interface looks like. `message` is worded for the reader. */
export interface OverlayRefusal {
  readonly error: OverlayError;
  readonly message: string;
}

export const OVERLAY_ERRORS = [
  'wrong_request',
  'not_connected',
  'proof_late',
  'code_unknown',
  'code_expired',
  'not_allowed',
  'not_found',
  'too_many_requests',
  'too_large',
  'unavailable',
] as const;
export type OverlayError = (typeof OVERLAY_ERRORS)[number];
