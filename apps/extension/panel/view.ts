import type { BadgeEntry } from '@xinshao/core/contract/overlay.ts';
import type { OverlayMember } from '@xinshao/core/contract/overlay-member.ts';
import type { CustomerPanel } from '@xinshao/core/contract/overlay-panel.ts';
import type { Subject } from '../messages.ts';
import {
  askWorker,
  type Chosen,
  type ConnectionState,
  type CurrentPage,
  type Found,
  isSameSubject,
} from '../messages.ts';
import { addRecent } from '../server/recent.ts';
import { askFor, type Problem } from '../ui/ask.ts';
import { isCustomerPanel } from '../ui/server-answers.ts';

/** What the panel shows. */
export type View =
  | { readonly kind: 'loading' }
  | { readonly kind: 'not_connected'; readonly reason: Extract<ConnectionState, { connected: false }>['reason'] }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'gone' }
  | { readonly kind: 'empty'; readonly page: CurrentPage }
  | { readonly kind: 'several'; readonly subject: Subject; readonly entries: readonly BadgeEntry[] }
  | { readonly kind: 'branch'; readonly subject: Subject; readonly parent: BadgeEntry }
  | { readonly kind: 'conflict'; readonly subject: Subject; readonly entries: readonly BadgeEntry[] }
  | {
      readonly kind: 'unknown';
      readonly subject: Subject;
      /** Customers with a near name: suggested, without a grade until one is chosen. */
      readonly near: readonly Chosen[];
      /** Customers of the page's name that have another code than the page. */
      readonly namesakes: readonly BadgeEntry[];
    }
  | CustomerView;

export interface CustomerView {
  readonly kind: 'customer';
  readonly panel: CustomerPanel;
  readonly member: OverlayMember;
  /** How the page's company was found to be this customer; null: a person chose the customer. */
  readonly found: Found | null;
  readonly subject: Subject | null;
  /** The panel is about the company of the company page in front. */
  readonly isOfPage: boolean;
  readonly windowId: number | undefined;
}

/** What is asked for: a customer alone, or whatever the page in front is about. */
export interface Wish {
  readonly connection: ConnectionState;
  readonly page: CurrentPage;
  readonly windowId: number | undefined;
  /** It is asked again after a failure. */
  readonly anew: boolean;
}

/** Finds out what a page is about, and fetches what the reader may see of it. */
export async function viewOf({ connection, page, windowId, anew }: Wish): Promise<View> {
  if (!connection.connected) return { kind: 'not_connected', reason: connection.reason };
  const { member } = connection;
  const { chosen, subject, reading } = page;
  if (chosen !== null) return customer(chosen, { member, found: null, subject, isOfPage: false, windowId });
  if (subject === null) return { kind: 'empty', page };
  const answer = await askWorker('find', { subject, anew });
  if (!answer.ok) return { kind: 'problem', problem: answer.problem };
  const { found } = answer;
  const [entry] = found.entries;
  if (found.state === 'unknown' || entry === undefined)
    return { kind: 'unknown', subject, near: found.near, namesakes: [] };
  if (found.state === 'namesake') return { kind: 'unknown', subject, near: [], namesakes: found.entries };
  if (found.state === 'conflict') return { kind: 'conflict', subject, entries: found.entries };
  if (found.state === 'several') return { kind: 'several', subject, entries: found.entries };
  if (found.state === 'branch') return { kind: 'branch', subject, parent: entry };
  const isOfPage = reading?.kind === 'company' && isSameSubject(reading.subject, subject);
  return customer(entry, { member, found, subject, isOfPage, windowId });
}

async function customer(
  { customerId }: Pick<Chosen, 'customerId'>,
  rest: Omit<CustomerView, 'kind' | 'panel'>,
): Promise<View> {
  const got = await askFor({ method: 'GET', path: `/customers/${customerId}/panel` }, isCustomerPanel);
  if (!got.ok) return got.status === 404 ? { kind: 'gone' } : { kind: 'problem', problem: got.problem };
  const { id, code, name } = got.value.customer;
  await addRecent({ customerId: id, code, name });
  return { kind: 'customer', panel: got.value, ...rest };
}
