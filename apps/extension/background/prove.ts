import { NOW_HEADER, proofText, type Signed } from '@xinshao/core/contract/overlay-proof.ts';
import { base64Url } from './key.ts';

const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** How far the server's clock is ahead of this computer's, milliseconds; learned from its answers. */
let ahead = 0;

/** Learns the time from an answer. */
export function noteServerTime(headers: Headers): void {
  const now = Number(headers.get(NOW_HEADER) ?? Number.NaN);
  if (Number.isFinite(now) && now > 0) ahead = now - Date.now();
}

/** The header that proves that a request comes from the browser that was connected. @param body as it is sent */
export async function proofOf(key: CryptoKey, request: Pick<Signed, 'method' | 'path'>, body: string): Promise<string> {
  const bytes = new TextEncoder();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.encode(body)));
  const bodyHash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const at = Date.now() + ahead;
  const signature = await crypto.subtle.sign(SIGNATURE, key, bytes.encode(proofText({ ...request, at, bodyHash })));
  return `${at}.${base64Url(new Uint8Array(signature))}`;
}
