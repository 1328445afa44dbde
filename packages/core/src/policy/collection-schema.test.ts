import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFAULT_COLLECTION } from './collection-schema.ts';
import { parsePolicy } from './parse.ts';
import { SMALL_POLICY } from './testing/small-policy.ts';

const shipped = readFileSync(new URL('../../../../policies/trade-credit.yaml', import.meta.url), 'utf8');

const collectionOf = (text: string) => {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy.collection;
};

it('a policy that says nothing of collection collects as the shipped one does', () => {
  expect(collectionOf(SMALL_POLICY)).toEqual(DEFAULT_COLLECTION);
  expect(collectionOf(shipped)).toEqual(DEFAULT_COLLECTION);
});

it('a stage that is left out or misspelt is said with its place', () => {
  const parsed = parsePolicy(shipped.replace('    visit: {', '    visits: {'));
  const problems = parsed.ok ? [] : parsed.problems.map(({ code, path }) => `${path} ${code}`);
  expect(problems).toEqual(expect.arrayContaining(['collection.stages missing_key', 'collection.stages unknown_key']));
});
