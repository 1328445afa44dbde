import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { slackFailure } from './failure.ts';

const refused = (error: string) => slackFailure(new WebAPIPlatformError({ ok: false, error }));

describe('what to do about a failed Slack call', () => {
  it.each([
    ['channel_not_found', 'place'],
    ['is_archived', 'place'],
    ['not_in_channel', 'place'],
    ['users_not_found', 'place'],
    ['invalid_auth', 'credentials'],
    ['token_revoked', 'credentials'],
    ['missing_scope', 'credentials'],
    ['message_not_found', 'gone'],
    ['internal_error', 'unconfirmed'],
    ['thread_not_found', 'gone'],
    ['invalid_blocks', 'blocks'],
    ['msg_too_long', 'refused'],
    ['something_new', 'refused'],
  ])('%s: %s', (code, kind) => {
    expect(refused(code)).toEqual({ kind, code });
  });

  it('a 429 says how long to wait', () => {
    expect(slackFailure(new WebAPIRateLimitedError(17))).toMatchObject({ kind: 'rate_limited', retryAfterSeconds: 17 });
  });

  it('no answer, or a server error, leaves open whether it was done', () => {
    expect(slackFailure(new WebAPIRequestError(new Error('socket hang up')))?.kind).toBe('unconfirmed');
    expect(slackFailure(new WebAPIHTTPError(503, 'Service Unavailable', {}))?.kind).toBe('unconfirmed');
  });

  it('after a timeout the request may yet be done; after a broken connection it was, or never will be', () => {
    const timedOut = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(slackFailure(new WebAPIRequestError(timedOut))).toMatchObject({ kind: 'unconfirmed', underway: true });
    expect(slackFailure(new WebAPIRequestError(new Error('socket hang up')))).not.toHaveProperty('underway');
  });

  it('an error of our own is no Slack failure', () => {
    expect(slackFailure(new TypeError('undefined is not a function'))).toBeNull();
    expect(slackFailure('text')).toBeNull();
  });
});
