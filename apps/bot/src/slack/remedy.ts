import type { SlackFailure, SlackFailureKind } from './failure.ts';

/** What a failed call leads to. */
export type Remedy =
  /** Nothing was done: again after so many seconds. */
  | { readonly do: 'reschedule'; readonly seconds: number }
  /** The next place that may have it, for an owner's alert the one above; the operator is told of this one. */
  | { readonly do: 'next_place' }
  /** Once more, without what the workspace does not know. */
  | { readonly do: 'simplify' }
  /** The message is gone: a new one takes its place. */
  | { readonly do: 'post_again' }
  /** It may have been done: before the next try it is looked for in Slack, by its metadata. */
  | { readonly do: 'reconcile' }
  /** Nothing helps but a person: the reason is kept, shown, and the operator is told where Slack still can. */
  | { readonly do: 'give_up' };

/** What the call was to do: a new message, or another text of one that stands. */
export type Attempt = 'post' | 'update';

type Step = Remedy['do'];

/** The whole taxonomy: what each kind of failure leads to. */
export const REMEDIES: Readonly<Record<SlackFailureKind, Readonly<Record<Attempt, Step>>>> = {
  rate_limited: { post: 'reschedule', update: 'reschedule' },
  place: { post: 'next_place', update: 'post_again' },
  credentials: { post: 'give_up', update: 'give_up' },
  gone: { post: 'post_again', update: 'post_again' },
  blocks: { post: 'simplify', update: 'simplify' },
  unconfirmed: { post: 'reconcile', update: 'reconcile' },
  refused: { post: 'give_up', update: 'give_up' },
};

/**
 * What to do about a failure.
 * @param simplest the message has nothing left that could be taken away
 */
export function remedyOf(failure: SlackFailure, attempt: Attempt, simplest: boolean): Remedy {
  const step = REMEDIES[failure.kind][attempt];
  switch (step) {
    case 'reschedule':
      return { do: step, seconds: failure.kind === 'rate_limited' ? Math.max(1, failure.retryAfterSeconds) : 1 };
    case 'simplify':
      return { do: simplest ? 'give_up' : step };
    default:
      return { do: step };
  }
}
