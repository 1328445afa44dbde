import { describe, expect, it } from 'vitest';
import {
  FIRST_VIEW,
  listFilters,
  readHash,
  type ViewState,
  withFilter,
  writeHash,
} from '../../apps/extension/dashboard/view-state.ts';

describe('what was chosen, in the address', () => {
  it.each<[string, ViewState]>([
    ['nothing', FIRST_VIEW],
    [
      'everything, with values that look like syntax',
      {
        filters: [
          { dimension: 'region', values: ['华东', 'a&f=b#c', '"]', null] },
          { dimension: 'attr.产品 线', values: [''] },
        ],
        dimension: 'attr.x=y',
        months: 12,
        drill: { dimension: 'grade', value: null },
        listed: true,
      },
    ],
  ])('%s is read as it was written', (_name, view) => {
    expect(readHash(`#${writeHash(view)}`)).toEqual(view);
  });

  it.each([
    '#f=x',
    '#f=[1,2]',
    '#f=["name","A"]',
    '#f=["grade"]',
    '#f=["grade",{}]',
    '#by=name&months=7&only={}&list=yes',
  ])('what is not right in %s is left out', (hash) => {
    expect(readHash(hash)).toEqual(FIRST_VIEW);
  });
});

it('a dimension is filtered once; without values not at all; one value narrows what is listed', () => {
  const one = withFilter([], 'region', ['华东', '华南']);
  const two = withFilter(one, 'grade', ['C']);
  expect(withFilter(two, 'region', ['华北'])).toEqual([
    { dimension: 'region', values: ['华北'] },
    { dimension: 'grade', values: ['C'] },
  ]);
  expect(withFilter(two, 'region', [])).toEqual([{ dimension: 'grade', values: ['C'] }]);
  expect(listFilters({ ...FIRST_VIEW, filters: two, drill: { dimension: 'region', value: '华东' } })).toEqual([
    { dimension: 'region', values: ['华东'] },
    { dimension: 'grade', values: ['C'] },
  ]);
});
