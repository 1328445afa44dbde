import { askWorker, type Chosen } from '../messages.ts';

/**
 * Shows the side panel of a window, with a customer or with the company of its page. Called within a person's press:
 * nothing is awaited before. A browser without side panels gets the same page in a tab.
 */
export async function openPanel(windowId: number | null, chosen: Chosen | null): Promise<void> {
  if (chrome.sidePanel === undefined || windowId === null) {
    const query = chosen === null ? '' : `?customer=${chosen.customerId}`;
    await chrome.tabs.create({ url: chrome.runtime.getURL(`sidepanel.html${query}`) });
    return;
  }
  const opened = chrome.sidePanel.open({ windowId });
  const chose = chosen === null ? Promise.resolve() : askWorker('choose', { windowId, chosen });
  await Promise.allSettled([opened, chose]);
}
