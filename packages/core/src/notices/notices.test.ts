import { describe, expect, it } from 'vitest';
import { DEFAULT_NOTICE_RULES as RULES } from '../policy/notices-schema.ts';
import type { Severity } from '../warnings/warning.ts';
import { bundle } from './bundle.ts';
import { bundleSteps, type DueStep } from './bundle-steps.ts';
import { coolDown } from './cool-down.ts';
import { dedupe } from './dedupe.ts';
import type { Notice } from './notice.ts';
import { planNotices } from './plan-notices.ts';
import { SECONDS_BETWEEN_MESSAGES, secondsFor, throttle } from './throttle.ts';

let number = 0;
const notice = (severity: Severity, more: Partial<Notice> = {}): Notice => {
  number += 1;
  return { alertId: String(number), place: 'C1', severity, exposureFen: 100, before: null, ...more };
};
const many = (count: number, severity: Severity, more: Partial<Notice> = {}) =>
  Array.from({ length: count }, () => notice(severity, more));

describe('dedupe', () => {
  it('keeps the heaviest notice of an alert for each place', () => {
    const yellow = notice('yellow');
    const red = { ...yellow, severity: 'red' as const };
    const elsewhere = { ...yellow, place: 'C2' };
    expect(dedupe([yellow, red, yellow, elsewhere])).toEqual([red, elsewhere]);
  });
});

describe('cool-down', () => {
  it.each([
    ['an alert nobody was told of', 'yellow', null, 'tell'],
    ['one of the digest that stays yellow', 'yellow', { severity: 'yellow', way: 'digest' }, 'edit'],
    ['one of the digest that became red', 'red', { severity: 'yellow', way: 'digest' }, 'tell'],
    ['one of a summary that became red', 'red', { severity: 'orange', way: 'bundle' }, 'tell'],
    ['one of a summary that eased', 'yellow', { severity: 'orange', way: 'bundle' }, 'edit'],
    ['one with a message of its own that became red', 'red', { severity: 'yellow', way: 'own' }, 'edit'],
  ] as const)('%s: %s', (_case, severity, before, expected) => {
    const given = notice(severity, { before });
    expect(coolDown([given])[expected]).toEqual([given]);
  });
});

describe('bundle', () => {
  it('red is never bundled, however many there are', () => {
    const red = many(400, 'red');
    expect(bundle(red, RULES)).toMatchObject([{ own: { length: 400 }, summary: [], digest: [] }]);
  });

  it('five orange alerts come one by one, six as a summary', () => {
    expect(bundle(many(5, 'orange'), RULES)).toMatchObject([{ own: { length: 5 }, summary: [] }]);
    expect(bundle(many(6, 'orange'), RULES)).toMatchObject([{ own: [], summary: { length: 6 } }]);
  });

  it('three yellow alerts come one by one, four wait for the digest', () => {
    expect(bundle(many(3, 'yellow'), RULES)).toMatchObject([{ own: { length: 3 }, digest: [] }]);
    expect(bundle(many(4, 'yellow'), RULES)).toMatchObject([{ own: [], summary: [], digest: { length: 4 } }]);
  });

  it('above fifty the yellow ones are summed up at once with the orange ones, the most exposed first', () => {
    const worst = notice('yellow', { exposureFen: 900 });
    const [plan] = bundle([...many(2, 'red'), ...many(2, 'orange'), ...many(47, 'yellow'), worst], RULES);
    expect(plan).toMatchObject({ own: { length: 2 }, summary: { length: 50 }, digest: [] });
    expect(plan?.summary[0]).toBe(worst);
    expect(plan?.summary[1]?.severity).toBe('orange');
  });

  it('each place counts for itself', () => {
    const plans = bundle([...many(4, 'orange'), ...many(4, 'orange', { place: 'S1' })], RULES);
    expect(plans.map(({ own }) => own.length)).toEqual([4, 4]);
  });
});

describe('throttle', () => {
  it('gives the messages of a channel their turns, after what waits already', () => {
    expect(throttle(['a', 'b'], 10)).toEqual([
      { message: 'a', afterSeconds: 10 },
      { message: 'b', afterSeconds: 10 + SECONDS_BETWEEN_MESSAGES },
    ]);
  });

  it('says how long the rest takes: 3,228 messages take 56 minutes', () => {
    expect(Math.round(secondsFor(3_228) / 60)).toBe(56);
    expect(secondsFor(0, 30)).toBe(0);
  });
});

describe('all stages', () => {
  it('a market-wide event of 3,228 alerts drops none and tells each place once of each', () => {
    const severities = ['red', 'orange', 'yellow', 'yellow', 'yellow'] as const;
    const found = Array.from({ length: 3_228 }, (_, index) => {
      const alert = notice(severities[index % 5] ?? 'yellow', { exposureFen: (index * 7_919) % 10_007 });
      return [
        { ...alert, place: `channel ${index % 9}` },
        { ...alert, place: `person ${index % 120}` },
      ];
    }).flat();
    const plan = planNotices([...found, ...found], RULES);
    const told = plan.places.flatMap(({ place, own, summary, digest }) =>
      [...own, ...summary, ...digest].map(({ alertId }) => `${place} ${alertId}`),
    );
    expect(new Set(told).size).toBe(2 * 3_228);
    expect(told).toHaveLength(2 * 3_228);
    expect(plan.edit).toEqual([]);
    for (const { summary } of plan.places) {
      expect(summary.some(({ severity }) => severity === 'red')).toBe(false);
      const exposures = summary.map(({ exposureFen }) => exposureFen);
      expect(exposures).toEqual(exposures.toSorted((one, other) => other - one));
    }
  });
});

describe('steps of clocks', () => {
  const now = new Date('2026-11-02T04:00:00Z');
  let stepNumber = 0;
  const step = (alertId: string, order: number, minutesLate: number, more: Partial<DueStep> = {}): DueStep => {
    stepNumber += 1;
    const dueAt = new Date(now.getTime() - minutesLate * 60_000);
    const about = { alertId, place: 'S1', severity: 'orange' as const, exposureFen: 100 };
    return { ...about, stepId: String(stepNumber), order, dueAt, ...more };
  };

  it('on time they come one by one', () => {
    const due = [step('1', 1, 0), step('2', 1, 1)];
    expect(bundleSteps(due, RULES, now)).toEqual({ single: due, bundles: [], superseded: [] });
  });

  it('after an outage a person gets one message with the latest step of each alert, the heaviest first', () => {
    const [first, second, other] = [step('1', 1, 300), step('1', 2, 200), step('2', 1, 10, { severity: 'red' })];
    expect(bundleSteps([first, second, other], RULES, now)).toEqual({
      single: [],
      bundles: [{ place: 'S1', steps: [other, second] }],
      superseded: [first],
    });
  });

  it('after an outage a single alert needs no bundle', () => {
    const [first, second] = [step('1', 1, 300), step('1', 2, 200)];
    expect(bundleSteps([first, second], RULES, now)).toEqual({ single: [second], bundles: [], superseded: [first] });
  });

  it('six at the same moment come as one, also on time; another person is not concerned', () => {
    const due = ['1', '2', '3', '4', '5', '6'].map((alertId) => step(alertId, 1, 0));
    const elsewhere = step('1', 2, 0, { place: 'M1' });
    const plan = bundleSteps([...due, elsewhere], RULES, now);
    expect(plan.bundles).toEqual([{ place: 'S1', steps: due }]);
    expect(plan.single).toEqual([elsewhere]);
  });
});
