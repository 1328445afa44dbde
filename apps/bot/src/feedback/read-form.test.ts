import { describe, expect, it } from 'vitest';
import { readFeedbackForm, readYuan } from './read-form.ts';

describe('amounts people type', () => {
  it.each([
    ['50000', 5_000_000],
    ['50,000.50', 5_000_050],
    ['¥ 5万', 5_000_000],
    ['1.2345万元', 1_234_500],
    ['５００００元', 5_000_000],
    ['0', 0],
  ])('%s', (text, fen) => {
    expect(readYuan(text)).toBe(fen);
  });

  it.each(['five', '-5', '1,23', '5e3', '', '99999999999999999999', '1.23456'])('%s is no amount', (text) => {
    expect(readYuan(text)).toBeNaN();
  });
});

describe('the modal as answers', () => {
  it('takes text, choices, days and numbers; an empty input is no answer', () => {
    expect(
      readFeedbackForm({
        contact_method: { value: { selected_option: { value: 'phone' } } },
        contacted_at: { value: { selected_date: '2026-10-30' } },
        customer_says: { value: { value: '  ' } },
        recovery_percent: { value: { value: '80' } },
        promise_date: { value: { selected_date: null } },
        promise_amount: { value: { value: null } },
      }),
    ).toEqual({ contact_method: 'phone', contacted_at: '2026-10-30', recovery_percent: 80 });
  });

  it('half a promise stays half, so that its other half is asked for', () => {
    expect(readFeedbackForm({ promise_amount: { value: { value: '100' } } })).toEqual({
      promise: { date: undefined, amountFen: 10_000 },
    });
  });
});
