/*
 * Proof of possession: a token counts only together with a signature by the key that was made when its browser was
 * connected. The key cannot be read out of that browser, so a token that was copied is good for nothing.
 *
 * `POST /pairing` carries the public key (the 65 bytes of the uncompressed P-256 point, base64url). Every request with a
 * token carries `xinshao-proof: <milliseconds since 1970>.<signature>`: ECDSA over SHA-256 of `proofText`, r and s of 32
 * bytes each, base64url.
 */

export const PROOF_HEADER = 'xinshao-proof';

/** The server's clock in milliseconds since 1970, on every answer: a browser's own clock may be wrong. */
export const NOW_HEADER = 'xinshao-now';

/** How far a signature's time may be from the server's, before and after. */
export const PROOF_SECONDS = 120;

/** What is signed. */
export interface Signed {
  readonly method: string;
  /** Below `OVERLAY_PATH`, with its slash, as it is sent. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** SHA-256 of the body's bytes, 64 hexadecimal digits; of nothing where there is no body. */
  readonly bodyHash: string;
}

export function proofText({ method, path, at, bodyHash }: Signed): string {
  return [method, path, String(at), bodyHash].join('\n');
}
