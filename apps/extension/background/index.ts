import { onManagedChange } from '../server/managed.ts';
import { siteOf } from '../sites/all.ts';
import { closeStorage } from './connection.ts';
import { offerMenu, subjectOfSelection } from './menu.ts';
import { answerOwn, answerPage, openPanel } from './requests.ts';
import { createService } from './service.ts';
import { forgetTab, pick, refreshPages } from './tabs.ts';

const OWN_PAGES = chrome.runtime.getURL('');
const service = createService((keep) => void refreshPages(keep));

void closeStorage();
chrome.runtime.onInstalled.addListener(() => void offerMenu());
chrome.runtime.onStartup.addListener(() => void offerMenu());
onManagedChange(() => {
  void offerMenu();
  void service.followPolicy();
});
chrome.tabs.onRemoved.addListener((tabId) => void forgetTab(tabId));

chrome.contextMenus.onClicked.addListener((info, tab) => {
  const subject = subjectOfSelection(info.selectionText);
  if (tab?.id === undefined || subject === null) return;
  openPanel(tab.id);
  void pick(tab.id, subject);
});

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== chrome.runtime.id || sender.url === undefined) return false;
  if (sender.url.startsWith(OWN_PAGES)) {
    void answerOwn(service, message).then(answer);
    return true;
  }
  if (siteOf(new URL(sender.url).hostname) === null) return false;
  // A page may be gone before its answer is there.
  void answerPage(service, message, sender).then(answer, () => undefined);
  return true;
});
