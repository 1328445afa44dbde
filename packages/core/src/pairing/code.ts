/*
 * One-time codes that people copy from Slack into the extension: three groups of four, in an alphabet without letters
 * that look alike (Crockford's). The first group finds the code on the server, the other two are its secret: 40 bits,
 * for ten minutes and five tries.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
const LENGTH = 3 * GROUP;

/** How long a code may be used. */
export const PAIRING_CODE_MINUTES = 10;
/** A code that was guessed wrong so often is locked. */
export const WRONG_TRIES_AT_MOST = 5;
/** How long a paired extension stays connected. */
export const TOKEN_DAYS = 30;
/** Random bytes a code is made of. */
export const PAIRING_CODE_BYTES = LENGTH;

export interface PairingCode {
  /** The code as compared: no separators, upper case. */
  readonly code: string;
  readonly handle: string;
}

/** @param random at least PAIRING_CODE_BYTES random bytes; five bits of each are used */
export function makePairingCode(random: Uint8Array): PairingCode {
  if (random.length < LENGTH) throw new RangeError(`a pairing code needs ${LENGTH} random bytes`);
  const code = Array.from(random.subarray(0, LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return { code, handle: code.slice(0, GROUP) };
}

/** Reads a code as typed: case, spaces and dashes do not matter, O is 0, I and L are 1. null: it is none. */
export function readPairingCode(typed: string): PairingCode | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (code.length !== LENGTH || [...code].some((character) => !ALPHABET.includes(character))) return null;
  return { code, handle: code.slice(0, GROUP) };
}

/** As people read it: `K7QF-9M2X-4TZD`. */
export function pairingCodeText({ code }: PairingCode): string {
  return [code.slice(0, GROUP), code.slice(GROUP, 2 * GROUP), code.slice(2 * GROUP)].join('-');
}
