import { alertsCommand } from './alerts.ts';
import { awayCommand } from './away.ts';
import { backCommand } from './back.ts';
import { connectCommand } from './connect.ts';
import { disconnectCommand } from './disconnect.ts';
import { feedbackCommand } from './feedback.ts';
import { limitCommand } from './limit.ts';
import { mineCommand } from './mine.ts';
import { portfolioCommand } from './portfolio.ts';
import { reportSubcommand } from './report.ts';
import { statusCommand } from './status.ts';
import type { Subcommand } from './subcommand.ts';
import { teamCommand } from './team.ts';

/** Every subcommand of `/credit`, in the order of the help. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  mineCommand,
  alertsCommand,
  feedbackCommand,
  limitCommand,
  teamCommand,
  portfolioCommand,
  reportSubcommand,
  awayCommand,
  backCommand,
  connectCommand,
  disconnectCommand,
  statusCommand,
];

/** @returns the subcommand a text begins with and what follows it; null: the text is a lookup */
export function subcommandOf(text: string): { readonly subcommand: Subcommand; readonly rest: string } | null {
  const [first = ''] = text.trim().split(/\s/u, 1);
  const name = first.toLowerCase();
  const subcommand = SUBCOMMANDS.find(({ names }) => names.includes(name));
  return subcommand === undefined ? null : { subcommand, rest: text.trim().slice(first.length).trim() };
}
