import { cleanName } from '@xinshao/core/company/clean-name.ts';
import { isValidUscc, normaliseUscc } from '@xinshao/core/company/uscc.ts';
import { badgeWording } from '@xinshao/core/wording/badge.ts';
import { localeFrom } from '@xinshao/core/wording/locale.ts';
import type { Subject } from '../messages.ts';
import { loadManaged } from '../server/managed.ts';

const LOOK_UP = 'look-up';
const MOST_CHARACTERS = 120;

/** The entry for a text selected on any page: the only thing the extension does outside the registry sites. */
export async function offerMenu(): Promise<void> {
  const { selection } = await loadManaged();
  const title = badgeWording[localeFrom(chrome.i18n.getUILanguage())].lookUp;
  await chrome.contextMenus.removeAll();
  if (selection) chrome.contextMenus.create({ id: LOOK_UP, title, contexts: ['selection'] });
}

/** The company a selected text means; null for nothing visible. */
export function subjectOfSelection(text: string | undefined): Subject | null {
  const name = cleanName(text ?? '').slice(0, MOST_CHARACTERS);
  if (name === '') return null;
  const code = normaliseUscc(name);
  return { name, uscc: isValidUscc(code) ? code : null, formerNames: [] };
}
