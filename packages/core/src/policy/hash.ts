import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Content hash of a policy file: SHA-256 in hex of the text with line ends made `\n`, however it was checked out. */
export function policyHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text.replace(/\r\n?/g, '\n'))));
}
