import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import type { Day } from '@xinshao/core/day/day.ts';
import { DEFAULT_COLLECTION } from '@xinshao/core/policy/collection-schema.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { verifyAudit } from '@xinshao/db/audit/verify-audit.ts';
import { expectedCollectionsOf } from '@xinshao/db/collection/expected-collections.ts';
import { openCase } from '@xinshao/db/collection/open-case.ts';
import { stepCase } from '@xinshao/db/collection/step-case.ts';
import { settleInvoices } from '@xinshao/db/ledger/settle-invoices.ts';
import { runMonitor } from '@xinshao/db/monitor/run-monitor.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { seedAlert, seedCustomer } from './support/seed.ts';
import { EAST } from './support/workspace.ts';

const folderOf = (name: string) => readFileSync(new URL(`../../policies/${name}.yaml`, import.meta.url), 'utf8');
const text = folderOf('trade-credit');
const parsed = parsePolicy(text);
const company = parseCompanySettings(folderOf('company'));
if (!parsed.ok || !company.ok) throw new Error('the shipped policies are broken');
const policy = { text, policy: compilePolicy(parsed.policy, parsed.hash) };
const settings = company.value;
const { graceDays } = parsed.policy.promises;

const json = (value: unknown) => JSON.stringify(value);
const START = new Date('2026-11-04T02:00:00Z');

describe('instalments against the ledger', { timeout: 90_000 }, () => {
  let harness: Harness;
  let clock = START;
  let customerId = 0;
  let caseId = '';
  const rules = {
    policy: DEFAULT_COLLECTION,
    calendar: { timeZone: settings.timeZone, workingHours: settings.workingHours },
  };
  beforeAll(async () => {
    harness = await startHarness('socket', { bot: { now: () => clock, sweepStepsEvery: 300 } });
    const { database, bot } = harness;
    customerId = await seedCustomer(database, { code: 'INST-1', name: '分期有限公司' });
    await database.pool.query(
      `INSERT INTO invoices (customer_id, number, amount_fen, issued_on, due_on, known_on)
       VALUES ($1, 'I-1', 5000000, '2026-07-01', '2026-08-01', '2026-07-01')`,
      [customerId],
    );
    const alertId = await seedAlert(database, { customerId, openedAt: START });
    const opening = {
      customerId,
      alertId,
      policyHash: parsed.hash,
      stage: 'phone',
      by: 'R01',
      at: START,
      note: '',
    } as const;
    ({ id: caseId } = await withinTransaction(database, (client) => openCase(client, bot.queue, opening, rules)));
    await agree('2026-11-04', 'plan-1', ['2026-11-10', '2026-12-10', '2027-01-10', '2027-02-10']);
  });
  afterAll(() => harness.close());

  const agree = async (today: Day, submission: string, days: readonly Day[]) => {
    const by = await staffByCode(harness.database, 'S01');
    if (by === null) throw new Error('no such member');
    const instalments = days.map((dueOn) => ({
      dueOn,
      amountFen: 1_000_000,
      remindAt: new Date(`${dueOn}T16:00:00Z`),
    }));
    const content = { kind: 'agree_plan', submission, instalments } as const;
    const step = {
      caseId,
      by,
      surface: 'slack',
      content,
      now: new Date(`${today}T02:00:00Z`),
      today,
      clock: rules,
    } as const;
    expect(await stepCase(harness.database, harness.bot.queue, step)).toMatchObject({ outcome: 'stored' });
  };
  const pay = async (paidOn: Day, fen: number, ordinal = 1) => {
    const { database } = harness;
    await database.pool.query(
      `INSERT INTO payments (customer_id, invoice_number, paid_on, amount_fen, method, ordinal)
       VALUES ($1, 'I-1', $2::date, $3, 'transfer', $4)`,
      [customerId, paidOn, fen, ordinal],
    );
    await withinTransaction(database, async (client) => {
      await client.query(
        `CREATE TEMPORARY TABLE touched_customers ON COMMIT DROP AS SELECT ${customerId} AS customer_id`,
      );
      await settleInvoices(client);
    });
  };
  const run = async (asOf: Day) => {
    clock = new Date(`${asOf}T01:00:00Z`);
    await runMonitor(harness.database, harness.bot.queue, { policy, settings, full: false, now: clock, asOf });
  };
  const expected = (from: Day) => expectedCollectionsOf(harness.database.pool, customerId, from, []);
  const states = async () => {
    const { rows } = await harness.database.pool.query<{ line: string }>(
      `SELECT plan || '-' || number || ' ' || state || ' ' || paid_fen || ' ' || coalesce(decided_on::text, '') AS line
       FROM collection_instalments ORDER BY plan, number`,
    );
    return rows.map(({ line }) => line.trim());
  };
  const shown = (holds: (text: string) => boolean) =>
    vi.waitFor(
      async () => {
        const { rows } = await harness.database.pool.query<{ channel: string; ts: string }>(
          `SELECT channel, ts FROM collection_messages WHERE case_id = $1::bigint AND audience = 'owner' AND state = 'posted'`,
          [caseId],
        );
        const [row] = rows;
        const message = harness.sandbox.messages(row?.channel ?? EAST).find(({ ts }) => ts === row?.ts);
        if (message === undefined || !holds(json(message.blocks))) throw new Error(`not yet: ${json(message?.blocks)}`);
        return json(message.blocks);
      },
      { timeout: 20_000, interval: 50 },
    );

  it('money that comes in time keeps an instalment, and the case’s message shows it', async () => {
    await run('2026-11-05');
    expect(await states()).toEqual(['1-1 open 0', '1-2 open 0', '1-3 open 0', '1-4 open 0']);
    await shown((blocks) => blocks.includes('⏳ 待付'));
    await pay('2026-11-09', 1_000_000);
    await run('2026-11-10');
    expect((await states())[0]).toBe('1-1 kept 1000000 2026-11-09');
    // Paid early, it is no longer expected on its day.
    const later = ['2026-12-10', '2027-01-10', '2027-02-10'];
    expect(await expected('2026-11-10')).toEqual(
      later.map((on) => ({ on, amountFen: 1_000_000, source: 'instalment' })),
    );
    expect(await shown((blocks) => blocks.includes('✅ 已付清'))).toContain('第 1 期　2026-11-10');
  });

  it('nothing that is paid once keeps two; part of it is partly kept, after the days of grace', async () => {
    const { partlyKeptShare } = parsed.policy.promises;
    const part = Math.ceil(1_000_000 * partlyKeptShare);
    await pay('2026-12-08', part);
    await run('2026-12-10');
    expect((await states())[1]).toBe(`1-2 open ${part}`);
    expect((await expected('2026-12-10'))[0]).toMatchObject({ on: '2026-12-10', amountFen: 1_000_000 - part });
    const over = new Date(Date.UTC(2026, 11, 10 + graceDays + 1)).toISOString().slice(0, 10) as Day;
    await run(over);
    expect((await states())[1]).toBe(`1-2 partly_kept ${part} ${over}`);
    await shown((blocks) => blocks.includes('🟡 部分支付，已付'));
  });

  it('without money it is missed, told in the message and in the audit trail, once', async () => {
    const { database } = harness;
    await run('2027-01-20');
    expect((await states())[2]).toMatch(/^1-3 broken 0/);
    await shown((blocks) => blocks.includes('❌ 未按期支付'));
    const version = async () =>
      (await database.pool.query('SELECT version FROM collection_cases WHERE id = $1::bigint', [caseId])).rows;
    const before = await version();
    await run('2027-01-21');
    expect(await version()).toEqual(before);
    const { rows } = await database.pool.query(
      `SELECT after::json ->> 'instalment' AS instalment, after::json ->> 'state' AS state FROM audit_log
       WHERE action = 'instalment_judged' AND subject_kind = 'collection_case' AND subject_id = $1 ORDER BY id`,
      [caseId],
    );
    expect(rows).toEqual([
      { instalment: '1-1', state: 'kept' },
      { instalment: '1-2', state: 'partly_kept' },
      { instalment: '1-3', state: 'broken' },
    ]);
    expect(await verifyAudit(database)).toMatchObject({ ok: true });
  });

  it('who is responsible is reminded of what was not paid, and not of what was', async () => {
    const reminded = async () => {
      const { rows } = await harness.database.pool.query<{ reminded: boolean }>(
        `SELECT reminded_at IS NOT NULL AS reminded FROM collection_instalments WHERE plan = 1 AND number <= 3
         ORDER BY number`,
      );
      return rows.map((row) => row.reminded);
    };
    await vi.waitFor(async () => expect(await reminded()).toEqual([false, true, true]), { timeout: 20_000 });
  });

  it('a new plan counts money from its own day, what was decided of the old one stays, and a bounced payment is taken back', async () => {
    await agree('2027-01-22', 'plan-2', ['2027-02-15']);
    await pay('2027-01-25', 1_000_000);
    await run('2027-01-26');
    expect((await states()).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '1-1 kept',
      '1-2 partly_kept',
      '1-3 broken',
      '1-4 open',
      '2-1 kept',
    ]);
    await pay('2027-01-27', -1_000_000);
    await run('2027-01-28');
    expect((await states())[4]).toBe('2-1 open 0');
  });

  it('is in the customer’s file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xinshao-instalments-'));
    try {
      const path = join(folder, 'file.html');
      const silent = { write: () => true };
      const code = await runCommandLine(
        ['export', 'file', '--customer', 'INST-1', '--from', '2026-11-01', '--to', '2026-12-31', '--out', path],
        { DATABASE_URL: harness.database.url, LOG_LEVEL: 'silent', LANG: 'zh_CN.UTF-8' },
        { stdout: silent, stderr: silent },
      );
      expect(code).toBe(0);
      const html = await readFile(path, 'utf8');
      expect(html).toContain('已付清　1-1　期限 2026-11-10　已付 10,000.00');
      expect(html).toContain('部分支付　1-2');
      // Missed in January only.
      expect(html).not.toContain('未按期支付');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
