import type { BadgeEntry } from '@xinshao/core/contract/overlay.ts';
import type { EvidenceKind } from '@xinshao/core/contract/overlay-evidence.ts';
import type { OverlayMember } from '@xinshao/core/contract/overlay-member.ts';

/*
 * What the parts of the extension say to each other. Pages are never trusted with more than their own badges: what the
 * content script may ask is `PageRequest`, everything else is for the extension's own pages (popup, panel, options).
 */

/** A company as a page names it. */
export interface Subject {
  readonly name: string;
  /** Only with both check characters right. */
  readonly uscc: string | null;
  /** As the page lists them; only known on company pages. */
  readonly formerNames: readonly string[];
}

/** Whether two readings name the same company; what was stored comes back with its keys in another order. */
export function isSameSubject(one: Subject | null, other: Subject | null): boolean {
  if (one === null || other === null) return one === other;
  const texts = ({ name, uscc, formerNames }: Subject): string => JSON.stringify([name, uscc, formerNames]);
  return texts(one) === texts(other);
}

/** What is drawn beside a name. */
export interface Badge {
  readonly tone: BadgeTone;
  readonly text: string;
  /** The whole sentence, for a resting pointer and for screen readers. */
  readonly label: string;
}
export type BadgeTone = 'best' | 'good' | 'fair' | 'watch' | 'bad' | 'stopped' | 'plain';

export type SiteId = 'qcc' | 'tianyancha' | 'aiqicha' | 'qixin' | 'gsxt';
export type PageKind = 'company' | 'list' | 'other';

/** What the content script makes of the page it is in. */
export interface PageReading {
  readonly site: SiteId;
  readonly kind: PageKind;
  /** `nothing`: no company where one must be; `disagree`: two places of the page name different companies. */
  readonly outcome: 'read' | 'nothing' | 'disagree';
  /** The company of a company page. */
  readonly subject: Subject | null;
}

/** A page that stayed unreadable long after it was there: what a person can copy and send to whoever maintains this. */
export interface PageReport extends Omit<PageReading, 'subject'> {
  /** How many elements each place to read from matched; never a name, code or address of the page. */
  readonly places: Readonly<Record<string, number>>;
  /** The page had long enough to show something. */
  readonly settled: boolean;
  /** A list that says of itself that it is empty. */
  readonly empty: boolean;
}

/** What a company page shows of its company's risks; read when a person of risk asks for it, and sent nowhere. */
export interface PageEvidence {
  readonly site: SiteId;
  /** What the site calls the company in the address; null: the address names none. */
  readonly pageId: string | null;
  readonly subject: Subject;
  /** Each kind once; what two places of the page count differently is left out. */
  readonly facts: readonly { readonly kind: EvidenceKind; readonly count: number }[];
  /** As the page words it; null: not read. */
  readonly registryStatus: string | null;
}

export type PageRequest =
  | { readonly kind: 'badges'; readonly subjects: readonly Subject[] }
  | { readonly kind: 'page'; readonly reading: PageReading }
  | { readonly kind: 'openPanel'; readonly subject: Subject };

/** What the worker tells pages, unasked. */
export type PageNotice =
  /** Answers changed: ask again; meanwhile what is drawn may stay (`keep`) or must go (another connection, or none). */
  | { readonly kind: 'refresh'; readonly keep: boolean }
  /** Answered with a `PageReport`. */
  | { readonly kind: 'describe' }
  /** Answered with a `PageEvidence`, or null where the page has no company. */
  | { readonly kind: 'evidence' };

/** null: nothing is known of that company. `unavailable`: ask again when the page changes. */
export type BadgesAnswer = { readonly badges: readonly (Badge | null)[] } | { readonly unavailable: true };

/** What is known of a subject, with the customers' ids: for the panel, never for a page. */
export interface Found {
  /**
   * `conflict`: the code is one customer's and the name another's; `namesake`: the name is a customer's, and the code is
   * not. Neither has a grade, and a namesake is no customer.
   */
  readonly state: 'customer' | 'several' | 'branch' | 'conflict' | 'namesake' | 'unknown';
  /**
   * One for `customer`, all of them for `several` and `namesake`, the one of the code first for `conflict`, the parent for
   * `branch` (its grade is not the branch's).
   */
  readonly entries: readonly BadgeEntry[];
  /** How a `customer` was found; `page_former_name`: a former name on the page is the customer's name in our files. */
  readonly matchedBy: 'uscc' | 'name' | 'former_name' | 'page_former_name' | null;
  /** The page has a valid USCC that no customer has, and our file has none: the name alone matched. */
  readonly nameOnly: boolean;
  /** The code alone matched: our name of the customer stands nowhere on the page, nor among its former names. */
  readonly codeOnly: boolean;
  /** `unknown` alone, and only where one company is looked at: customers whose names are near. Never with a grade. */
  readonly near: readonly Chosen[];
}

/** Why nothing can be shown at the moment. `message` is the server's, worded for the reader. */
export interface ServerProblem {
  readonly kind: 'unreachable' | 'slow' | 'limited' | 'not_connected' | 'refused' | 'not_xinshao';
  readonly message: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type ConnectionState =
  | {
      readonly connected: true;
      readonly address: string;
      readonly member: OverlayMember;
      /** ISO 8601. */
      readonly expiresAt: string;
      /** The last request's; null when it went well. */
      readonly problem: ServerProblem | null;
    }
  | {
      readonly connected: false;
      /**
       * `moved`: the administrator of the browser named another server; `unfinished`: by the person too, but the server
       * did not hear of it, so its token is still good there; `no_key`: made by an earlier version, or in another browser.
       */
      readonly reason: 'never' | 'by_person' | 'unfinished' | 'revoked' | 'expired' | 'moved' | 'no_key';
    };

/** A customer that a person chose from results, not from a page. */
export interface Chosen {
  readonly customerId: number;
  readonly name: string;
}

/** What the page of the active tab is about. */
export interface CurrentPage {
  readonly reading: PageReading | null;
  /** The company last picked there: a badge that was pressed or a text looked up; the page's own when none was. */
  readonly subject: Subject | null;
  /** Chosen in the popup or the panel since; goes before `subject`. */
  readonly chosen: Chosen | null;
  /** "This page changed": a known site that could not be read. */
  readonly changed: PageReport | null;
}

export type Answer<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly problem: Omit<ServerProblem, 'at'>; readonly status: number | null };

/** Whose active tab is meant; the window used last when it is left out. */
export interface InWindow {
  readonly windowId?: number | undefined;
}

/** Requests of the extension's own pages, each with the answer it gets. */
export interface OwnRequests {
  connection: { request: object; answer: ConnectionState };
  connect: { request: { address: string; code: string }; answer: Answer<{ state: ConnectionState }> };
  disconnect: { request: object; answer: ConnectionState };
  /** Is the server there again? Asked for a person who sees that it was not. */
  check: { request: object; answer: ConnectionState };
  currentPage: { request: InWindow; answer: CurrentPage };
  /** Asks the page itself what it shows; null where there is no company page. */
  pageEvidence: { request: InWindow; answer: { evidence: PageEvidence | null } };
  /** The panel shall show this customer; null: the page's company again. */
  choose: { request: InWindow & { chosen: Chosen | null }; answer: { done: boolean } };
  /** `anew`: a person asks again after a failure, so the server is asked whatever happened a moment ago. */
  find: { request: { subject: Subject; anew: boolean }; answer: Answer<{ found: Found }> };
  /** Any request below `OVERLAY_PATH`, with the token: customer panels, search, pre-checks, evidence, portfolio. */
  ask: {
    request: { method: 'GET' | 'POST'; path: string; body?: unknown };
    answer: Answer<{ body: unknown }>;
  };
}
export type OwnRequest = {
  [K in keyof OwnRequests]: { readonly kind: K } & Readonly<OwnRequests[K]['request']>;
}[keyof OwnRequests];

/** Told to the extension's own pages when the tab, its company or the connection changed: read `currentPage` again. */
export interface OwnNotice {
  readonly kind: 'changed';
}

/** Asks the worker from a page of the extension. */
export async function askWorker<K extends keyof OwnRequests>(
  kind: K,
  request: OwnRequests[K]['request'],
): Promise<OwnRequests[K]['answer']> {
  return chrome.runtime.sendMessage({ kind, ...request });
}
