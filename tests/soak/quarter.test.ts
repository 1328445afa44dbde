import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { expect, it } from 'vitest';
import { judge } from './check.ts';
import { liveThrough } from './quarter.ts';
import { describeReport } from './report.ts';

/** Another seed lives through another story: SOAK_SEED=7 npm test -- tests/soak/quarter */
const seed = Number(process.env.SOAK_SEED ?? 1);

it(`ten days across National Day, 200 customers, 12 people, kills and outages: nothing lost, nothing twice (seed ${seed})`, {
  timeout: 900_000,
}, async () => {
  const database = await freshDatabase();
  const lines: string[] = [];
  const report = await liveThrough(database, {
    ...{ customers: 200, staff: 12, invoices: 6_000, from: '2026-09-29', days: 10, seed, newsADay: 8 },
    ...{
      gridMinutes: 60,
      killsADay: 3,
      withinMinutes: 12,
      asksADay: 5,
      lossesADay: 2,
      haltsADay: 1,
      awayADay: 2,
      leaversADay: 0.5,
    },
    say: (line) => lines.push(line),
  });
  const text = describeReport(report, seed);
  expect(report.findings.faults, `${lines.join('\n')}\n${text}`).toEqual([]);
  expect(report.daysReached).toBe(10);
  expect(report.counts.kills).toBeGreaterThan(0);
  expect(report.counts.halts).toBeGreaterThan(0);
  expect(report.counts.leavers).toBeGreaterThan(0);
  expect(report.counts.confirmed).toBeGreaterThan(0);
  expect(report.counts['request acts confirmed']).toBeGreaterThan(0);
  const { measures = 0, stages = 0, ...others } = report.counts;
  for (const what of ['absences', 'digests told', 'monthly reports told']) {
    expect(others[what], what).toBeGreaterThan(0);
  }
  expect(measures + stages).toBeGreaterThan(0);
  expect(report.counts['connections lost at the close']).toBeGreaterThan(0);
  const reviewed = await database.pool.query(
    'SELECT FROM alert_reviews review WHERE EXISTS (SELECT FROM promises WHERE alert_id = review.alert_id)',
  );
  expect(reviewed.rowCount, 'reviews of answers that promise something').toBeGreaterThan(0);

  // The judge is not blind: a step an hour late and an answer that nobody gave are found. (An answer that came within
  // moments of the step would excuse it.)
  await database.pool.query(
    `UPDATE alert_steps SET due_at = due_at + interval '1 hour' WHERE id = (SELECT min(id) FROM alert_steps step
       WHERE NOT EXISTS (SELECT FROM feedback WHERE alert_id = step.alert_id))`,
  );
  await database.pool.query(
    `UPDATE alert_steps SET recipient = 'E1' WHERE id = (SELECT max(id) FROM alert_steps
       WHERE state = 'sent' AND place = 'direct' AND audience = 'owner' AND recipient IS NOT NULL)`,
  );
  await database.pool.query(
    `INSERT INTO feedback (alert_id, revision, submitted_by, answers) SELECT id, 99, 'S1', '{"customer_says": "假的"}'
     FROM alerts ORDER BY id DESC LIMIT 1`,
  );
  await database.pool.query(
    `UPDATE limit_request_steps step SET by = request.requested_by FROM limit_requests request
     WHERE request.id = step.request_id AND step.id = (SELECT min(id) FROM limit_request_steps
       WHERE kind IN ('approve', 'reject', 'return'))`,
  );
  await database.pool.query(
    `UPDATE limit_requests SET state = 'approved' WHERE id = (SELECT min(id) FROM limit_requests WHERE state <> 'approved')`,
  );
  await database.pool.query(
    `UPDATE limit_request_messages SET audience = 'approver:1:0:F1' WHERE id = (SELECT min(id) FROM limit_request_messages
       WHERE audience LIKE 'approver:1:0:%' AND state = 'posted')`,
  );
  await database.pool.query(
    `DELETE FROM notice_items WHERE (notice_id, alert_id) = (SELECT notice_id, alert_id FROM notice_items
       JOIN notices ON notices.id = notice_id WHERE kind = 'digest' ORDER BY 1, 2 LIMIT 1)`,
  );
  await database.pool.query(
    `UPDATE report_messages SET sent_at = sent_at - interval '1 day' WHERE audience = 'channel'`,
  );
  await database.pool.query(
    `UPDATE customer_measures SET until = coalesce(until, '2026-12-31') + 1 WHERE id = (SELECT min(id) FROM customer_measures)`,
  );
  await database.pool.query(
    `UPDATE collection_stages SET due_at = due_at + interval '1 day' WHERE id = (SELECT min(id) FROM collection_stages)`,
  );
  await database.pool.query(
    `INSERT INTO absences (staff_code, delegate_code, first_day, last_day, created_at)
     VALUES ('E1', 'R1', '2026-09-01', '2026-09-02', '2026-09-01T00:00:00Z')`,
  );
  const { faults } = await judge(report.evidence);
  const ends = [
    ...[/came before its moment/, /written 0 times/],
    ...(measures > 0 ? [/not as it was chosen/] : []),
    ...(stages > 0 ? [/stage .* ends at .* instead of/] : []),
  ];
  const requests = [
    /F1 was asked and might not decide/,
    /decides on their own request/,
    /0 grants of a request that is approved/,
  ];
  for (const what of [
    /never came/,
    /went to E1 instead of/,
    /should not be/,
    /stored but not submitted/,
    /should be in it/,
    ...ends,
    ...requests,
  ]) {
    expect(
      faults.some((fault) => what.test(fault)),
      String(what),
    ).toBe(true);
  }
});
