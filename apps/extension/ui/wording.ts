import { extensionWording } from '@xinshao/core/wording/extension/common.ts';
import { evidenceWording } from '@xinshao/core/wording/extension/evidence.ts';
import { optionsWording } from '@xinshao/core/wording/extension/options.ts';
import { panelWording } from '@xinshao/core/wording/extension/panel.ts';
import { popupWording } from '@xinshao/core/wording/extension/popup.ts';
import { LOCALE } from './locale.ts';

/** The texts of the extension's pages, in the language of whoever is connected. */
export const WORDS = extensionWording[LOCALE];
export const OPTIONS = optionsWording[LOCALE];
export const POPUP = popupWording[LOCALE];
export const PANEL = panelWording[LOCALE];
export const EVIDENCE = evidenceWording[LOCALE];
