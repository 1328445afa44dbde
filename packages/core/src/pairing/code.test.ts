import { describe, expect, it } from 'vitest';
import { makePairingCode, pairingCodeText, readPairingCode } from './code.ts';

describe('a pairing code', () => {
  const made = makePairingCode(new Uint8Array([0, 1, 2, 31, 32, 33, 255, 128, 7, 9, 10, 24]));

  it('is three groups of four', () => expect(pairingCodeText(made)).toBe('012Z-01Z0-79AR'));

  it.each([
    '012Z-01Z0-79AR',
    ' 012z 01z0 79ar ',
    'o12z–oiz0–79ar',
    '０１２Ｚ01Z079AR',
    '0L2Z01Z079AR'.replace('L', '1'),
  ])('typed as %s is the same', (typed) => expect(readPairingCode(typed)).toEqual(made));

  it.each(['', '012Z-01Z0', '012Z-01Z0-79AR-0', '012U-01Z0-79AR', '012Z-01Z0-79A!'])('%s is none', (typed) =>
    expect(readPairingCode(typed)).toBeNull(),
  );
});
