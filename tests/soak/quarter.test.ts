import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { expect, it } from 'vitest';
import { judge } from './check.ts';
import { liveThrough } from './quarter.ts';
import { describeReport } from './report.ts';

/** Another seed lives through another story: SOAK_SEED=7 npm test -- tests/soak/quarter */
const seed = Number(process.env.SOAK_SEED ?? 1);

it(`ten days across National Day, 200 customers, 12 people, kills and outages: nothing lost, nothing twice (seed ${seed})`, {
  timeout: 480_000,
}, async () => {
  const database = await freshDatabase();
  const lines: string[] = [];
  const report = await liveThrough(database, {
    ...{ customers: 200, staff: 12, invoices: 6_000, from: '2026-09-29', days: 10, seed, newsADay: 8 },
    ...{ gridMinutes: 60, killsADay: 1, withinMinutes: 6 },
    say: (line) => lines.push(line),
  });
  const text = describeReport(report, seed);
  expect(report.findings.faults, `${lines.join('\n')}\n${text}`).toEqual([]);
  expect(report.daysReached).toBe(10);
  expect(report.counts.kills).toBeGreaterThan(0);
  expect(report.counts.confirmed).toBeGreaterThan(0);

  // The judge is not blind: a step an hour late and an answer that nobody gave are found. (An answer that came within
  // moments of the step would excuse it.)
  await database.pool.query(
    `UPDATE alert_steps SET due_at = due_at + interval '1 hour' WHERE id = (SELECT min(id) FROM alert_steps step
       WHERE NOT EXISTS (SELECT FROM feedback WHERE alert_id = step.alert_id))`,
  );
  await database.pool.query(
    `INSERT INTO feedback (alert_id, revision, submitted_by, answers) SELECT id, 99, 'S1', '{"customer_says": "假的"}'
     FROM alerts ORDER BY id DESC LIMIT 1`,
  );
  const { faults } = await judge(report.evidence);
  for (const what of [/never came/, /should not be/, /stored but not submitted/]) {
    expect(
      faults.some((fault) => what.test(fault)),
      String(what),
    ).toBe(true);
  }
});
