import type { Answer, BadgesAnswer, ConnectionState, Found, OwnRequests, ServerProblem, Subject } from '../messages.ts';
import { readServerAddress } from '../server/address.ts';
import { loadManaged } from '../server/managed.ts';
import { type AnswerStore, openAnswerStore } from './answer-store.ts';
import { askServer } from './ask-server.ts';
import { badgeOf } from './badge-of.ts';
import {
  type Connection,
  endConnection,
  endedBecause,
  loadConnection,
  readConnection,
  saveConnection,
} from './connection.ts';
import { findSubjects, NOBODY } from './find.ts';
import { createHasher } from './hashes.ts';
import { createLookups, type Lookups, type Problem } from './lookups.ts';

interface Connected {
  readonly connection: Connection;
  readonly hash: ReturnType<typeof createHasher>;
  readonly lookups: Lookups;
}

export interface Service {
  badges(subjects: readonly Subject[]): Promise<BadgesAnswer>;
  find(subject: Subject): Promise<Answer<{ found: Found }>>;
  state(): Promise<ConnectionState>;
  connect(address: string, code: string): Promise<Answer<{ state: ConnectionState }>>;
  disconnect(): Promise<ConnectionState>;
  ask(request: OwnRequests['ask']['request']): Promise<Answer<{ body: unknown }>>;
}

const NOT_CONNECTED = { ok: false, status: null, problem: { kind: 'not_connected', message: null } } as const;

/**
 * Everything that needs the token. The worker may be started anew for each question, so what it knows comes from
 * storage, once.
 * @param refresh tells pages that answers changed
 */
export function createService(refresh: (keep: boolean) => void): Service {
  let opened: Promise<Connected | null> | null = null;
  let problem: ServerProblem | null = null;
  let store: Promise<AnswerStore> | null = null;

  const note = (found: Problem | null): void => {
    problem = found === null ? null : { ...found, at: Date.now() };
  };
  const answers = (): Promise<AnswerStore> => {
    store ??= openAnswerStore();
    return store;
  };

  async function open(): Promise<Connected | null> {
    const connection = await loadConnection();
    if (connection === null) return null;
    const lookups = createLookups({
      store: await answers(),
      ask: (prefixes) => authorised(connection, { method: 'POST', path: '/lookups', body: { prefixes } }),
      changed: () => refresh(true),
      now: Date.now,
    });
    return { connection, hash: createHasher(connection.hashKey), lookups };
  }

  async function connected(): Promise<Connected | null> {
    opened ??= open();
    const now = await opened;
    if (now === null || Date.parse(now.connection.expiresAt) > Date.now()) return now;
    await end('expired');
    return null;
  }

  async function end(reason: 'by_person' | 'revoked' | 'expired'): Promise<void> {
    await endConnection(reason);
    await (await answers()).clear();
    opened = null;
    note(null);
    refresh(false);
  }

  /** A request with the token; a token the server does not know any more is forgotten. */
  async function authorised(connection: Connection, request: OwnRequests['ask']['request']) {
    const answer = await askServer({ ...request, address: connection.address, token: connection.token });
    note(answer.ok || answer.problem.kind === 'refused' ? null : answer.problem);
    if (!answer.ok && answer.problem.kind === 'not_connected') {
      const current = await opened;
      if (current?.connection.token === connection.token) await end('revoked');
    }
    return answer;
  }

  async function state(): Promise<ConnectionState> {
    const now = await connected();
    if (now === null) return { connected: false, reason: await endedBecause() };
    const { address, member, expiresAt } = now.connection;
    return { connected: true, address, member, expiresAt, problem };
  }

  return {
    state,
    async badges(subjects) {
      const now = await connected();
      if (now === null) return { unavailable: true };
      const answer = await findSubjects(subjects, now.hash, now.lookups);
      if (!answer.ok) return { unavailable: true };
      return { badges: answer.found.map((found) => badgeOf(found, now.connection.member.locale)) };
    },
    async find(subject) {
      const now = await connected();
      if (now === null) return NOT_CONNECTED;
      const answer = await findSubjects([subject], now.hash, now.lookups);
      if (!answer.ok) return { ...answer, status: null };
      const [found = NOBODY] = answer.found;
      return { ok: true, found };
    },
    async connect(typed, code) {
      const read = readServerAddress(typed);
      if (!read.ok || read.address === '') return { ...NOT_CONNECTED, problem: { kind: 'unreachable', message: null } };
      const address = (await loadManaged()).serverAddress ?? read.address;
      const health = await askServer({ address, method: 'GET', path: '/health' });
      if (!health.ok && health.status === null) return health;
      if (!isXinshao(health)) return { ok: false, status: null, problem: { kind: 'not_xinshao', message: null } };
      const answer = await askServer({ address, method: 'POST', path: '/pairing', body: { code } });
      if (!answer.ok) return answer;
      const connection = readConnection(answer.body, address);
      if (connection === null) return { ...NOT_CONNECTED, problem: { kind: 'refused', message: null } };
      await (await answers()).clear();
      await saveConnection(connection);
      opened = null;
      note(null);
      refresh(false);
      return { ok: true, state: await state() };
    },
    async disconnect() {
      await end('by_person');
      return state();
    },
    async ask(request) {
      const now = await connected();
      return now === null ? NOT_CONNECTED : authorised(now.connection, request);
    },
  };
}

/** Whether it is our server that answered; one whose database is down is. */
function isXinshao(health: Answer<{ body: unknown }>): boolean {
  if (!health.ok) return health.status === 429 || (health.status ?? 0) >= 500;
  const { body } = health;
  return typeof body === 'object' && body !== null && 'product' in body && body.product === 'xinshao';
}
