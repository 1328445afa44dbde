import { localeFrom } from '@xinshao/core/wording/locale.ts';
import type { ConnectionState } from '../messages.ts';

const KEY = 'language';
const BROWSER = chrome.i18n.getUILanguage();

/**
 * The language of whoever is connected, as their Slack has it; the browser's own while nobody is. Asked once: a page
 * never changes its language while it is open, it is loaded anew.
 */
export const LOCALE = localeFrom(kept() ?? BROWSER);

/** Keeps the language of whoever is connected for the pages that are opened next, and loads this one anew in it. */
export function followLanguage(state: ConnectionState): void {
  const wanted = state.connected ? state.member.locale : null;
  if (wanted !== kept()) keep(wanted);
  // A browser that keeps nothing would load the page again and again.
  if (wanted === kept() && localeFrom(wanted ?? BROWSER) !== LOCALE) location.reload();
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(locale: string | null): void {
  try {
    if (locale === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, locale);
  } catch {
    // Then pages stay in the browser's language.
  }
}
