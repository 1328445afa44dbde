import type { Sandbox, View } from '@xinshao/sandbox/types.ts';

/** How long somebody waits for a form. */
export const FORM_WITHIN = 4_000;
/** A form that is still being made begins so. */
const LOADING = '⏳';

/** Of these values those that the form asks for. */
export const filled = (view: View, values: Readonly<Record<string, string | null>>) => {
  const asked = new Set(view.blocks.flatMap((block) => (typeof block.block_id === 'string' ? [block.block_id] : [])));
  return Object.fromEntries(Object.entries(values).flatMap(([id, value]) => (asked.has(id) ? [[id, { value }]] : [])));
};

/** The form that somebody asked for. */
export interface WantedForm {
  readonly callback: string;
  /** What stands in it, or in what it carries unseen: one that came too late for an earlier wish is none of it. */
  readonly about: string;
}

/** Of an alert, a request or a case, as its form carries it unseen. */
export const carries = (key: 'alertId' | 'requestId' | 'caseId', id: string) => `"${key}":"${id}"`;

/**
 * The form that a person has before them once they pressed for it; whatever they had open is closed first.
 * @returns null: a notice stands in its place, or nothing came; nothing is open then
 */
export async function formAfter(
  sandbox: Sandbox,
  user: string,
  press: () => Promise<{ readonly ok: boolean }>,
  { callback, about }: WantedForm,
): Promise<View | null> {
  await closeForms(sandbox, user);
  const isWanted = (view: View) =>
    view.callback_id === callback && `${view.private_metadata} ${JSON.stringify(view.blocks)}`.includes(about);
  const isNotice = ({ callback_id, blocks: [first] }: View) =>
    (callback_id ?? '') === '' && first?.type === 'section' && first.text?.text.startsWith(LOADING) !== true;
  const shown = () => sandbox.openModals(user).find((view) => isWanted(view) || isNotice(view));
  const pressed = await press().catch(() => null);
  const view = pressed?.ok === true ? await sandbox.waitFor(shown, FORM_WITHIN).catch(() => null) : null;
  if (view?.callback_id === callback) return view;
  await closeForms(sandbox, user);
  return null;
}

/** Closes whatever a person has open. */
export async function closeForms(sandbox: Sandbox, user: string): Promise<void> {
  for (const view of sandbox.openModals(user).slice(0, 1)) await sandbox.closeModal(user, view.id, true);
}
