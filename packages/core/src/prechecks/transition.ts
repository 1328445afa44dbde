import { may } from '../roles/abilities.ts';
import type { Member } from '../roles/roles.ts';

/** The life of a prospect that somebody named to risk. */
export const PRECHECK_STATES = ['open', 'taken', 'done', 'declined'] as const;
export type PrecheckState = (typeof PRECHECK_STATES)[number];

export const PRECHECK_STEPS = ['take', 'done', 'decline'] as const;
export type PrecheckStep = (typeof PRECHECK_STEPS)[number];

/** A prospect as it is decided on; stored by compare-and-set on `version`. */
export interface Precheck {
  readonly state: PrecheckState;
  readonly version: number;
  /** Staff code of whoever took the latest step; null: nobody has. */
  readonly handledBy: string | null;
  /** What was decided, or why it was declined; empty until then. */
  readonly outcome: string;
  /** The customer that the company has become; null: none so far. */
  readonly customerId: number | null;
}

/** What an officer does; `version`: that of the message or form it comes from. */
export type PrecheckCommand = { readonly by: Member; readonly version: number } & (
  | { readonly kind: 'take' }
  | { readonly kind: 'done'; readonly outcome: string; readonly customerId: number | null }
  | { readonly kind: 'decline'; readonly outcome: string }
);

/** `changed`: somebody was faster; `settled`: it is over; `outcome_missing`: neither a customer nor a word of it. */
export type PrecheckRefusal = 'not_allowed' | 'changed' | 'settled' | 'outcome_missing';

export type PrecheckResult =
  | { readonly outcome: 'stepped'; readonly precheck: Precheck }
  /** The same person did the very same before. */
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'refused'; readonly code: PrecheckRefusal };

/** Where each step leads from each state; where nothing stands, the step is refused. */
export const PRECHECK_TABLE: Readonly<Record<PrecheckState, Partial<Record<PrecheckStep, PrecheckState>>>> = {
  open: { take: 'taken', done: 'done', decline: 'declined' },
  // A colleague may take it over; who has it already has nothing to take.
  taken: { take: 'taken', done: 'done', decline: 'declined' },
  done: {},
  declined: {},
};

/** What follows from an officer's step. Nothing else changes a prospect but its import as a customer. */
export function stepPrecheck(before: Precheck, command: PrecheckCommand): PrecheckResult {
  if (!may(command.by, 'decide_precheck').may) return { outcome: 'refused', code: 'not_allowed' };
  const said = 'outcome' in command ? command.outcome.trim() : '';
  const customerId = command.kind === 'done' ? (command.customerId ?? before.customerId) : before.customerId;
  const state = PRECHECK_TABLE[before.state][command.kind];
  const repeats =
    before.handledBy === command.by.code &&
    before.state === PRECHECK_TABLE.open[command.kind] &&
    before.outcome === said &&
    (command.kind !== 'done' || command.customerId === null || command.customerId === before.customerId);
  if (repeats) return { outcome: 'repeated' };
  if (state === undefined) return { outcome: 'refused', code: 'settled' };
  if (command.version !== before.version) return { outcome: 'refused', code: 'changed' };
  const needsWord = command.kind === 'decline' || (command.kind === 'done' && customerId === null);
  if (needsWord && said === '') return { outcome: 'refused', code: 'outcome_missing' };
  const handled = { handledBy: command.by.code, outcome: said, customerId };
  return { outcome: 'stepped', precheck: { state, version: before.version + 1, ...handled } };
}
