import { askWorker, type ConnectionState, type OwnRequests, type ServerProblem } from '../messages.ts';
import type { Guard } from './guard.ts';
import { followLanguage } from './locale.ts';

export type Problem = Omit<ServerProblem, 'at'>;
export type Got<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem; readonly status: number | null };

/** Asks the server through the worker, and takes no answer that is not what it must be. */
export async function askFor<T>(request: OwnRequests['ask']['request'], guard: Guard<T>): Promise<Got<T>> {
  const answer = await askWorker('ask', request);
  if (!answer.ok) return answer;
  if (guard(answer.body)) return { ok: true, value: answer.body };
  return { ok: false, status: null, problem: { kind: 'refused', message: null } };
}

/** The connection as the worker knows it (`check`: after asking the server); the page follows its person's language. */
export async function askConnection(kind: 'connection' | 'check' = 'connection'): Promise<ConnectionState> {
  const state = await askWorker(kind, {});
  followLanguage(state);
  return state;
}
