import { z } from 'zod';

/** What a reader chose for one list of a Home tab. */
export interface ListView {
  /** One of the list's filters; null: the list's first. */
  readonly filter: string | null;
  /** 1 for the first page. */
  readonly page: number;
}

/** Filter and page of every list that a reader changed, by the list's name. */
export type HomeState = Readonly<Record<string, ListView>>;

const listViewSchema = z.object({ filter: z.string().max(50).nullable(), page: z.number().int().min(1).max(10_000) });
const homeStateSchema = z.record(z.string().max(50), listViewSchema);
const changeSchema = listViewSchema.extend({ list: z.string().min(1).max(50) });

/** A reader's choice for one list: the value of its buttons says the whole of it, so that a click may arrive twice. */
export type ListChange = z.infer<typeof changeSchema>;

const UNCHANGED: ListView = { filter: null, page: 1 };

/** @returns the list as the reader left it, or its first page without a filter */
export function listViewOf(state: HomeState, list: string): ListView {
  return state[list] ?? UNCHANGED;
}

/** @returns the state that was stored; an unreadable one counts as untouched */
export function readHomeState(stored: unknown): HomeState {
  const parsed = homeStateSchema.safeParse(stored);
  return parsed.success ? parsed.data : {};
}

/** @returns null when the text is no value of a list's button */
export function readListChange(text: string): ListChange | null {
  try {
    const parsed = changeSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * Which page of a list to show: one that grew shorter than the page that was asked for shows its last.
 * @param total items of the list
 * @param size items on a page
 * @returns `page` from 1; `pages` at least 1
 */
export function pageOf(total: number, asked: number, size: number): { readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(total / size));
  return { page: Math.min(Math.max(1, asked), pages), pages };
}
