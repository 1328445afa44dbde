import { exactKey, nearKey } from '@xinshao/core/company/name.ts';
import { isValidUscc, normaliseUscc } from '@xinshao/core/company/uscc.ts';
import type { CompanyKey } from '@xinshao/core/contract/overlay.ts';

const MOST_REMEMBERED = 10_000;

/** The key of a name; null for a text without any visible character. */
export function nameKey(name: string): CompanyKey | null {
  const key = exactKey(name);
  return key === '' ? null : `name:${key}`;
}

/** The key under which customers with a near name are found (§7); null for a text without any visible character. */
export function nearNameKey(name: string): CompanyKey | null {
  const key = nearKey(name);
  return key === '' ? null : `near:${key}`;
}

/** The key of a code; null for one with a wrong check character. */
export function usccKey(uscc: string): CompanyKey | null {
  const code = normaliseUscc(uscc);
  return isValidUscc(code) ? `uscc:${code}` : null;
}

/** @returns the hash of a company key: HMAC-SHA-256 under the server's own key, 64 hexadecimal digits. */
export function createHasher(hashKey: string): (key: CompanyKey) => Promise<string> {
  const imported = crypto.subtle.importKey('raw', bytesOf(hashKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const known = new Map<CompanyKey, Promise<string>>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const hash = imported
      .then((secret) => crypto.subtle.sign('HMAC', secret, new TextEncoder().encode(key)))
      .then((signature) => hexOf(new Uint8Array(signature)));
    known.set(key, hash);
    return hash;
  };
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] = Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16);
  return bytes;
}

function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
