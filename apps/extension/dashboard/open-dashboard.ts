/** Opens the dashboard in a tab of its own. */
export async function openDashboard(): Promise<void> {
  await chrome.tabs.create({ url: chrome.runtime.getURL('tabs/dashboard.html') });
}
