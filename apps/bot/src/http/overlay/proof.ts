import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { PROOF_SECONDS, proofText, type Signed } from '@xinshao/core/contract/overlay-proof.ts';

const POINT_BYTES = 65;
const UNCOMPRESSED = 4;

/** A public key as a browser sends it; null for what is no point of P-256. */
export function readPublicKey(text: string): KeyObject | null {
  const point = Buffer.from(text, 'base64url');
  if (point.length !== POINT_BYTES || point[0] !== UNCOMPRESSED) return null;
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    return null;
  }
}

/** `late`: rightly signed, at a time that is too far from now. */
export type ProofProblem = 'missing' | 'wrong' | 'late';

/** What is wrong with a request's proof; null: it was signed just now by the browser that was connected. */
export function proofProblem(
  header: unknown,
  publicKey: string,
  request: Omit<Signed, 'at'>,
  now: Date,
): ProofProblem | null {
  const [, time, signature] = /^(\d{1,15})\.([\w-]{86})$/.exec(typeof header === 'string' ? header : '') ?? [];
  if (time === undefined || signature === undefined) return 'missing';
  const key = readPublicKey(publicKey);
  if (key === null) return 'wrong';
  const at = Number(time);
  const isSigned = verify(
    'sha256',
    Buffer.from(proofText({ ...request, at })),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) return 'wrong';
  return Math.abs(now.getTime() - at) > PROOF_SECONDS * 1000 ? 'late' : null;
}
