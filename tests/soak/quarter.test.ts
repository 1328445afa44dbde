import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { expect, it } from 'vitest';
import { liveThrough } from './quarter.ts';
import { describeReport } from './report.ts';

/** Another seed lives through another story: SOAK_SEED=7 npm test -- tests/soak/quarter */
const seed = Number(process.env.SOAK_SEED ?? 1);

it(`two weeks with National Day, 200 customers, 12 people, kills and outages: nothing lost, nothing twice (seed ${seed})`, {
  timeout: 280_000,
}, async () => {
  const database = await freshDatabase();
  const lines: string[] = [];
  const report = await liveThrough(database, {
    ...{ customers: 200, staff: 12, invoices: 6_000, from: '2026-09-28', days: 14, seed, newsADay: 4 },
    ...{ gridMinutes: 60, killsADay: 1, withinMinutes: 4 },
    say: (line) => {
      lines.push(line);
      if (process.env.SOAK_SAY !== undefined) console.log(line);
    },
  });
  const text = describeReport(report, seed);
  if (process.env.SOAK_SAY !== undefined) console.log(text);
  expect(report.findings.faults, `${lines.join('\n')}\n${text}`).toEqual([]);
  expect(report.daysReached).toBe(14);
  expect(report.counts.kills).toBeGreaterThan(0);
  expect(report.counts.confirmed).toBeGreaterThan(0);
});
