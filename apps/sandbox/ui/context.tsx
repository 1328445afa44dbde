import { createContext, useContext } from 'react';
import type { ConfirmDialog } from '../src/blocks/text.ts';
import type { PageWorkspace } from '../src/page/page-types.ts';
import type { WorkspaceUser } from '../src/workspace.ts';
import { type Locale, say, type Word } from './words.ts';

/** What every part of the page shares. */
export interface PageContext {
  user: WorkspaceUser;
  locale: Locale;
  workspace: PageWorkspace;
  /** Shows a short notice at the bottom. */
  notify(text: string): void;
  /** Asks "are you sure". */
  confirm(dialog: ConfirmDialog): Promise<boolean>;
  openChannel(id: string): void;
  openThread(ts: string | null): void;
}

export const Page = createContext<PageContext | null>(null);

/** @throws Error outside the page */
export function usePage(): PageContext & { t(word: Word, parts?: Record<string, string | number>): string } {
  const page = useContext(Page);
  if (!page) throw new Error('Not inside the page');
  return { ...page, t: (word, parts) => say(page.locale, word, parts) };
}

/** What people see of a user id: the name, or the id when nobody has it. */
export function nameOf(workspace: PageWorkspace, id: string): string {
  if (id === workspace.bot.id) return workspace.bot.name;
  const user = workspace.users.find((one) => one.id === id);
  return user ? user.realName || user.name : id;
}
