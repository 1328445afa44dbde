import type { Member } from '../roles/roles.ts';
import { compareSeverity, type FeedbackFormId, type Severity } from '../warnings/warning.ts';
import type { Alert, AlertState } from './alert.ts';
import { mayAnswer, mayReview } from './permissions.ts';

export type AlertCommand =
  /** New warnings on the customer. `dueAt`: the deadline of their severity from now. */
  | {
      readonly kind: 'attach_warnings';
      readonly severity: Severity;
      readonly forms: readonly FeedbackFormId[];
      readonly dueAt: Date;
    }
  /** `basedOn`: the revision that the person had before their eyes; 0 for a first answer. */
  | { readonly kind: 'submit_feedback'; readonly by: Member; readonly basedOn: number }
  | { readonly kind: 'accept'; readonly by: Member }
  /** Back to sales with a question; the clock restarts and ends at `dueAt`. */
  | { readonly kind: 'return'; readonly by: Member; readonly dueAt: Date }
  | { readonly kind: 'close'; readonly by: Member };

/** What the caller must do in the same transaction as storing the alert. */
export type AlertEffect = 'store_feedback' | 'show_again' | 'tell_owner';

export const ALERT_REFUSALS = ['already_closed', 'not_allowed', 'already_answered', 'not_answered'] as const;
export type AlertRefusal = (typeof ALERT_REFUSALS)[number];

export type Transition =
  | { readonly ok: true; readonly alert: Alert; readonly effects: readonly AlertEffect[] }
  | { readonly ok: false; readonly code: AlertRefusal };

/** What may follow what: the state after a command, or why it is refused. */
export const TRANSITIONS: Readonly<
  Record<AlertCommand['kind'], Readonly<Record<AlertState, AlertState | AlertRefusal>>>
> = {
  // New trouble makes an answer incomplete: the alert is open again. After the end there is a new alert.
  attach_warnings: { open: 'open', returned: 'returned', answered: 'open', closed: 'already_closed' },
  // An answer may be corrected until risk has closed the alert.
  submit_feedback: { open: 'answered', returned: 'answered', answered: 'answered', closed: 'already_closed' },
  accept: { open: 'not_answered', returned: 'not_answered', answered: 'closed', closed: 'already_closed' },
  return: { open: 'not_answered', returned: 'not_answered', answered: 'returned', closed: 'already_closed' },
  close: { open: 'closed', returned: 'closed', answered: 'closed', closed: 'already_closed' },
};

/**
 * One step in the life of an alert (§8). A command may come twice, late, or after someone else's: the table says what
 * happens. The result is to be stored only if the stored version still is `alert.version`.
 */
export function transition(alert: Alert, command: AlertCommand, now: Date): Transition {
  const next = TRANSITIONS[command.kind][alert.state];
  if (isRefusal(next)) return { ok: false, code: next };
  const moved = { ...alert, state: next, version: alert.version + 1 };
  switch (command.kind) {
    case 'attach_warnings':
      return {
        ok: true,
        alert: { ...moved, ...worsened(alert, command), forms: [...new Set([...alert.forms, ...command.forms])] },
        effects: alert.state === 'answered' ? ['show_again', 'tell_owner'] : ['show_again'],
      };
    case 'submit_feedback': {
      if (!mayAnswer(command.by, alert.responsibility)) return { ok: false, code: 'not_allowed' };
      if (command.basedOn !== alert.revision) return { ok: false, code: 'already_answered' };
      const answered = { revision: alert.revision + 1, answeredAt: now, answeredBy: command.by.code };
      return { ok: true, alert: { ...moved, ...answered }, effects: ['store_feedback', 'show_again'] };
    }
    case 'accept':
    case 'close':
      if (!mayReview(command.by)) return { ok: false, code: 'not_allowed' };
      return { ok: true, alert: moved, effects: ['show_again'] };
    case 'return':
      if (!mayReview(command.by)) return { ok: false, code: 'not_allowed' };
      return { ok: true, alert: { ...moved, dueAt: command.dueAt }, effects: ['show_again', 'tell_owner'] };
  }
}

function isRefusal(next: AlertState | AlertRefusal): next is AlertRefusal {
  return ALERT_REFUSALS.some((refusal) => refusal === next);
}

/** The heavier severity holds; the deadline moves only for an answer that is owed anew, or to come earlier. */
function worsened(
  alert: Alert,
  added: { readonly severity: Severity; readonly dueAt: Date },
): Pick<Alert, 'severity' | 'dueAt'> {
  const severity = compareSeverity(added.severity, alert.severity) > 0 ? added.severity : alert.severity;
  const earlier = new Date(Math.min(added.dueAt.getTime(), alert.dueAt.getTime()));
  return { severity, dueAt: alert.state === 'answered' ? added.dueAt : earlier };
}
