import { describe, expect, it } from 'vitest';
import { extraFieldsOf } from './fields.ts';
import { validateFeedback } from './form.ts';

const TODAY = '2026-10-30';
const complete = {
  contact_method: 'phone',
  contacted_at: '2026-10-30',
  contact_person: '王芳，财务经理',
  cause: 'temporary_cash_gap',
  customer_says: '下游回款推迟，下周三到账后付清',
  recovery: 'likely',
  recovery_percent: 90,
  proposed_action: 'watch',
};
const promise = { date: '2026-11-04', amountFen: 12_000_000 };

function problems(answers: unknown, forms: Parameters<typeof validateFeedback>[1] = ['operation']): string[] {
  const result = validateFeedback(answers, forms, TODAY);
  return result.ok ? [] : result.problems.map(({ field, code }) => `${field} ${code}`);
}

describe('feedback', () => {
  it('with everything required passes, trimmed, without what nobody asked for', () => {
    const sent = { ...complete, contact_person: '  王芳 ', dispute_detail: '没有人问到的争议说明', mood: 'good' };
    expect(validateFeedback(sent, ['operation'], TODAY)).toEqual({
      ok: true,
      answers: { ...complete, contact_person: '王芳' },
    });
  });

  it('tells everything that is missing at once, one problem a field', () => {
    const required = Object.keys(complete).map((field) => `${field} required`);
    expect(problems({})).toEqual(required);
    expect(problems(null)).toEqual(required);
    expect(problems('text')).toEqual(required);
  });

  it.each([
    ['九个字的说明不够长', ['customer_says too_short']],
    ['十个字的说明正好足够', []],
    ['   九个字的说明不够长   ', ['customer_says too_short']],
    ['🙏🙏🙏🙏🙏', ['customer_says too_short']],
    ['', ['customer_says required']],
    ['    ', ['customer_says required']],
    ['字'.repeat(2000), []],
    ['字'.repeat(2001), ['customer_says too_long']],
  ])('what the customer says: %j', (customer_says, expected) => {
    expect(problems({ ...complete, customer_says })).toEqual(expected);
  });

  it.each([
    ['2026-10-30', []],
    ['2026-10-31', ['contacted_at future']],
    ['2026-02-30', ['contacted_at invalid']],
    ['', ['contacted_at required']],
    [null, ['contacted_at required']],
  ])('contact on %j', (contacted_at, expected) => {
    expect(problems({ ...complete, contacted_at })).toEqual(expected);
  });

  it.each([
    [0, []],
    [100, []],
    [-1, ['recovery_percent range']],
    [101, ['recovery_percent range']],
    [50.5, ['recovery_percent range']],
    ['90', ['recovery_percent required']],
    [Number.NaN, ['recovery_percent required']],
  ])('recovery of %j percent', (recovery_percent, expected) => {
    expect(problems({ ...complete, recovery_percent })).toEqual(expected);
  });

  it('refuses a choice that is not offered', () => {
    expect(problems({ ...complete, cause: 'bad_luck' })).toEqual(['cause invalid']);
    expect(problems({ ...complete, proposed_action: '' })).toEqual(['proposed_action required']);
  });
});

describe('feedback on arrears', () => {
  const answer = (stated: object): string[] => problems({ ...complete, ...stated }, ['arrears']);

  it('needs a promise to pay or the reason why there is none', () => {
    expect(answer({})).toEqual(['promise_date promise']);
    expect(answer({ promise })).toEqual([]);
    expect(answer({ no_promise_reason: '客户拒接电话' })).toEqual([]);
    expect(answer({ no_promise_reason: '   ' })).toEqual(['promise_date promise']);
    expect(answer({ promise: { date: null, amountFen: null }, no_promise_reason: '客户拒接电话' })).toEqual([]);
  });

  it.each([
    [{ date: TODAY, amountFen: 1 }, []],
    [{ date: '2026-10-29', amountFen: 1 }, ['promise_date past']],
    [{ date: '2026-11-04', amountFen: 0 }, ['promise_amount amount']],
    [{ date: '2026-11-04', amountFen: 0.5 }, ['promise_amount amount']],
    [{ date: '2026-11-04', amountFen: null }, ['promise_amount amount']],
    [{ date: null, amountFen: 1 }, ['promise_date required']],
    [{ date: '2026-10-01', amountFen: -1 }, ['promise_date past', 'promise_amount amount']],
  ])('promise %j', (given, expected) => {
    expect(answer({ promise: given })).toEqual(expected);
  });

  it('keeps the promise and drops the reason when both are given', () => {
    const result = validateFeedback({ ...complete, promise, no_promise_reason: '曾经没有' }, ['arrears'], TODAY);
    expect(result).toEqual({ ok: true, answers: { ...complete, promise } });
  });
});

describe('forms', () => {
  it.each([
    ['dispute', 'dispute_detail'],
    ['fraud', 'fraud_detail'],
    ['group', 'group_detail'],
  ] as const)('%s asks for %s', (form, field) => {
    expect(problems(complete, [form])).toEqual([`${field} required`]);
    expect(problems({ ...complete, [field]: '三张发票数量不符，等待仓库核对' }, [form])).toEqual([]);
  });

  it('together ask for each field once', () => {
    expect(extraFieldsOf(['fraud', 'arrears', 'arrears', 'data'])).toEqual(['promise', 'fraud_detail']);
  });

  it('ask for what the policy says', () => {
    const nothing = { arrears: [], liquidity: [], operation: [], dispute: [], fraud: [], group: [], data: [] };
    expect(validateFeedback(complete, ['arrears', 'fraud'], TODAY, nothing).ok).toBe(true);
  });
});
