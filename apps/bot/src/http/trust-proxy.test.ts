import { expect, it } from 'vitest';
import { readTrustProxy } from './trust-proxy.ts';

it.each([
  ['off', 'off'],
  ['1', 1],
  ['10', 10],
  ['10.0.0.7', ['10.0.0.7']],
  ['10.0.0.0/8, ::1,fd00::/8', ['10.0.0.0/8', '::1', 'fd00::/8']],
])('%s', (text, trust) => expect(readTrustProxy(text)).toEqual(trust));

it.each(['', 'on', 'true', '0', '11', '-1', '1.5', 'proxy.example.com', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.7,'])(
  '%j is none',
  (text) => expect(readTrustProxy(text)).toBeNull(),
);
