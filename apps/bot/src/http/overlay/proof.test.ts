import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { proofText } from '@xinshao/core/contract/overlay-proof.ts';
import { expect, it } from 'vitest';
import { proofProblem, readPublicKey } from './proof.ts';

const NOW = new Date('2026-11-02T02:00:00Z');
const REQUEST = { method: 'POST', path: '/lookups', bodyHash: 'ab'.repeat(32) };

const pointOf = (key: KeyObject): string => {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString('base64url');
};
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const point = pointOf(publicKey);

function proof(change: Partial<typeof REQUEST> = {}, seconds = 0, key = privateKey): string {
  const at = NOW.getTime() + seconds * 1000;
  const text = proofText({ ...REQUEST, ...change, at });
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${at}.${signature.toString('base64url')}`;
}
const problem = (header: unknown) => proofProblem(header, point, REQUEST, NOW);

it('a signature of the moment by the key that was paired proves it, two minutes either way', () => {
  for (const seconds of [0, -120, 120]) expect(problem(proof({}, seconds))).toBeNull();
});

it('one that is older or younger is late', () => {
  for (const seconds of [-121, 121, 86_400]) expect(problem(proof({}, seconds))).toBe('late');
});

it('one for another method, path or body, and one by another key, prove nothing', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  for (const header of [
    proof({ method: 'GET' }),
    proof({ path: '/search' }),
    proof({ bodyHash: 'cd'.repeat(32) }),
    proof({}, 0, other),
    `${NOW.getTime() + 1}.${proof().split('.')[1]}`,
  ]) {
    expect(problem(header)).toBe('wrong');
  }
});

it.each([undefined, '', 'x', '1.', `${NOW.getTime()}.short`, [proof(), proof()]])('%j is none', (header) => {
  expect(problem(header)).toBe('missing');
});

it('a public key is a point of P-256 in 65 bytes', () => {
  expect(readPublicKey(point)).not.toBeNull();
  const off = Buffer.alloc(65, 1);
  off[0] = 4;
  for (const wrong of ['', 'AA', off.toString('base64url'), pointOf(publicKey).slice(0, 60)]) {
    expect(readPublicKey(wrong)).toBeNull();
  }
});
