import { describe, expect, it } from 'vitest';
import { ledgerFacts, nameOnlyFacts } from '../facts/testing/example-facts.ts';
import { staleSince, staleToday } from './stale.ts';

// Facts as of 2026-10-31.
const facts = nameOnlyFacts({
  ledger: ledgerFacts({}),
  dataDates: { ledger: '2026-10-30', registry: '2026-10-01' },
});
const freshness = [
  { source: 'ledger', days: 3 },
  { source: 'registry', days: 31 },
] as const;

describe('data grow old on the day they are read', () => {
  it.each([
    ['2026-11-01', []],
    ['2026-11-02', ['registry']],
    ['2026-11-03', ['ledger', 'registry']],
  ] as const)('read on %s, %j are stale', (today, sources) => {
    const registryToo = [freshness[0], { source: 'registry', days: 31 } as const];
    expect(staleToday(facts, registryToo, today, {}).map(({ source }) => source)).toEqual(sources);
  });

  it('says since when: the day of the oldest of them, with its age on that day', () => {
    const stale = staleToday(facts, freshness, '2026-11-30', {});
    expect(staleSince(stale)).toBe('2026-10-01');
    expect(stale[0]).toEqual({ source: 'ledger', dataDate: '2026-10-30', ageDays: 31, allowedDays: 3 });
    expect(staleSince([])).toBeNull();
  });

  it('counts a source as of the day up to which it was seen since, not as of the result', () => {
    expect(staleToday(facts, freshness, '2026-11-15', { ledger: '2026-11-12' })).toEqual([
      expect.objectContaining({ source: 'registry' }),
    ]);
    expect(staleToday(facts, freshness, '2026-11-16', { ledger: '2026-11-12' })).toHaveLength(2);
  });

  it('takes nothing back: an earlier day, and a source that the result knew nothing of, say nothing', () => {
    expect(staleToday(facts, freshness, '2026-11-01', { ledger: '2026-01-01', bureau: '2020-01-01' })).toEqual([]);
  });
});
