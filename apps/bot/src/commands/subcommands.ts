import { connectCommand } from './connect.ts';
import { disconnectCommand } from './disconnect.ts';
import { statusCommand } from './status.ts';
import type { Subcommand } from './subcommand.ts';

/** Every subcommand of `/credit`, in the order of the help. */
export const SUBCOMMANDS: readonly Subcommand[] = [statusCommand, connectCommand, disconnectCommand];

/** @returns the subcommand a text begins with and what follows it; null: the text is a lookup */
export function subcommandOf(text: string): { readonly subcommand: Subcommand; readonly rest: string } | null {
  const [first = ''] = text.trim().split(/\s/u, 1);
  const name = first.toLowerCase();
  const subcommand = SUBCOMMANDS.find(({ names }) => names.includes(name));
  return subcommand === undefined ? null : { subcommand, rest: text.trim().slice(first.length).trim() };
}
