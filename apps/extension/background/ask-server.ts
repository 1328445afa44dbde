import { OVERLAY_PATH, type OverlayError } from '@xinshao/core/contract/overlay.ts';
import { MEMBER_HEADER, memberFromText, type OverlayMember } from '@xinshao/core/contract/overlay-member.ts';
import { PROOF_HEADER } from '@xinshao/core/contract/overlay-proof.ts';
import type { Answer, ServerProblem } from '../messages.ts';
import type { Problem } from './lookups.ts';
import { noteServerTime, proofOf } from './prove.ts';

const PATIENCE_MS = 5_000;
/** A whole portfolio as a file is megabytes; on a slow line they take their time. */
const PATIENCE_FOR_FILES_MS = 180_000;
const FILES: readonly string[] = ['/portfolio/customers/csv'];

export interface ServerRequest {
  readonly address: string;
  readonly method: 'GET' | 'POST';
  /** Below `OVERLAY_PATH`, with its slash. */
  readonly path: string;
  /** Who asks, and the key of the browser that was connected. */
  readonly as?: {
    readonly token: string;
    readonly key: CryptoKey;
    /** Told by the answer: who holds the token at this moment. */
    holder?(member: OverlayMember): void;
  };
  readonly body?: unknown;
}

/**
 * One request to our own server: its JSON, or why there is none. Never throws. Where this computer's clock is wrong it
 * is asked again, by the server's.
 */
export async function askServer(request: ServerRequest): Promise<Answer<{ body: unknown }>> {
  const first = await askOnce(request);
  return first === 'late' ? answered(await askOnce(request)) : first;
}

/** What it said; late twice is refused like anything else. */
function answered(outcome: Outcome): Answer<{ body: unknown }> {
  if (outcome !== 'late') return outcome;
  return { ok: false, status: 403, problem: { kind: 'refused', message: null } };
}

type Outcome = Answer<{ body: unknown }> | 'late';

async function askOnce({ address, method, path, as, body }: ServerRequest): Promise<Outcome> {
  const content = body === undefined ? '' : JSON.stringify(body);
  try {
    const response = await fetch(`${address}${OVERLAY_PATH}${path}`, {
      method,
      headers: {
        ...(as === undefined
          ? {}
          : { authorization: `Bearer ${as.token}`, [PROOF_HEADER]: await proofOf(as.key, { method, path }, content) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: content }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(FILES.includes(path) ? PATIENCE_FOR_FILES_MS : PATIENCE_MS),
    });
    noteServerTime(response.headers);
    const member = memberFromText(response.headers.get(MEMBER_HEADER));
    if (member !== null) as?.holder?.(member);
    const text = await response.text();
    const answer = readJson(text);
    if (answer === undefined) return { ok: false, status: response.status, problem: notOurs(response.status) };
    if (response.ok) return { ok: true, body: answer };
    if (says(answer, 'proof_late')) return 'late';
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
  if (status === 401 && !says(answer, 'not_connected')) return notOurs(status);
  return { kind: kindOf(status), message: saidIn(answer) };
}

function kindOf(status: number): ServerProblem['kind'] {
  if (status === 401) return 'not_connected';
  if (status === 429) return 'limited';
  return status >= 500 ? 'unreachable' : 'refused';
}

function says(answer: unknown, refusal: OverlayError): boolean {
  return typeof answer === 'object' && answer !== null && 'error' in answer && answer.error === refusal;
}

function saidIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('message' in answer)) return null;
  return typeof answer.message === 'string' ? answer.message.slice(0, 500) : null;
}
