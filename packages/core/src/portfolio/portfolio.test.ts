import { describe, expect, it } from 'vitest';
import { pageOf, readHomeState, readListChange } from '../home/home-state.ts';
import { responseRate, shareConfirmed } from './alert-kpis.ts';
import { changeOf, monthBefore, portfolioChange } from './change.ts';
import { collectionEffectiveness, collectionRate, daysSalesOutstanding } from './collection.ts';
import { concentrationLevel, herfindahl, herfindahlFromSquares, shareOf } from './concentration.ts';
import type { CollectionFigures } from './figures.ts';
import { maySeePortfolio, seenAlerts } from './permissions.ts';

describe('concentration', () => {
  it('ten equal customers are 0.1, one alone is 1, and nothing is nothing', () => {
    expect(herfindahl(Array.from({ length: 10 }, () => 5))).toBeCloseTo(0.1, 12);
    expect(herfindahl([7])).toBe(1);
    expect(herfindahl([])).toBeNull();
    expect(herfindahl([0, 0])).toBeNull();
  });

  it('60, 30 and 10 percent make 0.46, also from sums; credit balances do not count', () => {
    expect(herfindahl([60, 30, 10, -50])).toBeCloseTo(0.46, 12);
    expect(herfindahlFromSquares(3600 + 900 + 100, 100)).toBeCloseTo(0.46, 12);
  });

  it('0.15 is moderate and 0.25 is high', () => {
    expect([0.1499, 0.15, 0.2499, 0.25].map(concentrationLevel)).toEqual(['low', 'moderate', 'moderate', 'high']);
  });

  it('a share of nothing is no share', () => {
    expect(shareOf(1, 4)).toBe(0.25);
    expect(shareOf(0, 0)).toBeNull();
  });
});

describe('collection', () => {
  const figures: CollectionFigures = {
    months: 6,
    from: '2026-06-01',
    to: '2026-11-20',
    salesFen: 900,
    settledFen: 800,
    closingFen: 400,
    closingNotDueFen: 200,
  };

  it('800 collected of 1,000 that was collectable is 80%; nothing overdue is 100%', () => {
    expect(collectionEffectiveness(figures)).toBeCloseTo(0.8, 12);
    expect(collectionEffectiveness({ ...figures, closingNotDueFen: 400 })).toBe(1);
  });

  it('is the formula of opening, sales and closing where items are settled in full', () => {
    const opening = figures.closingFen + figures.settledFen - figures.salesFen;
    const { salesFen, closingFen, closingNotDueFen } = figures;
    const cei = (opening + salesFen - closingFen) / (opening + salesFen - closingNotDueFen);
    expect(collectionEffectiveness(figures)).toBeCloseTo(cei, 12);
  });

  it('of 1,200 open or sold, 800 were collected', () => {
    expect(collectionRate(figures)).toBeCloseTo(2 / 3, 12);
  });

  it('400 open of 900 sold in 173 days are 77 days of sales', () => {
    expect(daysSalesOutstanding(figures)).toBeCloseTo((400 / 900) * 173, 9);
  });

  it('says nothing of nothing', () => {
    const nothing = { ...figures, salesFen: 0, settledFen: 0, closingFen: 0, closingNotDueFen: 0 };
    expect(collectionEffectiveness(nothing)).toBeNull();
    expect(collectionRate(nothing)).toBeNull();
    expect(daysSalesOutstanding(nothing)).toBeNull();
  });
});

describe('answers to alerts', () => {
  it('three of four in time are 75%; none due is no rate', () => {
    expect(responseRate({ answeredInTime: 3, due: 4 })).toBe(0.75);
    expect(responseRate({ answeredInTime: 0, due: 0 })).toBeNull();
    expect(shareConfirmed({ confirmed: 1, closed: 4 })).toBe(0.25);
  });
});

describe('change since last month', () => {
  it('the month before has the same date, or its last day where it is shorter', () => {
    expect(monthBefore('2026-11-22')).toBe('2026-10-22');
    expect(monthBefore('2026-03-31')).toBe('2026-02-28');
    expect(monthBefore('2024-03-30')).toBe('2024-02-29');
    expect(monthBefore('2026-01-31')).toBe('2025-12-31');
  });

  it('from 200 to 150 is a quarter less; from nothing there is no percentage', () => {
    expect(changeOf(150, 200)).toEqual({ before: 200, difference: -50, relative: -0.25 });
    expect(changeOf(5, 0)).toEqual({ before: 0, difference: 5, relative: null });
  });

  it('without an earlier day there is nothing to compare with', () => {
    expect(portfolioChange({ customers: 1, exposureFen: 1, openFen: 1, overdueFen: 1 }, null)).toBeNull();
  });
});

describe('who may see what', () => {
  const member = (role: 'sales' | 'sales_manager' | 'risk' | 'finance' | 'executive') => ({
    code: 'X',
    role,
    teamCode: 'T',
  });

  it('risk, finance and executives see the portfolio; sales and their managers do not', () => {
    const seen = (['sales', 'sales_manager', 'risk', 'finance', 'executive'] as const).map((role) =>
      maySeePortfolio({ role }),
    );
    expect(seen).toEqual([false, false, true, true, true]);
  });

  it('sales lists its own alerts, a manager the team, the others all', () => {
    expect(seenAlerts(member('sales'))).toEqual({ kind: 'own', staffCode: 'X' });
    expect(seenAlerts(member('sales_manager'))).toEqual({ kind: 'team', staffCode: 'X', teamCode: 'T' });
    expect(seenAlerts(member('finance'))).toEqual({ kind: 'all' });
  });
});

describe('lists of a Home tab', () => {
  it('a list that grew shorter shows its last page, an empty one its first', () => {
    expect(pageOf(17, 3, 8)).toEqual({ page: 3, pages: 3 });
    expect(pageOf(16, 3, 8)).toEqual({ page: 2, pages: 2 });
    expect(pageOf(0, 3, 8)).toEqual({ page: 1, pages: 1 });
  });

  it('what cannot be read counts as untouched', () => {
    expect(readHomeState({ a: { filter: null, page: 2 } })).toEqual({ a: { filter: null, page: 2 } });
    expect(readHomeState({ a: { filter: null, page: 0 } })).toEqual({});
    expect(readListChange('{"list":"a","filter":"red","page":2}')).toEqual({ list: 'a', filter: 'red', page: 2 });
    for (const text of ['', '{', '{"list":"","filter":"red","page":2}', '{"list":"a","page":1}']) {
      expect(readListChange(text)).toBeNull();
    }
  });
});
