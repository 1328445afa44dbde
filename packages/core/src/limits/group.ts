import type { Facts } from '../facts/facts.ts';
import type { Fen } from '../money/fen.ts';

/** What the other members leave of the group's limit (R27); null without a group or a limit of it. */
export function group({ group: company, ledger }: Facts): Fen | null {
  if (company === null || company.limitFen === null) return null;
  const others = company.exposureFen - (ledger?.exposureFen ?? 0);
  return Math.max(0, company.limitFen - others);
}
