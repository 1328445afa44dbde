import type { OverlayMember } from '@xinshao/core/contract/overlay-member.ts';
import type { Answer, BadgesAnswer, ConnectionState, Found, OwnRequests, Subject } from '../messages.ts';
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
import { findNear, findSubjects, NOBODY } from './find.ts';
import { createHasher } from './hashes.ts';
import { loadKey, makeKey, saveKey } from './key.ts';
import { createLookups, isLookupsAnswer, type Lookups, type Problem } from './lookups.ts';
import { createTrouble } from './trouble.ts';

interface Connected {
  readonly connection: Connection;
  readonly key: CryptoKey;
  readonly hash: ReturnType<typeof createHasher>;
  readonly lookups: Lookups;
}

export interface Service {
  badges(subjects: readonly Subject[]): Promise<BadgesAnswer>;
  /** @param anew ask even a server that failed a moment ago: a person wants to know */
  find(subject: Subject, anew: boolean): Promise<Answer<{ found: Found }>>;
  state(): Promise<ConnectionState>;
  /** Asks the server whether it is there again; whoever waits for it learns so. */
  check(): Promise<ConnectionState>;
  connect(address: string, code: string): Promise<Answer<{ state: ConnectionState }>>;
  disconnect(): Promise<ConnectionState>;
  /** The administrator decided otherwise: a connection to a server that is no longer ours ends at once. */
  followPolicy(): Promise<void>;
  ask(request: OwnRequests['ask']['request']): Promise<Answer<{ body: unknown }>>;
}

const NOT_CONNECTED = { ok: false, status: null, problem: { kind: 'not_connected', message: null } } as const;
const MISREAD = { ok: false, status: null, problem: { kind: 'refused', message: null } } as const;

/**
 * Everything that needs the token. The worker may be started anew for each question, so what it knows comes from
 * storage, once.
 * @param refresh tells pages that answers changed
 */
export function createService(refresh: (keep: boolean) => void): Service {
  let opened: Promise<Connected | null> | null = null;
  let store: Promise<AnswerStore> | null = null;

  const trouble = createTrouble();
  /** Once the server is back, pages that stayed without badges ask again: nothing else would tell them. */
  const note = async (found: Problem | null, sentAt: number): Promise<void> => {
    if (!(await trouble.note(found, sentAt))) return;
    (await opened)?.lookups.wakeUp();
    refresh(true);
  };
  const answers = (): Promise<AnswerStore> => {
    store ??= openAnswerStore();
    return store;
  };

  async function open(): Promise<Connected | null> {
    const connection = await loadConnection();
    if (connection === null) return null;
    const key = await loadKey();
    if (key === null) {
      await endConnection('no_key');
      return null;
    }
    const lookups = createLookups({
      store: await answers(),
      ask: (prefixes) => lookUp({ connection, key }, prefixes),
      changed: () => refresh(true),
      now: Date.now,
    });
    return { connection, key, hash: createHasher(connection.hashKey), lookups };
  }

  async function connected(): Promise<Connected | null> {
    opened ??= open();
    const now = await opened;
    if (now === null || Date.parse(now.connection.expiresAt) > Date.now()) return now;
    await end('expired');
    return null;
  }

  async function end(reason: 'by_person' | 'unfinished' | 'revoked' | 'expired'): Promise<void> {
    // Until it is over there is none, so that nothing of it is stored again behind.
    opened = Promise.resolve(null);
    await endConnection(reason);
    await (await answers()).clear();
    opened = null;
    await trouble.note(null);
    refresh(false);
  }

  /** People change their role, name and language while they are connected: what is kept of them follows. */
  async function follow(token: string, member: OverlayMember): Promise<void> {
    const opening = opened;
    const current = await opening;
    if (current?.connection.token !== token || opened !== opening) return;
    if (JSON.stringify(current.connection.member) === JSON.stringify(member)) return;
    const connection = { ...current.connection, member };
    opened = Promise.resolve({ ...current, connection });
    await saveConnection(connection);
    refresh(true);
  }

  /** A request with the token; a token the server does not know any more is forgotten. */
  async function authorised(
    { connection, key }: Pick<Connected, 'connection' | 'key'>,
    request: OwnRequests['ask']['request'],
    isUnderstood: (body: unknown) => boolean = () => true,
  ): Promise<Answer<{ body: unknown }>> {
    const { address, token } = connection;
    const sentAt = performance.now();
    const said = await askServer({
      ...request,
      address,
      as: { token, key, holder: (member) => void follow(token, member) },
    });
    const answer = said.ok && !isUnderstood(said.body) ? MISREAD : said;
    // What our server refuses in its own words is no trouble with the server.
    const isRefusal = !answer.ok && answer.problem.kind === 'refused' && answer.status !== null;
    await note(answer.ok || isRefusal ? null : answer.problem, sentAt);
    if (!answer.ok && answer.problem.kind === 'not_connected') {
      const current = await opened;
      if (current?.connection.token === token) await end('revoked');
    }
    return answer;
  }

  const lookUp = (
    who: Pick<Connected, 'connection' | 'key'>,
    prefixes: readonly string[],
  ): Promise<Answer<{ body: unknown }>> =>
    authorised(who, { method: 'POST', path: '/lookups', body: { prefixes } }, isLookupsAnswer);

  async function state(): Promise<ConnectionState> {
    const now = await connected();
    if (now === null) return { connected: false, reason: await endedBecause() };
    const { address, member, expiresAt } = now.connection;
    return { connected: true, address, member, expiresAt, problem: await trouble.last() };
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
    async check() {
      const now = await connected();
      // No prefixes: nothing is asked but whether it answers, and takes the token.
      if (now !== null) await lookUp(now, []);
      return state();
    },
    async find(subject, anew) {
      const now = await connected();
      if (now === null) return NOT_CONNECTED;
      if (anew) now.lookups.wakeUp();
      const answer = await findSubjects([subject], now.hash, now.lookups);
      if (!answer.ok) return { ...answer, status: null };
      const [found = NOBODY] = answer.found;
      if (found.state !== 'unknown') return { ok: true, found };
      const near = await findNear(subject.name, now.hash, now.lookups);
      return near.ok ? { ok: true, found: { ...found, near: near.near } } : { ...near, status: null };
    },
    async connect(typed, code) {
      const read = readServerAddress(typed);
      if (!read.ok || read.address === '') return { ...NOT_CONNECTED, problem: { kind: 'unreachable', message: null } };
      const address = (await loadManaged()).serverAddress ?? read.address;
      const health = await askServer({ address, method: 'GET', path: '/health' });
      if (!health.ok && health.status === null) return health;
      if (!isXinshao(health)) return { ok: false, status: null, problem: { kind: 'not_xinshao', message: null } };
      const { key, publicKey } = await makeKey();
      const answer = await askServer({ address, method: 'POST', path: '/pairing', body: { code, publicKey } });
      if (!answer.ok) return answer;
      const connection = readConnection(answer.body, address);
      if (connection === null) return { ...NOT_CONNECTED, problem: { kind: 'refused', message: null } };
      await (await answers()).clear();
      await saveKey(key);
      await saveConnection(connection);
      opened = null;
      await trouble.note(null);
      refresh(false);
      return { ok: true, state: await state() };
    },
    async disconnect() {
      const now = await connected();
      if (now === null) return state();
      const { address, token } = now.connection;
      const answer = await askServer({ address, as: { token, key: now.key }, method: 'POST', path: '/disconnect' });
      const isOver = answer.ok || answer.problem.kind === 'not_connected';
      // Another connection may have been made meanwhile: that one is not meant.
      const current = await connected();
      if (current?.connection.token === token) await end(isOver ? 'by_person' : 'unfinished');
      return state();
    },
    async followPolicy() {
      opened = null;
      const now = await connected();
      if (now === null) {
        await (await answers()).clear();
        await trouble.note(null);
      }
      refresh(now !== null);
    },
    async ask(request) {
      const now = await connected();
      return now === null ? NOT_CONNECTED : authorised(now, request);
    },
  };
}

/** Whether it is our server that answered; one whose database is down is. */
function isXinshao(health: Answer<{ body: unknown }>): boolean {
  if (!health.ok) return health.status === 429 || (health.status ?? 0) >= 500;
  const { body } = health;
  return typeof body === 'object' && body !== null && 'product' in body && body.product === 'xinshao';
}
