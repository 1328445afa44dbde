/** Why a call of Slack's Web API did not do what was asked, sorted by what to do about it. */
export type SlackFailure =
  /** Wait so many seconds, then ask again. */
  | { readonly kind: 'rate_limited'; readonly code: string; readonly retryAfterSeconds: number }
  /** This place cannot be posted to; another may. */
  | { readonly kind: 'place'; readonly code: string }
  /** The token is wrong or lacks a right: a person has to act. */
  | { readonly kind: 'credentials'; readonly code: string }
  /** The message, or the one its thread hangs on, is not there any more or cannot be changed. */
  | { readonly kind: 'gone'; readonly code: string }
  /** The message's blocks are not taken, as workspaces do that do not know a new kind of block yet. */
  | { readonly kind: 'blocks'; readonly code: string }
  /** No answer, or one that leaves open whether it was done. `underway`: it may yet be done, we only stopped waiting. */
  | { readonly kind: 'unconfirmed'; readonly code: string; readonly underway?: true }
  /** Slack said no, and will again. */
  | { readonly kind: 'refused'; readonly code: string };

export type SlackFailureKind = SlackFailure['kind'];

const PLACE = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'is_inactive',
  'restricted_action',
  'cannot_dm_bot',
  'user_not_found',
  'users_not_found',
  'user_disabled',
]);
const CREDENTIALS = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
  'not_allowed_token_type',
]);
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found']);
const BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'block_mismatch', 'msg_blocks_too_long']);
const UNCONFIRMED = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

/** @returns null when the error did not come from a Slack call */
export function slackFailure(error: unknown): SlackFailure | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  switch (error.code) {
    case 'slack_webapi_rate_limited_error':
      return {
        kind: 'rate_limited',
        code: 'ratelimited',
        retryAfterSeconds: 'retryAfter' in error && typeof error.retryAfter === 'number' ? error.retryAfter : 1,
      };
    case 'slack_webapi_platform_error':
      return platformFailure(platformCode(error));
    case 'slack_webapi_request_error':
      return { kind: 'unconfirmed', code: 'no_answer', ...(isTimeout(error) ? { underway: true } : {}) };
    case 'slack_webapi_http_error':
      return { kind: 'unconfirmed', code: `http_${'statusCode' in error ? String(error.statusCode) : 'error'}` };
    default:
      return null;
  }
}

function isTimeout({ cause }: Error): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError';
}

function platformCode(error: Error): string {
  if (!('data' in error) || typeof error.data !== 'object' || error.data === null) return 'unknown_error';
  return 'error' in error.data ? String(error.data.error) : 'unknown_error';
}

function platformFailure(code: string): SlackFailure {
  if (code === 'ratelimited') return { kind: 'rate_limited', code, retryAfterSeconds: 1 };
  if (PLACE.has(code)) return { kind: 'place', code };
  if (CREDENTIALS.has(code)) return { kind: 'credentials', code };
  if (GONE.has(code)) return { kind: 'gone', code };
  if (BLOCKS.has(code)) return { kind: 'blocks', code };
  if (UNCONFIRMED.has(code)) return { kind: 'unconfirmed', code };
  return { kind: 'refused', code };
}
