import { expect, it } from 'vitest';
import { cliWording } from './cli.ts';
import { counted } from './counted.ts';

it('one is one, none and several are many', () => {
  expect([0, 1, 2].map((count) => counted(count, 'alert'))).toEqual(['0 alerts', '1 alert', '2 alerts']);
});

it('a policy with one problem has no “problem(s)”', () => {
  expect(cliWording.en.policyBad({ file: 'a.yaml', count: 1 })).toBe('a.yaml: 1 problem');
});
