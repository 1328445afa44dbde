import { expect, it } from 'vitest';
import { handOvers, ownerAt, type RunEvent, type Seen } from './chronicle.ts';
import { makeCompany } from './company.ts';
import { answererOf, isHere, type Left } from './personnel.ts';

const company = makeCompany(12);
const left: Left = new Map([['S1', { at: 100, waiting: [] }]]);

it('whoever leaves is gone from that moment on, and their manager answers for what they had', () => {
  expect([99, 100].map((at) => isHere('S1', at, left))).toEqual([true, false]);
  expect([99, 100].map((at) => answererOf('S1', at, company, left)?.code)).toEqual(['S1', 'M1']);
  expect(answererOf('S2', 100, company, left)?.code).toBe('S2');
  expect(answererOf(null, 100, company, left)).toBeUndefined();
});

it('an alert belongs to the owner that the latest run gave it', () => {
  const alert = (owner: string | null, severity: Seen['severity'] = 'yellow'): Seen => ({
    ...{ id: '1', state: 'open', severity, generation: 1, revision: 0, reviews: 0, owner, openedAt: 10, dueAt: 99 },
  });
  const runs: RunEvent[] = [
    { at: 10, before: null, after: alert('S1') },
    { at: 20, before: alert('S1'), after: alert('S1', 'red') },
    { at: 30, before: alert('S1', 'red'), after: alert('S2', 'red') },
  ];
  expect([9, 10, 25, 30].map((at) => ownerAt(runs, at))).toEqual([
    { owner: null, since: 0 },
    { owner: 'S1', since: 10 },
    { owner: 'S1', since: 10 },
    { owner: 'S2', since: 30 },
  ]);
  expect(handOvers(runs)).toBe(1);
});
