import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member } from '../roles/roles.ts';
import { PRECHECK_TABLE, type Precheck, type PrecheckCommand, stepPrecheck } from './transition.ts';

const officer = (code: string): Member => ({ code, role: 'risk', teamCode: null });
const OPEN: Precheck = { state: 'open', version: 1, handledBy: null, outcome: '', customerId: null };
const TAKEN: Precheck = { ...OPEN, state: 'taken', version: 2, handledBy: 'R01' };
const DONE: Precheck = { ...TAKEN, state: 'done', version: 3, outcome: '可做 30 天' };
const take = (code: string, version: number): PrecheckCommand => ({ kind: 'take', by: officer(code), version });
const done = (version: number, outcome: string, customerId: number | null = null): PrecheckCommand => ({
  ...{ kind: 'done', by: officer('R01'), version, outcome, customerId },
});

describe('a prospect named to risk', () => {
  it('is taken, and then settled by a word or by the customer it has become', () => {
    expect(stepPrecheck(OPEN, take('R01', 1))).toEqual({ outcome: 'stepped', precheck: TAKEN });
    expect(stepPrecheck(TAKEN, done(2, ' 可做 30 天 '))).toEqual({ outcome: 'stepped', precheck: DONE });
    expect(stepPrecheck(OPEN, done(1, '', 7))).toMatchObject({ precheck: { state: 'done', customerId: 7 } });
    expect(stepPrecheck({ ...OPEN, customerId: 7 }, done(1, ''))).toMatchObject({ precheck: { customerId: 7 } });
  });

  it('is not settled without a word', () => {
    const refused = { outcome: 'refused', code: 'outcome_missing' };
    expect(stepPrecheck(OPEN, done(1, '  '))).toEqual(refused);
    expect(stepPrecheck(OPEN, { kind: 'decline', by: officer('R01'), version: 1, outcome: '' })).toEqual(refused);
  });

  it('a second click does nothing more, a late one of a colleague is told what happened', () => {
    expect(stepPrecheck(TAKEN, take('R01', 1))).toEqual({ outcome: 'repeated' });
    expect(stepPrecheck(TAKEN, take('R02', 1))).toEqual({ outcome: 'refused', code: 'changed' });
    expect(stepPrecheck(TAKEN, take('R02', 2))).toMatchObject({ precheck: { handledBy: 'R02', version: 3 } });
    expect(stepPrecheck(DONE, done(2, '可做 30 天'))).toEqual({ outcome: 'repeated' });
    expect(stepPrecheck(DONE, done(3, '不做'))).toEqual({ outcome: 'refused', code: 'settled' });
  });

  it.each(['sales', 'sales_manager', 'finance', 'executive'] as const)('%s leaves it to risk', (role) => {
    const by: Member = { code: 'X1', role, teamCode: null };
    expect(stepPrecheck(OPEN, { kind: 'take', by, version: 1 })).toEqual({ outcome: 'refused', code: 'not_allowed' });
  });

  it('whatever is clicked in whatever order, each step is one of the table and nothing follows the end', () => {
    const command = fc.record({
      kind: fc.constantFrom('take', 'done', 'decline'),
      by: fc.constantFrom('R01', 'R02').map(officer),
      version: fc.integer({ min: 1, max: 6 }),
      outcome: fc.constantFrom('', '好', '不行'),
      customerId: fc.constantFrom(null, 7),
    });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        let precheck = OPEN;
        for (const one of commands) {
          const result = stepPrecheck(precheck, one as PrecheckCommand);
          if (result.outcome !== 'stepped') continue;
          expect(Object.values(PRECHECK_TABLE[precheck.state])).toContain(result.precheck.state);
          expect(result.precheck.version).toBe(precheck.version + 1);
          expect(one.version).toBe(precheck.version);
          precheck = result.precheck;
        }
        if (precheck.state === 'declined') expect(precheck.outcome).not.toBe('');
        if (precheck.state === 'done') expect(precheck.outcome !== '' || precheck.customerId !== null).toBe(true);
      }),
    );
  });
});
