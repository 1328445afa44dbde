import type { Sandbox, View } from '@xinshao/sandbox/types.ts';

/** How long somebody waits for a form. */
export const FORM_WITHIN = 4_000;
/** A form that is still being made says so. */
const LOADING = /⏳/;

/** Of these values those that the form asks for. */
export const filled = (view: View, values: Readonly<Record<string, string | null>>) => {
  const asked = new Set(view.blocks.flatMap((block) => (typeof block.block_id === 'string' ? [block.block_id] : [])));
  return Object.fromEntries(Object.entries(values).flatMap(([id, value]) => (asked.has(id) ? [[id, { value }]] : [])));
};

/** The form that a person has before them once they asked for it; null: a notice stands in its place, or nothing came. */
export async function formWithin(sandbox: Sandbox, user: string, callback: string): Promise<View | null> {
  const shown = () => sandbox.openModals(user).find((view) => !LOADING.test(JSON.stringify(view.blocks)));
  const view = await sandbox.waitFor(shown, FORM_WITHIN).catch(() => null);
  return view?.callback_id === callback ? view : null;
}
