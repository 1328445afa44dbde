import { addDays, type Day, daysBetween } from '@xinshao/core/day/day.ts';
import { describe, expect, test } from 'vitest';
import type { Book, Invoice } from '../book.ts';
import { monthOf } from '../calendar.ts';
import { openFen } from '../ledger/invoices.ts';
import { makeBook, openOn } from '../make-book.ts';
import { createRandom } from '../random.ts';
import { conflictingData } from './conflicting-data.ts';
import { dispute } from './dispute.ts';
import { groupLeader } from './group-drag.ts';
import { highDebt } from './high-debt.ts';
import { limitOverused } from './limit-overused.ts';
import { newCustomer } from './new-customer.ts';
import { recovered } from './recovered.ts';
import { slowDecline } from './slow-decline.ts';
import type { Story } from './story.ts';
import { suddenDefault } from './sudden-default.ts';

/** A month's end, a month's beginning, a day in February: stories must hold on any day. */
describe.each<Day>(['2026-10-31', '2027-03-01', '2027-02-17'])('as of %s', (endDay) => {
  function tell(story: Story): Book {
    const random = createRandom(`test/${story.id}`);
    const book = makeBook(random, { code: 'C0001', endDay, months: 24, takenNames: new Set(), wish: story.wish });
    story.bend(book, { endDay, random });
    return book;
  }
  const overdue = (book: Book): Invoice[] =>
    book.invoices.filter((each) => each.dueOn < endDay && openFen(each, endDay) > 0);
  const maximumDaysPastDue = (book: Book): number =>
    Math.max(0, ...overdue(book).map((each) => daysBetween(each.dueOn, endDay)));

  test('slow decline: eight complete months, each below the one before', () => {
    const book = tell(slowDecline);
    const sales = (month: number): number =>
      book.invoices.filter((each) => monthOf(each.issuedOn) === month).reduce((sum, each) => sum + each.amountFen, 0);
    const last = monthOf(endDay) - 1;
    for (let month = last - 7; month <= last; month += 1) expect(sales(month)).toBeLessThan(sales(month - 1));
  });

  test('sudden default: paid promptly until 45 days ago and nothing since', () => {
    const book = tell(suddenDefault);
    const receipts = book.invoices.flatMap((each) => each.receipts);
    expect(receipts.every((each) => each.paidOn <= addDays(endDay, -45))).toBe(true);
    expect(receipts.some((each) => each.paidOn >= addDays(endDay, -75))).toBe(true);
    expect(maximumDaysPastDue(book)).toBeGreaterThan(30);
  });

  test('group: the parent is more than 90 days past due', () => {
    expect(maximumDaysPastDue(tell(groupLeader))).toBeGreaterThan(90);
  });

  test('dispute: most of the open amount is disputed', () => {
    const book = tell(dispute);
    const disputed = book.invoices
      .filter((each) => each.disputed)
      .reduce((sum, each) => sum + openFen(each, endDay), 0);
    expect(disputed / openOn(book, endDay)).toBeGreaterThan(0.4);
  });

  test('recovered: nothing is more than a week past due today', () => {
    expect(maximumDaysPastDue(tell(recovered))).toBeLessThanOrEqual(7);
  });

  test('limit over-used: the open amount exceeds the limit by two fifths', () => {
    const book = tell(limitOverused);
    expect(openOn(book, endDay) / (book.customer.creditLimitFen ?? 0)).toBeGreaterThan(1.35);
  });

  test('high debt: past 60%, and 41% of it new', () => {
    const latest = tell(highDebt).statements.at(-1);
    expect((latest?.totalLiabilitiesFen ?? 0) / (latest?.totalAssetsFen ?? 1)).toBeGreaterThan(0.6);
    expect((latest?.newDebt12mFen ?? 0) / (latest?.totalDebtFen ?? 1)).toBeGreaterThan(0.3);
  });

  test('new customer: three prepaid orders', () => {
    const book = tell(newCustomer);
    expect(book.invoices).toHaveLength(3);
    expect(openOn(book, endDay)).toBe(0);
  });

  test('conflicting data: tax sales of a year are about half of the stated revenue', () => {
    const book = tell(conflictingData);
    const since = addDays(endDay, -365);
    const sold = book.taxSales
      .filter((each) => each.issuedOn > since && !each.void)
      .reduce((sum, each) => sum + each.amountFen, 0);
    const revenue = book.statements.at(-1)?.revenueFen ?? 0;
    expect(sold / revenue).toBeGreaterThan(0.35);
    expect(sold / revenue).toBeLessThan(0.65);
  });
});
