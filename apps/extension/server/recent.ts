/** Where the customers looked at last are kept: in the session's storage, which ends with the browser. */
export const RECENT = 'recent';
const MOST = 10;

export interface RecentCustomer {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
}

/** The customers looked at last, latest first. */
export async function loadRecent(): Promise<RecentCustomer[]> {
  const { [RECENT]: stored } = await chrome.storage.session.get(RECENT);
  return Array.isArray(stored) ? stored.filter(isRecent) : [];
}

export async function addRecent(customer: RecentCustomer): Promise<void> {
  const others = (await loadRecent()).filter(({ customerId }) => customerId !== customer.customerId);
  await chrome.storage.session.set({ [RECENT]: [customer, ...others].slice(0, MOST) });
}

function isRecent(value: unknown): value is RecentCustomer {
  if (typeof value !== 'object' || value === null) return false;
  const { customerId, code, name }: Partial<Record<keyof RecentCustomer, unknown>> = value;
  return typeof customerId === 'number' && typeof code === 'string' && typeof name === 'string';
}
