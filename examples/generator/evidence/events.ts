import { addDays, type Day } from '@xinshao/core/day/day.ts';
import type { EventKind } from '@xinshao/core/facts/facts.ts';
import type { OutsideEvent } from '../book.ts';
import type { Random } from '../random.ts';

/** An outside event; what is not given is unknown, and it is observed two days after it happened. */
export function outsideEvent(
  event: { kind: EventKind; occurredOn: Day; title: string; source: string } & Partial<OutsideEvent>,
): OutsideEvent {
  return { observedOn: addDays(event.occurredOn, 2), amountFen: null, value: null, url: '', ...event };
}

/** Bureau scores, one a quarter and one of this month: 600 and more for ordinary companies. */
export function bureauScores(endDay: Day, scores: readonly number[]): OutsideEvent[] {
  return scores.map((value, index) => {
    const occurredOn = addDays(endDay, -12 - 90 * (scores.length - 1 - index));
    return outsideEvent({
      kind: 'bureau_score',
      occurredOn,
      observedOn: occurredOn,
      value,
      title: '企业信用评分',
      source: '征信机构',
    });
  });
}

/** What happens to ordinary companies: mostly nothing but scores, sometimes a harmless or an old entry. */
export function ordinaryEvents(random: Random, endDay: Day): OutsideEvent[] {
  const events: OutsideEvent[] = [];
  if (random.chance(0.6)) {
    const level = random.integer(655, 790);
    events.push(
      ...bureauScores(
        endDay,
        [0, 0, 0, 0].map(() => level + random.integer(-15, 15)),
      ),
    );
  }
  if (random.chance(0.04)) {
    const occurredOn = addDays(endDay, -random.integer(40, 600));
    events.push(outsideEvent({ kind: 'registry_change', occurredOn, title: '注册地址变更', source: '工商公示' }));
  }
  if (random.chance(0.02)) {
    const occurredOn = addDays(endDay, -random.integer(400, 700));
    events.push(
      outsideEvent({ kind: 'penalty', occurredOn, amountFen: 2_000_000, title: '环保行政处罚', source: '工商公示' }),
    );
  }
  if (random.chance(0.02)) {
    const occurredOn = addDays(endDay, -random.integer(400, 700));
    events.push(
      outsideEvent({
        kind: 'lawsuit',
        occurredOn,
        amountFen: 15_000_000,
        title: '买卖合同纠纷（已结案）',
        source: '裁判文书',
      }),
    );
  }
  return events;
}
