import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { expect, it } from 'vitest';
import { liveThrough } from './quarter.ts';
import { describeReport } from './report.ts';

/** Another seed lives through another story: SOAK_SEED=7 npm test -- tests/soak/quarter */
const seed = Number(process.env.SOAK_SEED ?? 1);

it(`two weeks with Mid-Autumn and National Day, 200 customers, 12 people, kills and outages: nothing lost, nothing twice (seed ${seed})`, {
  timeout: 480_000,
}, async () => {
  const database = await freshDatabase();
  const lines: string[] = [];
  const report = await liveThrough(database, {
    ...{ customers: 200, staff: 12, invoices: 6_000, from: '2026-09-24', days: 14, seed, newsADay: 8 },
    ...{ gridMinutes: 60, killsADay: 0.7, withinMinutes: 6 },
    say: (line) => lines.push(line),
  });
  const text = describeReport(report, seed);
  expect(report.findings.faults, `${lines.join('\n')}\n${text}`).toEqual([]);
  expect(report.daysReached).toBe(14);
  expect(report.counts.kills).toBeGreaterThan(0);
  expect(report.counts.confirmed).toBeGreaterThan(0);
});
