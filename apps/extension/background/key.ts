/*
 * The key that this browser signs its requests with. It is made when the browser is connected and cannot be read out
 * again, not even by us: whoever copies the token from somewhere has no use for it.
 */

const DATABASE = 'xinshao';
const STORE = 'keys';
const NAME = 'connection';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export interface MadeKey {
  readonly key: CryptoKey;
  /** What the server is told: the 65 bytes of the point, base64url. */
  readonly publicKey: string;
}

/** Makes a key; it replaces none until it is saved. */
export async function makeKey(): Promise<MadeKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const point = await crypto.subtle.exportKey('raw', publicKey);
  return { key: privateKey, publicKey: base64Url(new Uint8Array(point)) };
}

export async function saveKey(key: CryptoKey): Promise<void> {
  await inStore('readwrite', (store) => store.put(key, NAME));
}

/** The key of the connection; null without one. */
export async function loadKey(): Promise<CryptoKey | null> {
  const found: unknown = await inStore('readonly', (store) => store.get(NAME));
  return found instanceof CryptoKey ? found : null;
}

export async function forgetKey(): Promise<void> {
  await inStore('readwrite', (store) => store.delete(NAME));
}

export function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** One operation in the store; done when it is on the disk. */
async function inStore<T>(mode: IDBTransactionMode, operate: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction(STORE, mode);
      const request = operate(transaction.objectStore(STORE));
      transaction.oncomplete = () => done(request.result);
      transaction.onerror = () => failed(transaction.error);
      transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
