import { localeFrom } from '@xinshao/core/wording/locale.ts';
import { WORDING } from './wording.ts';

/** The browser's own language, asked once: a page never changes its language while it is open. */
export const LOCALE = localeFrom(chrome.i18n.getUILanguage());

/** The texts in that language. */
export const WORDS = WORDING[LOCALE];
