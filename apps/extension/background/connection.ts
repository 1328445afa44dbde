import { type OverlayMember, readMember } from '@xinshao/core/contract/overlay-member.ts';
import type { ConnectionState } from '../messages.ts';
import { loadManaged } from '../server/managed.ts';
import { RECENT } from '../server/recent.ts';
import { forgetKey } from './key.ts';

/** What pairing left in this browser. It is read by the worker alone. */
export interface Connection {
  readonly address: string;
  readonly token: string;
  readonly expiresAt: string;
  readonly hashKey: string;
  readonly member: OverlayMember;
}

type Ended = Extract<ConnectionState, { connected: false }>['reason'];
type Fields = Readonly<Record<string, unknown>>;

const CONNECTION = 'connection';
const ENDED = 'connectionEnded';
const REASONS = ['by_person', 'unfinished', 'revoked', 'expired', 'moved', 'no_key'] as const;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

/** Content scripts, which live in the pages' processes, get no access to what is stored. */
export function closeStorage(): Promise<void> {
  return chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/**
 * Reads what a server, or this browser's storage, says a connection is.
 * @returns null when anything is missing or of the wrong form
 */
export function readConnection(value: unknown, address: string): Connection | null {
  if (!isObject(value)) return null;
  const { token, expiresAt, hashKey } = value;
  if (!isText(token) || token === '' || !isText(expiresAt) || Number.isNaN(Date.parse(expiresAt))) return null;
  if (!isText(hashKey) || !/^[0-9a-f]{64}$/i.test(hashKey)) return null;
  const member = readMember(value.member);
  return member === null ? null : { address, token, expiresAt, hashKey, member };
}

/** The connection in force; null without one. One past its day, or to a server that is no longer ours, is forgotten. */
export async function loadConnection(): Promise<Connection | null> {
  const { [CONNECTION]: stored } = await chrome.storage.local.get(CONNECTION);
  if (!isObject(stored) || !isText(stored.address)) return null;
  const connection = readConnection(stored, stored.address);
  if (connection === null) return null;
  const { serverAddress } = await loadManaged();
  if (serverAddress !== null && serverAddress !== connection.address) {
    await endConnection('moved');
    return null;
  }
  if (Date.parse(connection.expiresAt) > Date.now()) return connection;
  await endConnection('expired');
  return null;
}

export async function saveConnection(connection: Connection): Promise<void> {
  await chrome.storage.local.set({ [CONNECTION]: connection });
  await chrome.storage.local.remove(ENDED);
}

export async function endConnection(reason: Ended): Promise<void> {
  await chrome.storage.local.remove(CONNECTION);
  await forgetKey();
  await chrome.storage.session.remove(RECENT);
  await chrome.storage.local.set({ [ENDED]: reason });
}

/** Why there is no connection. */
export async function endedBecause(): Promise<Ended> {
  const { [ENDED]: reason } = await chrome.storage.local.get(ENDED);
  return REASONS.find((known) => known === reason) ?? 'never';
}
