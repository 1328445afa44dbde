import { describe, expect, it } from 'vitest';
import { ROLES } from '../roles/roles.ts';
import { endMeasureRefusal } from './end-measure.ts';

describe('ending what risk put on a customer', () => {
  const member = (role: (typeof ROLES)[number]) => ({ code: 'X1', role, teamCode: 'EAST' });

  it('is for risk alone, however long it was meant to hold', () => {
    const allowed = ROLES.filter((role) => endMeasureRefusal({ awaitsRequest: false }, member(role)) === null);
    expect(allowed).toEqual(['risk']);
    expect(endMeasureRefusal({ awaitsRequest: false }, member('executive'))).toBe('not_allowed');
  });

  it('"limit to be cut" ends with the request that decides about it', () => {
    expect(endMeasureRefusal({ awaitsRequest: true }, member('risk'))).toBe('awaits_request');
    expect(endMeasureRefusal({ awaitsRequest: true }, member('sales'))).toBe('not_allowed');
  });
});
