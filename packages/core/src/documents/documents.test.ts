import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountStatement, balancesOf, type LedgerEntry } from './account-statement.ts';
import { type DunningLetter, dunningLetter } from './dunning-letter.ts';
import type { OpenItem } from './open-items.ts';

const item = (number: string, dueOn: OpenItem['dueOn'], openFen: number): OpenItem => ({
  number,
  issuedOn: null,
  dueOn,
  amountFen: openFen,
  openFen,
  disputed: false,
});

const letter: DunningLetter = {
  locale: 'zh',
  number: '7-1',
  customer: { code: 'K1', name: '某某有限公司', uscc: null },
  creditor: { name: '债权有限公司', account: { holder: '债权有限公司', bank: '某银行', number: '6222 01' } },
  items: [item('B', '2026-10-01', 30_000), item('A', '2026-09-01', 123_456), item('N', '2026-10-31', 5_000)],
  unappliedFen: 0,
  on: '2026-10-31',
  payWithinDays: 7,
  madeAt: new Date('2026-10-31T02:00:00Z'),
  footer: '',
};
const text = (changes: Partial<DunningLetter> = {}) => JSON.stringify(dunningLetter({ ...letter, ...changes }));

describe('a dunning letter', () => {
  it('lists what is past due, the oldest first, with days and total; due today is not past due', () => {
    const table = dunningLetter(letter).blocks.find(({ kind }) => kind === 'table');
    expect(table).toMatchObject({
      rows: [
        ['A', '', '2026-09-01', '1,234.56', '1,234.56', '60'],
        ['B', '', '2026-10-01', '300.00', '300.00', '30'],
      ],
      total: ['合计', '', '', '', '1,534.56', ''],
    });
    expect(text()).toContain('"另有未到期货款（元）","value":"50.00"');
  });

  it('names the account and the last day: seven days after the letter', () => {
    expect(text()).toContain('6222 01');
    expect(text()).toContain('2026-11-07');
  });

  it('says the whole overdue sum and names what is not applied beside it, also where that covers all of it', () => {
    const covered = text({ unappliedFen: 150_000, items: [...letter.items, item('C', '2026-10-01', -50_000)] });
    expect(covered).toContain('1,534.56 元逾期未付');
    expect(covered).toContain('"尚未核销的回款与贷项（元）","value":"2,000.00"');
    expect(covered).toContain('"请付金额（元）","value":"0.00"');
  });

  it('asks for what is past due less money received on account, and never for less than nothing', () => {
    expect(text({ unappliedFen: 53_456 })).toContain('"请付金额（元）","value":"1,000.00"');
    expect(text({ unappliedFen: 999_999 })).toContain('"请付金额（元）","value":"0.00"');
  });
});

describe('a statement', () => {
  const statement = (items: readonly OpenItem[], unappliedFen: number) => {
    const { locale, customer, creditor, madeAt, footer } = letter;
    const period = { from: '2026-10-01', to: '2026-10-31', openingFen: 0, entries: [], expected: [] } as const;
    return JSON.stringify(
      accountStatement({ ...period, locale, customer, creditor, items, unappliedFen, madeAt, footer }),
    );
  };

  it('names what is past due as a letter of that day does, and the money on account beside it', () => {
    const text = statement(letter.items, 200_000);
    expect(text).toContain('"其中已逾期（元）","value":"1,534.56"');
    expect(text).toContain('"尚未核销的回款（元）","value":"2,000.00"');
    expect(statement([item('N', '2026-10-31', 5_000)], 0)).not.toContain('其中已逾期');
  });

  it('opening + charged − paid − cleared is always the closing balance', () => {
    const entry = fc.record({
      day: fc.constant<LedgerEntry['day']>('2026-10-01'),
      kind: fc.constantFrom<LedgerEntry['kind'][]>('invoice', 'credit_note', 'payment', 'cleared'),
      reference: fc.string(),
      changeFen: fc.integer({ min: -1e9, max: 1e9 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.array(entry), (opening, entries) => {
        const sum = entries.reduce((total, { changeFen }) => total + changeFen, opening);
        expect(balancesOf(opening, entries).closingFen).toBe(sum);
      }),
    );
  });
});
