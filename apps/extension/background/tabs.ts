import type { CurrentPage, OwnNotice, PageNotice, PageReading, PageReport, Subject } from '../messages.ts';

/** What is known of a tab. */
interface Tab {
  readonly reading: PageReading | null;
  /** Chosen by a person: a badge or a selected text. */
  readonly picked: Subject | null;
}

const PREFIX = 'tab:';
const NOTHING: Tab = { reading: null, picked: null };

async function load(tabId: number): Promise<Tab> {
  const key = `${PREFIX}${tabId}`;
  const stored = await chrome.storage.session.get<Record<string, Tab>>(key);
  return stored[key] ?? NOTHING;
}

async function save(tabId: number, tab: Tab): Promise<void> {
  await chrome.storage.session.set({ [`${PREFIX}${tabId}`]: tab });
  const notice: OwnNotice = { kind: 'changed' };
  // Nobody listens while no page of the extension is open.
  await chrome.runtime.sendMessage(notice).catch(() => undefined);
}

/** The page of a tab says what it is about: what a person picked on the page before is over. */
export function pageSays(tabId: number, reading: PageReading): Promise<void> {
  return save(tabId, { reading, picked: null });
}

/** A person asked for a company in a tab. */
export async function pick(tabId: number, subject: Subject): Promise<void> {
  await save(tabId, { ...(await load(tabId)), picked: subject });
}

export async function forgetTab(tabId: number): Promise<void> {
  await chrome.storage.session.remove(`${PREFIX}${tabId}`);
}

/** What the active tab is about. A page that cannot be read is asked again before it is called changed. */
export async function currentPage(): Promise<CurrentPage> {
  const [active] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  if (active?.id === undefined) return { reading: null, subject: null, changed: null };
  const { reading, picked } = await load(active.id);
  const report = reading === null || reading.outcome === 'read' ? null : await describe(active.id);
  const isChanged = report !== null && report.outcome !== 'read' && report.settled && !report.empty;
  return { reading, subject: picked ?? reading?.subject ?? null, changed: isChanged ? report : null };
}

async function describe(tabId: number): Promise<PageReport | null> {
  const notice: PageNotice = { kind: 'describe' };
  const report: PageReport | undefined = await chrome.tabs.sendMessage(tabId, notice).catch(() => undefined);
  return report ?? null;
}

/** Tells all pages with badges to ask anew. */
export async function refreshPages(keep: boolean): Promise<void> {
  const notice: PageNotice = { kind: 'refresh', keep };
  const stored: Record<string, unknown> = await chrome.storage.session.get(null);
  const tabs = Object.keys(stored).filter((key) => key.startsWith(PREFIX));
  await Promise.all(
    tabs.map((key) => chrome.tabs.sendMessage(Number(key.slice(PREFIX.length)), notice).catch(() => undefined)),
  );
  const changed: OwnNotice = { kind: 'changed' };
  await chrome.runtime.sendMessage(changed).catch(() => undefined);
}
