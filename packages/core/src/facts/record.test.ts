import { describe, expect, it } from 'vitest';
import type { Facts } from './facts.ts';
import { type FactsRecord, factsOf, factsRecordOf, placeOfFact } from './record.ts';
import {
  customerFacts,
  excellentFacts,
  ledgerFacts,
  nameOnlyFacts,
  statementFacts,
  taxFacts,
} from './testing/example-facts.ts';

const everythingKnown: Facts = {
  ...excellentFacts(),
  customer: customerFacts({ name: '上海“远洋”\n贸易\\有限公司', attributes: { channel: '直销', tariff: 'b' } }),
  ledger: ledgerFacts({ aging: [1, 2, 3, 4, 5, 6, 7] }),
  tax: taxFacts(),
  statement: statementFacts(),
  previousStatement: statementFacts({ periodEnd: '2024-12-31', source: '年报' }),
  otherStatements: [statementFacts({ source: '工商年报', revenueFen: 1 })],
  events: {
    lawsuit: {
      count12m: 1,
      count24m: 2,
      latestOn: '2026-05-01',
      latestValue: null,
      latestTitle: '“买卖合同”纠纷',
      latestSource: 'court',
      amount12mFen: 12_345,
    },
  },
  industry: { debtRatio: 0.42, outlook: 'down' },
  group: {
    code: 'G1',
    name: '远洋集团',
    memberCount: 3,
    exposureFen: 9,
    othersOverdueFen: 8,
    othersOpenFen: 7,
    othersMaximumDaysPastDue: 6,
    limitFen: null,
  },
  portfolio: { exposureFen: 100, industryExposureFen: 50, regionExposureFen: 25 },
  promises: {
    kept: 1,
    broken: 2,
    brokenAmountFen: 3,
    partlyKept: 4,
    history: [],
  },
  dataDates: { ledger: '2026-10-31', court: '2026-05-01' },
};

describe('facts as they are stored', () => {
  it.each([
    ['of which everything is known', everythingKnown],
    ['of which only a name is known', nameOnlyFacts()],
  ])('facts %s come back whole', (_, facts) => {
    expect(factsOf(JSON.stringify(factsRecordOf(facts)))).toEqual(facts);
  });

  it('leave no trace of other sources where there are none', () => {
    expect(factsRecordOf(everythingKnown)).toHaveLength(13);
    const { otherStatements: _, ...alone } = everythingKnown;
    expect(factsRecordOf(alone)).toHaveLength(12);
    expect(factsOf(JSON.stringify(factsRecordOf(alone)))).toEqual(alone);
  });

  it('reads facts that were stored with their names', () => {
    expect(factsOf(JSON.stringify(everythingKnown))).toEqual(everythingKnown);
  });

  it('takes a value that an older record does not hold for unknown', () => {
    const record: FactsRecord = factsRecordOf(everythingKnown);
    const [asOf, customer, ...rest] = record;
    const older = JSON.stringify([asOf, customer.slice(0, -1), ...rest]);
    expect(factsOf(older).customer).toEqual({ ...everythingKnown.customer, attributes: null });
  });

  it('says where a fact stands in a record', () => {
    const record = JSON.parse(JSON.stringify(factsRecordOf(everythingKnown)));
    const [part, place] = placeOfFact('ledger', 'exposureFen');
    expect(record[part][place]).toBe(everythingKnown.ledger?.exposureFen);
  });
});
