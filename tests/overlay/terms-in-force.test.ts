import { PREFIX_DIGITS } from '@xinshao/core/contract/overlay.ts';
import { addDays, dayInTimeZone } from '@xinshao/core/day/day.ts';
import { panelWording } from '@xinshao/core/wording/extension/panel.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badgeOf } from '../../apps/extension/background/badge-of.ts';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { seedAlert, seedCustomer } from '../slack/support/seed.ts';
import { PEOPLE } from '../slack/support/workspace.ts';
import { ask, type Connected, connect, typed } from './support.ts';

const USCC = '911310006096709523';

describe('the terms in force', () => {
  let harness: Harness;
  let person: Connected;
  let customerId: number;
  beforeAll(async () => {
    harness = await startHarness('socket');
    customerId = await seedCustomer(harness.database, { code: 'T00001', name: '账期有限公司', uscc: USCC });
    person = await connect(harness, PEOPLE.colleague);
  });
  afterAll(() => harness?.close());

  /** What Slack's card, the panel and the badge say of the customer's terms. */
  async function said() {
    const { token, hash } = person;
    const whole = hash(`uscc:${USCC}`);
    const body = { prefixes: [whole.slice(0, PREFIX_DIGITS)] };
    const { entries } = (await ask(harness, 'POST', '/lookups', { token, body })).body;
    const entry = entries.find((one: { hash: string }) => one.hash === whole);
    const found = {
      state: 'customer',
      entries: [entry],
      matchedBy: 'uscc',
      nameOnly: false,
      codeOnly: false,
      near: [],
    } as const;
    const panel = (await ask(harness, 'GET', `/customers/${customerId}/panel`, { token })).body;
    return {
      // The recommended terms stand in brackets behind them where they differ.
      card: /\*账期\*\\n([^"（]+)/.exec((await typed(harness, PEOPLE.colleague, 'T00001')).answer)?.[1],
      panel: panelWording.zh.days({ days: panel.termDays }),
      badge: badgeOf(found, 'zh')
        ?.text.split(' ')
        .find((part) => /天$|货$/.test(part)),
    };
  }
  const everywhere = (text: string) => ({ card: text, panel: text, badge: text.replace(' ', '') });
  const run = (sql: string) => harness.database.pool.query(sql, [customerId]);

  it('are the recommended ones where nobody set any', async () => {
    const { rows } = await run(
      'UPDATE customers SET term_days = NULL WHERE id = $1 RETURNING (SELECT result FROM assessments WHERE customer_id = $1)',
    );
    const [recommended] = JSON.parse(rows[0].result).terms;
    expect(await said()).toEqual(everywhere(recommended === 0 ? '款到发货' : `${recommended} 天`));
  });

  it('are the customer’s own before a recommendation', async () => {
    await run('UPDATE customers SET term_days = 37 WHERE id = $1');
    expect(await said()).toEqual(everywhere('37 天'));
  });

  it('are the granted ones while the grant holds', async () => {
    const alertId = await seedAlert(harness.database, { customerId });
    await harness.database.pool.query(
      `WITH review AS (INSERT INTO alert_reviews (alert_id, revision, decision, action, note, by, limit_fen, limit_before_fen)
         VALUES ($2::bigint, 1, 'accept', 'cut_limit', 'x', 'R01', 200000000, 200000000) RETURNING id)
       INSERT INTO customer_grants (customer_id, limit_fen, term_days, valid_from, granted_at, review_id, reason)
       SELECT $1::int, 200000000, 90, '2020-01-01', now(), id, 'x' FROM review`,
      [customerId, alertId],
    );
    expect(await said()).toEqual(everywhere('90 天'));
  });

  it('are payment before shipment while risk allows prepayment alone', async () => {
    await run(`INSERT INTO customer_measures (customer_id, kind, reason) VALUES ($1, 'prepay', 'x')`);
    expect(await said()).toEqual(everywhere('款到发货'));
    await run('UPDATE customer_measures SET ended_at = now() WHERE customer_id = $1');
    expect(await said()).toEqual(everywhere('90 天'));
  });

  it('are payment before shipment where no days were granted, and the customer’s own after the grant’s last day', async () => {
    await run('UPDATE customer_grants SET term_days = 0 WHERE customer_id = $1');
    expect(await said()).toEqual(everywhere('款到发货'));
    await run(`UPDATE customer_grants SET last_day = '2020-01-02' WHERE customer_id = $1`);
    expect(await said()).toEqual(everywhere('37 天'));
  });

  const today = dayInTimeZone(new Date(), 'Asia/Shanghai');
  it.each([
    { name: 'a limit whose last day is today holds', from: -9, last: 0, ended: null, limitFen: 300_000_000 },
    { name: 'yesterday was its last day: the customer’s own', from: -9, last: -1, ended: null, limitFen: 200_000_000 },
    { name: 'it begins today', from: 0, last: null, ended: null, limitFen: 300_000_000 },
    { name: 'it begins tomorrow: not yet', from: 1, last: null, ended: null, limitFen: 200_000_000 },
    { name: 'ended from today on', from: -9, last: null, ended: 0, limitFen: 200_000_000 },
    { name: 'ended from tomorrow on', from: -9, last: null, ended: 1, limitFen: 300_000_000 },
  ])('$name, on badge and panel alike, without a run since', async ({ from, last, ended, limitFen }) => {
    const day = (days: number | null) => (days === null ? null : addDays(today, days));
    await harness.database.pool.query(
      `UPDATE customer_grants SET limit_fen = 300000000, valid_from = $2, last_day = $3, ended_on = $4,
         ended_at = CASE WHEN $4::date IS NOT NULL THEN now() END WHERE customer_id = $1`,
      [customerId, day(from), day(last), day(ended)],
    );
    await run(
      `UPDATE customer_state SET limit_fen = ${limitFen === 200_000_000 ? 300_000_000 : 200_000_000} WHERE customer_id = $1`,
    );
    const { token, hash } = person;
    const whole = hash(`uscc:${USCC}`);
    const body = { prefixes: [whole.slice(0, PREFIX_DIGITS)] };
    const { entries } = (await ask(harness, 'POST', '/lookups', { token, body })).body;
    const panel = (await ask(harness, 'GET', `/customers/${customerId}/panel`, { token })).body;
    const badge = entries.find((entry: { hash: string }) => entry.hash === whole);
    expect([badge.limitFen, panel.limitFen]).toEqual([limitFen, limitFen]);
  });
});
