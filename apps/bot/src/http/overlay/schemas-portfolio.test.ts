import type {
  PortfolioAnswer,
  PortfolioCsv,
  PortfolioCsvRequest,
  PortfolioCustomers,
  PortfolioCustomersRequest,
  PortfolioDimensions,
  PortfolioRequest,
} from '@xinshao/core/contract/overlay-portfolio.ts';
import { expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import * as schemas from './schemas-portfolio.ts';

type Schemas = typeof schemas;
/** What the extension writes and what it reads. */
type Sent<Name extends keyof Schemas> = z.input<Schemas[Name]>;
type Writable<T> = T extends object ? { -readonly [Key in keyof T]: Writable<T[Key]> } : T;

it('the schemas of the dashboard are the types that the extension is compiled against', () => {
  expectTypeOf<Sent<'portfolioDimensions'>>().toEqualTypeOf<Writable<PortfolioDimensions>>();
  expectTypeOf<Sent<'portfolioRequest'>>().toEqualTypeOf<Writable<PortfolioRequest>>();
  expectTypeOf<Sent<'portfolioAnswer'>>().toEqualTypeOf<Writable<PortfolioAnswer>>();
  expectTypeOf<Sent<'portfolioCustomersRequest'>>().toEqualTypeOf<Writable<PortfolioCustomersRequest>>();
  expectTypeOf<Sent<'portfolioCustomers'>>().toEqualTypeOf<Writable<PortfolioCustomers>>();
  expectTypeOf<Sent<'portfolioCsvRequest'>>().toEqualTypeOf<Writable<PortfolioCsvRequest>>();
  expectTypeOf<Sent<'portfolioCsv'>>().toEqualTypeOf<Writable<PortfolioCsv>>();
});

it.each([
  [{ filters: [{ dimension: 'grade', values: ['A', null] }], dimension: 'attr.产品线', months: 3 }, true],
  [{ filters: [], dimension: 'grade', months: 24 }, true],
  [{ filters: [], dimension: 'grade', months: 25 }, false],
  [{ filters: [], dimension: 'attr.', months: 3 }, false],
  [{ filters: [], dimension: 'name', months: 3 }, false],
  [{ filters: [{ dimension: 'grade', values: [] }], dimension: 'grade', months: 3 }, false],
  [
    {
      filters: [
        { dimension: 'grade', values: ['A'] },
        { dimension: 'grade', values: ['B'] },
      ],
      dimension: 'grade',
      months: 3,
    },
    false,
  ],
])('%j is taken: %s', (request, taken) => {
  expect(schemas.portfolioRequest.safeParse(request).success).toBe(taken);
});
