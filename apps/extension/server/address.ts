/** Why a typed server address cannot be used. */
export type AddressProblem = 'addressInvalid' | 'addressInsecure' | 'addressTooMuch';

const THIS_COMPUTER = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Checks what a person typed as the server's address.
 * @returns the address in one spelling, without a slash at the end; empty for nothing typed
 */
export function readServerAddress(
  typed: string,
): { ok: true; address: string } | { ok: false; problem: AddressProblem } {
  const text = typed.trim();
  if (text === '') return { ok: true, address: '' };
  if (!URL.canParse(text)) return { ok: false, problem: 'addressInvalid' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { ok: false, problem: 'addressInvalid' };
  if (url.protocol === 'http:' && !THIS_COMPUTER.has(url.hostname)) return { ok: false, problem: 'addressInsecure' };
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return { ok: false, problem: 'addressTooMuch' };
  }
  return { ok: true, address: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}

const KEY = 'serverAddress';

/** The stored address; empty when none was saved. */
export async function loadServerAddress(): Promise<string> {
  const stored = await chrome.storage.local.get(KEY);
  const address = stored[KEY];
  return typeof address === 'string' ? address : '';
}

/** Keeps the address in this browser; an empty one is forgotten. */
export async function saveServerAddress(address: string): Promise<void> {
  if (address === '') await chrome.storage.local.remove(KEY);
  else await chrome.storage.local.set({ [KEY]: address });
}
