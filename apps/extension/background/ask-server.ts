import { OVERLAY_PATH } from '@xinshao/core/contract/overlay.ts';
import type { Answer, ServerProblem } from '../messages.ts';

const PATIENCE_MS = 5_000;

export interface ServerRequest {
  readonly address: string;
  readonly method: 'GET' | 'POST';
  /** Below `OVERLAY_PATH`, with its slash. */
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
}

/** One request to our own server: its JSON, or why there is none. Never throws. */
export async function askServer(request: ServerRequest): Promise<Answer<{ body: unknown }>> {
  const { address, method, path, token, body } = request;
  try {
    const response = await fetch(`${address}${OVERLAY_PATH}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, body: answer };
    return { ok: false, status: response.status, problem: { kind: kindOf(response.status), message: saidIn(answer) } };
  } catch (error) {
    const slow = error instanceof DOMException && error.name === 'TimeoutError';
    return { ok: false, status: null, problem: { kind: slow ? 'slow' : 'unreachable', message: null } };
  }
}

function kindOf(status: number): ServerProblem['kind'] {
  if (status === 401) return 'not_connected';
  if (status === 429) return 'limited';
  return status >= 500 ? 'unreachable' : 'refused';
}

function saidIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('message' in answer)) return null;
  return typeof answer.message === 'string' ? answer.message.slice(0, 500) : null;
}
