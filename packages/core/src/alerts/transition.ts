import { stageOfAction } from '../collection/stages.ts';
import type { Member } from '../roles/roles.ts';
import { compareSeverity, type FeedbackFormId, type Severity } from '../warnings/warning.ts';
import { type Alert, type AlertState, type AlertStep, type AlertStepKind, stepsOf } from './alert.ts';
import { mayAnswer, mayCorrect, mayReview } from './permissions.ts';
import {
  endsMeasures,
  measureOf,
  REVIEW_DECISIONS,
  type ReviewAction,
  type ReviewDecision,
  type Verdict,
} from './review.ts';

/** Risk's decision on an alert. `basedOn`: how many answers and reviews the person had before their eyes (`stepsOf`). */
export type ReviewCommand =
  | {
      readonly kind: 'accept';
      readonly by: Member;
      readonly basedOn: number;
      readonly action: ReviewAction;
      /** The reason; may be empty only where nothing is put on the customer. */
      readonly note: string;
    }
  /** Back to sales with a question; the clock restarts and ends at `dueAt`. */
  | {
      readonly kind: 'return';
      readonly by: Member;
      readonly basedOn: number;
      readonly question: string;
      readonly dueAt: Date;
    }
  | {
      readonly kind: 'close';
      readonly by: Member;
      readonly basedOn: number;
      readonly verdict: Verdict;
      readonly note: string;
    };

export type AlertCommand =
  /** New warnings on the customer. `dueAt`: the deadline of their severity from now. */
  | {
      readonly kind: 'attach_warnings';
      readonly severity: Severity;
      readonly forms: readonly FeedbackFormId[];
      readonly dueAt: Date;
    }
  /** `basedOn`: as with a review, so that an answer written before a question is not taken for the answer to it. */
  | { readonly kind: 'submit_feedback'; readonly by: Member; readonly basedOn: number }
  | ReviewCommand;

/** What the caller must do in the same transaction as storing the alert. */
export type AlertEffect =
  | 'store_feedback'
  | 'store_review'
  | 'show_again'
  /** Ask the owner again: an answer is owed anew. */
  | 'tell_owner'
  /** Ask risk to review the answer. */
  | 'tell_risk'
  /** Put the action's measure on the customer. */
  | 'begin_measure'
  /** Begin to collect from the customer, or take the case that is open further up the ladder. */
  | 'begin_collection'
  /** End what this alert had put on the customer. */
  | 'end_measures';

export const ALERT_REFUSALS = [
  'already_closed',
  'already_accepted',
  'already_returned',
  'already_answered',
  'not_answered',
  'not_allowed',
  'note_missing',
  'changed_meanwhile',
] as const;
export type AlertRefusal = (typeof ALERT_REFUSALS)[number];

export type Transition =
  | { readonly ok: true; readonly alert: Alert; readonly effects: readonly AlertEffect[] }
  /** `latest`: what happened before and by whom; null: nobody has done anything yet. */
  | { readonly ok: false; readonly code: AlertRefusal; readonly latest: AlertStep | null };

/** What may follow what: the state after a command, or why it is refused. */
export const TRANSITIONS: Readonly<
  Record<AlertCommand['kind'], Readonly<Record<AlertState, AlertState | AlertRefusal>>>
> = {
  // An answer under review stays what it is: new trouble after it is a new alert.
  attach_warnings: {
    open: 'open',
    returned: 'returned',
    answered: 'already_answered',
    accepted: 'already_accepted',
    closed: 'already_closed',
  },
  // An answer may be corrected until risk has reviewed it.
  submit_feedback: {
    open: 'answered',
    returned: 'answered',
    answered: 'answered',
    accepted: 'already_accepted',
    closed: 'already_closed',
  },
  accept: {
    open: 'not_answered',
    returned: 'already_returned',
    answered: 'accepted',
    accepted: 'already_accepted',
    closed: 'already_closed',
  },
  return: {
    open: 'not_answered',
    returned: 'already_returned',
    answered: 'returned',
    accepted: 'already_accepted',
    closed: 'already_closed',
  },
  close: { open: 'closed', returned: 'closed', answered: 'closed', accepted: 'closed', closed: 'already_closed' },
};

/**
 * One step in the life of an alert (§8). A command may come twice, late, or after someone else's: the table says what
 * happens. The result is to be stored only if the stored version still is `alert.version`.
 */
export function transition(alert: Alert, command: AlertCommand, now: Date): Transition {
  const refuse = (code: AlertRefusal): Transition => ({ ok: false, code, latest: alert.latest });
  if (!mayDo(alert, command)) return refuse('not_allowed');
  if (isNoteMissing(command)) return refuse('note_missing');
  const next = TRANSITIONS[command.kind][alert.state];
  if (isRefusal(next)) return refuse(next);
  const moved = { ...alert, state: next, version: alert.version + 1 };
  switch (command.kind) {
    case 'attach_warnings': {
      const forms = [...new Set([...alert.forms, ...command.forms])];
      return { ok: true, alert: { ...moved, ...worsened(alert, command), forms }, effects: ['show_again'] };
    }
    case 'submit_feedback': {
      if (command.basedOn !== stepsOf(alert)) {
        return refuse(alert.latest?.kind === 'submit_feedback' ? 'already_answered' : 'changed_meanwhile');
      }
      if (alert.state === 'answered' && !mayCorrect(command.by, alert.responsibility, alert.answeredBy)) {
        return refuse('not_allowed');
      }
      const { code } = command.by;
      const answered = { revision: alert.revision + 1, answeredAt: now, answeredBy: code };
      return {
        ok: true,
        alert: { ...moved, ...answered, latest: { kind: 'submit_feedback', by: code, at: now } },
        effects: ['store_feedback', 'show_again', 'tell_risk'],
      };
    }
    case 'accept':
    case 'return':
    case 'close': {
      if (command.basedOn !== stepsOf(alert)) return refuse('changed_meanwhile');
      const latest = { kind: command.kind, by: command.by.code, at: now };
      const dueAt = command.kind === 'return' ? command.dueAt : alert.dueAt;
      return {
        ok: true,
        alert: { ...moved, reviews: alert.reviews + 1, dueAt, latest },
        effects: ['store_review', 'show_again', ...followingReview(command)],
      };
    }
  }
}

/** What a member may do with an alert in this state, were they to do it now: the buttons to offer. */
export function stepsOffered(alert: Pick<Alert, 'state' | 'responsibility'>, member: Member): AlertStepKind[] {
  const may = { submit_feedback: mayAnswer(member, alert.responsibility), review: mayReview(member) };
  const steps: AlertStepKind[] = ['submit_feedback', 'accept', 'return', 'close'];
  return steps.filter((step) => {
    const allowed = step === 'submit_feedback' ? may.submit_feedback : may.review;
    return allowed && !isRefusal(TRANSITIONS[step][alert.state]);
  });
}

/** Of those, what risk decides: an alert that nobody answers, or nobody may, can still be closed. */
export function decisionsOffered(
  alert: Pick<Alert, 'state' | 'responsibility'>,
  member: Member,
): readonly ReviewDecision[] {
  const offered = stepsOffered(alert, member);
  return REVIEW_DECISIONS.filter((decision) => offered.includes(decision));
}

function mayDo(alert: Alert, command: AlertCommand): boolean {
  switch (command.kind) {
    case 'attach_warnings':
      return true;
    case 'submit_feedback':
      return mayAnswer(command.by, alert.responsibility);
    case 'accept':
    case 'return':
    case 'close':
      return mayReview(command.by);
  }
}

/** Nothing is closed, returned or put on a customer without saying why. */
function isNoteMissing(command: AlertCommand): boolean {
  switch (command.kind) {
    case 'attach_warnings':
    case 'submit_feedback':
      return false;
    case 'accept':
      return measureOf(command.action) !== null && command.note.trim() === '';
    case 'return':
      return command.question.trim() === '';
    case 'close':
      return command.note.trim() === '';
  }
}

function followingReview(command: ReviewCommand): AlertEffect[] {
  switch (command.kind) {
    case 'accept':
      if (stageOfAction(command.action) !== null) return ['begin_collection'];
      return measureOf(command.action) === null ? [] : ['begin_measure'];
    case 'return':
      return ['tell_owner'];
    case 'close':
      return endsMeasures(command.verdict) ? ['end_measures'] : [];
  }
}

function isRefusal(next: AlertState | AlertRefusal): next is AlertRefusal {
  return ALERT_REFUSALS.some((refusal) => refusal === next);
}

/**
 * What new warnings make of severity and deadline: the heavier severity holds, and with it the earlier deadline. What
 * is not heavier changes neither.
 */
export function worsened(
  alert: Pick<Alert, 'severity' | 'dueAt'>,
  added: { readonly severity: Severity; readonly dueAt: Date },
): Pick<Alert, 'severity' | 'dueAt'> {
  const { severity, dueAt } = alert;
  if (compareSeverity(added.severity, severity) <= 0) return { severity, dueAt };
  return { severity: added.severity, dueAt: new Date(Math.min(added.dueAt.getTime(), dueAt.getTime())) };
}
