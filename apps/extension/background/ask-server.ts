import { OVERLAY_PATH, type OverlayError } from '@xinshao/core/contract/overlay.ts';
import type { Answer, ServerProblem } from '../messages.ts';
import type { Problem } from './lookups.ts';

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
    const text = await response.text();
    const answer = readJson(text);
    if (answer === undefined) return { ok: false, status: response.status, problem: notOurs(response.status) };
    if (response.ok) return { ok: true, body: answer };
    return { ok: false, status: response.status, problem: refusalIn(response.status, answer) };
  } catch (error) {
    const slow = error instanceof DOMException && error.name === 'TimeoutError';
    return { ok: false, status: null, problem: { kind: slow ? 'slow' : 'unreachable', message: null } };
  }
}

/** @returns undefined for a text that is no JSON */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Our server answers in JSON, refusals too. What does not is a login page of the network, a proxy, another server; one
 * that speaks of an error of its own stands before a server that is down. None of them can end a connection.
 */
function notOurs(status: number): Problem {
  return { kind: status >= 500 ? 'unreachable' : 'not_xinshao', message: null };
}

function refusalIn(status: number, answer: unknown): Problem {
  if (status === 401 && !isNotConnected(answer)) return notOurs(status);
  return { kind: kindOf(status), message: saidIn(answer) };
}

function kindOf(status: number): ServerProblem['kind'] {
  if (status === 401) return 'not_connected';
  if (status === 429) return 'limited';
  return status >= 500 ? 'unreachable' : 'refused';
}

function isNotConnected(answer: unknown): boolean {
  const refusal: OverlayError = 'not_connected';
  return typeof answer === 'object' && answer !== null && 'error' in answer && answer.error === refusal;
}

function saidIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('message' in answer)) return null;
  return typeof answer.message === 'string' ? answer.message.slice(0, 500) : null;
}
