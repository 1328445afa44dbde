import { describe, expect, it } from 'vitest';
import { isValidUscc, normaliseUscc } from './uscc.ts';

const VALID = ['911310006096709523', '91110105579065830X', '52350100786927085Q', '91350100M000100Y43'];
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('a unified social credit code', () => {
  it.each(VALID)('%s is valid', (code) => expect(isValidUscc(code)).toBe(true));

  it.each(VALID)('%s with any one character wrong is not', (code) => {
    for (let index = 0; index < code.length; index++) {
      for (const letter of ALPHABET) {
        if (letter === code[index]) continue;
        expect(isValidUscc(code.slice(0, index) + letter + code.slice(index + 1))).toBe(false);
      }
    }
  });

  it.each(VALID)('%s with two neighbours swapped is not', (code) => {
    for (let index = 0; index < code.length - 1; index++) {
      const [one = '', other = ''] = [code[index], code[index + 1]];
      if (one === other) continue;
      expect(isValidUscc(code.slice(0, index) + other + one + code.slice(index + 2))).toBe(false);
    }
  });

  it('needs both check characters: a right last one does not excuse the organisation code', () => {
    // The ninth character of the organisation code is raised by one, and the last character made right again.
    const broken = '9113100060967095';
    const repaired = [...ALPHABET].map((last) => `${broken}3${last}`).filter(isValidUscc);
    expect(repaired).toEqual([]);
  });

  it.each(['', '91131000609670952', '9113100060967095233', '9113100060967095I3', '91131000609670952３'])(
    '%j is none',
    (code) => expect(isValidUscc(code)).toBe(false),
  );

  it('is read as people type it', () => {
    expect(normaliseUscc(' 9111 0105-5790６583０x ')).toBe('91110105579065830X');
    expect(isValidUscc(normaliseUscc('91110105579065830x'))).toBe(true);
  });
});
