import { describe, expect, it } from 'vitest';
import type { SlackFailure } from './failure.ts';
import { REMEDIES, remedyOf } from './remedy.ts';

const failure = (kind: Exclude<SlackFailure['kind'], 'rate_limited'>): SlackFailure => ({ kind, code: 'some_code' });

describe('what a failed Slack call leads to', () => {
  it.each([
    ['an archived channel, when posting', failure('place'), 'post', 'next_place'],
    ['an archived channel, when updating', failure('place'), 'update', 'post_again'],
    ['a revoked token', failure('credentials'), 'post', 'give_up'],
    ['a deleted message', failure('gone'), 'update', 'post_again'],
    ['a deleted message above a thread', failure('gone'), 'post', 'post_again'],
    ['a block the workspace does not know', failure('blocks'), 'post', 'simplify'],
    ['no answer', failure('unconfirmed'), 'post', 'reconcile'],
    ['a refusal that nothing changes', failure('refused'), 'post', 'give_up'],
  ] as const)('%s: %s', (_case, given, attempt, expected) => {
    expect(remedyOf(given, attempt, false)).toEqual({ do: expected });
  });

  it('429 is waited for as long as Slack asks, a second at least', () => {
    const limited = (retryAfterSeconds: number): SlackFailure => ({
      kind: 'rate_limited',
      code: 'ratelimited',
      retryAfterSeconds,
    });
    expect(remedyOf(limited(17), 'post', false)).toEqual({ do: 'reschedule', seconds: 17 });
    expect(remedyOf(limited(0), 'update', false)).toEqual({ do: 'reschedule', seconds: 1 });
  });

  it('a message that is plain text already is not simplified again', () => {
    expect(remedyOf(failure('blocks'), 'post', true)).toEqual({ do: 'give_up' });
  });

  it('every kind has a remedy for every attempt', () => {
    for (const [kind, steps] of Object.entries(REMEDIES)) {
      expect(Object.keys(steps).sort(), kind).toEqual(['post', 'update']);
    }
  });
});
