import { localeFrom } from '@xinshao/core/wording/locale.ts';

/** The browser's own language, asked once: a page never changes its language while it is open. */
export const LOCALE = localeFrom(chrome.i18n.getUILanguage());
