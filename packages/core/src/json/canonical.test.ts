import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';

describe('canonical JSON', () => {
  it('does not depend on the order in which keys were set', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, 1], c: null } })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}');
  });

  it('orders keys by code unit, so that no locale changes the bytes', () => {
    expect(canonicalJson({ ä: 1, z: 2, Z: 3, 一: 4 })).toBe('{"Z":3,"z":2,"ä":1,"一":4}');
  });

  it('leaves out what is undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('keeps text as JSON does', () => {
    expect(canonicalJson('引号"\n')).toBe('"引号\\"\\n"');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (value) => {
    expect(() => canonicalJson({ value })).toThrow(RangeError);
  });

  it.each([undefined, () => 1, 1n, Symbol('s')])('refuses %s, which has no JSON form', (value) => {
    expect(() => canonicalJson([value])).toThrow(TypeError);
  });

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
