import { createHash, randomBytes } from 'node:crypto';
import { makePairingCode, PAIRING_CODE_BYTES, type PairingCode } from '@xinshao/core/pairing/code.ts';

/** What is stored instead of a code or a token: both are random enough to need no salt. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function newPairingCode(): PairingCode {
  return makePairingCode(randomBytes(PAIRING_CODE_BYTES));
}

/** 256 random bits. */
export function newToken(): string {
  return `xinshao_${randomBytes(32).toString('base64url')}`;
}
