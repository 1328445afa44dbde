import { addDays, type Day } from '@xinshao/core/day/day.ts';
import type { OutsideEvent, Statement } from '../book.ts';
import { bureauScores, outsideEvent } from '../evidence/events.ts';
import { drawFinances, makeStatements, reportedPeriods } from '../evidence/statements.ts';
import { createRandom, type Random } from '../random.ts';
import type { BulkOptions } from './ledger-walk.ts';

/** One customer in five has statements: two year ends and what came after. */
const STATEMENT_SHARE = 0.2;
const LAWSUIT_SHARE = 0.01;

export function* makeBulkStatements(options: BulkOptions): Generator<readonly [customer: number, Statement]> {
  const random = createRandom(`${options.seed}/bulk/statements`);
  const periods = reportedPeriods(options.endDay, 2);
  for (let customer = 0; customer < options.customers; customer += 1) {
    if (!random.chance(STATEMENT_SHARE)) continue;
    const finances = drawFinances(random, random.integer(1, 200) * 10_000_000);
    for (const statement of makeStatements(random, periods, () => finances)) yield [customer, statement];
  }
}

/** A bureau score for six customers in ten, a lawsuit by a supplier for one in a hundred. */
export function* makeBulkEvents(options: BulkOptions): Generator<readonly [customer: number, OutsideEvent]> {
  const random = createRandom(`${options.seed}/bulk/events`);
  for (let customer = 0; customer < options.customers; customer += 1) {
    if (random.chance(0.6)) {
      for (const event of bureauScores(options.endDay, [random.integer(597, 790)])) yield [customer, event];
    }
    if (random.chance(LAWSUIT_SHARE)) yield [customer, lawsuit(random, options.endDay)];
  }
}

function lawsuit(random: Random, endDay: Day): OutsideEvent {
  const occurredOn = addDays(endDay, -random.integer(5, 700));
  const amountFen = random.integer(1, 50) * 10_000_000;
  return outsideEvent({
    kind: 'supplier_lawsuit',
    occurredOn,
    amountFen,
    title: '供应商起诉拖欠货款',
    source: '法院公告',
  });
}
