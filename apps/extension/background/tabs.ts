import type {
  Chosen,
  CurrentPage,
  InWindow,
  OwnNotice,
  PageEvidence,
  PageNotice,
  PageReading,
  PageReport,
  Subject,
} from '../messages.ts';

/** What is known of a tab. */
interface Tab {
  readonly reading: PageReading | null;
  /** Chosen by a person: a badge or a selected text. */
  readonly picked: Subject | null;
  /** Chosen by a person from results. */
  readonly chosen: Chosen | null;
}

const PREFIX = 'tab:';
const NOTHING: Tab = { reading: null, picked: null, chosen: null };

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
  return save(tabId, { reading, picked: null, chosen: null });
}

/** A person asked for a company in a tab. */
export async function pick(tabId: number, subject: Subject): Promise<void> {
  await save(tabId, { ...(await load(tabId)), picked: subject, chosen: null });
}

/** A person chose a customer from results; null: the page's company again. */
export async function choose(where: InWindow, chosen: Chosen | null): Promise<boolean> {
  const tabId = await activeTab(where);
  if (tabId === null) return false;
  await save(tabId, { ...(await load(tabId)), chosen });
  return true;
}

export async function forgetTab(tabId: number): Promise<void> {
  await chrome.storage.session.remove(`${PREFIX}${tabId}`);
}

async function activeTab({ windowId }: InWindow): Promise<number | null> {
  const [active] = await chrome.tabs.query({
    active: true,
    ...(windowId === undefined ? { lastFocusedWindow: true } : { windowId }),
  });
  return active?.id ?? null;
}

/**
 * What the active tab is about. A page that cannot be read is asked again before it is called changed; one that does not
 * answer is no registry page any more, whatever was there before.
 */
export async function currentPage(where: InWindow): Promise<CurrentPage> {
  const tabId = await activeTab(where);
  if (tabId === null) return { reading: null, subject: null, chosen: null, changed: null };
  const { reading: last, picked, chosen } = await load(tabId);
  const report = last === null ? null : await describe(tabId);
  const reading = report === null ? null : last;
  const isChanged = report !== null && report.outcome !== 'read' && report.settled && !report.empty;
  return { reading, subject: picked ?? reading?.subject ?? null, chosen, changed: isChanged ? report : null };
}

async function describe(tabId: number): Promise<PageReport | null> {
  const notice: PageNotice = { kind: 'describe' };
  const report: PageReport | undefined = await chrome.tabs.sendMessage(tabId, notice).catch(() => undefined);
  return report ?? null;
}

/** What the company page of the active tab shows at this moment; null where there is none. */
export async function pageEvidence(where: InWindow): Promise<PageEvidence | null> {
  const tabId = await activeTab(where);
  if (tabId === null) return null;
  const notice: PageNotice = { kind: 'evidence' };
  const evidence: PageEvidence | null | undefined = await chrome.tabs.sendMessage(tabId, notice).catch(() => undefined);
  return evidence ?? null;
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
