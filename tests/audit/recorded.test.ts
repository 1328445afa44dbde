import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import { type FeedbackSubmission, submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { verifyAudit } from '@xinshao/db/audit/verify-audit.ts';
import { tieSlackUser } from '@xinshao/db/staff/find-staff.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { seedAlert, seedCustomer } from '../slack/support/seed.ts';
import { EAST, PEOPLE } from '../slack/support/workspace.ts';

describe('what the audit trail records', () => {
  let harness: Harness;
  let customerId: number;
  let folder: string;
  beforeAll(async () => {
    harness = await startHarness('http');
    customerId = await seedCustomer(harness.database, { code: 'C00001', name: '华东精密机械有限公司' });
    for (const code of ['D1', 'D2']) await seedCustomer(harness.database, { code, name: '同名重复有限公司' });
    folder = await mkdtemp(join(tmpdir(), 'xinshao-audit-'));
  });
  afterAll(async () => {
    await harness.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Does something and returns the entries that it left. */
  const recorded = async (work: () => Promise<unknown>) => {
    const { pool } = harness.database;
    const { rows: before } = await pool.query('SELECT coalesce(max(id), 0) AS id FROM audit_log');
    await work();
    const { rows } = await pool.query(
      `SELECT actor, surface, action, subject_kind AS kind, subject_id AS id, before::json, after::json FROM audit_log
       WHERE id > $1 ORDER BY audit_log.id`,
      [before[0].id],
    );
    return rows;
  };
  const ask = async (user: string, text: string) => {
    const { sandbox } = harness;
    const before = sandbox.ephemeral(user).length;
    await sandbox.command(user, EAST, `/credit ${text}`);
    return sandbox.waitFor(() => sandbox.ephemeral(user)[before]);
  };
  const typeWith = (variables: Record<string, string>, ...args: string[]) =>
    runCommandLine(
      args,
      { DATABASE_URL: harness.database.url, LOG_LEVEL: 'silent', LANG: 'zh_CN.UTF-8', ...variables },
      { stdout: { write: () => true }, stderr: { write: () => true } },
    );
  const type = (...args: string[]) => typeWith({}, ...args);
  const file = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  it("a look at a customer's details through /credit: who, whom, and which assessment", async () => {
    expect(await recorded(() => ask(PEOPLE.owner, 'C00001'))).toEqual([
      {
        actor: 'S01',
        surface: 'slack',
        action: 'customer_viewed',
        kind: 'customer',
        id: 'C00001',
        before: null,
        after: { view: 'details', asOf: '2026-10-31', assessment: expect.stringMatching(/^\d+$/) },
      },
    ]);
  });

  it('a look at the grade alone is marked as such', async () => {
    expect(await recorded(() => ask(PEOPLE.colleague, 'C00001'))).toMatchObject([
      { actor: 'S02', action: 'customer_viewed', id: 'C00001', after: { view: 'grade' } },
    ]);
  });

  it('a choice shows no customer; the button behind it does', async () => {
    const { sandbox } = harness;
    expect(await recorded(() => ask(PEOPLE.risk, '同名重复有限公司'))).toEqual([]);
    const alertId = await seedAlert(harness.database, { customerId });
    await sandbox.openHome(PEOPLE.owner);
    await sandbox.waitFor(() => JSON.stringify(sandbox.homeOf(PEOPLE.owner)).includes('show_customer'));
    const looks = await recorded(async () => {
      await sandbox.click(PEOPLE.owner, { home: true }, 'show_customer');
      await sandbox.waitFor(() => JSON.stringify(sandbox.openModals(PEOPLE.owner)).includes('华东精密机械'));
    });
    expect(looks).toMatchObject([{ actor: 'S01', surface: 'slack', id: 'C00001', after: { view: 'details' } }]);
    await harness.database.pool.query('UPDATE alerts SET state = $2 WHERE id = $1::bigint', [alertId, 'closed']);
  });

  it('neither a stranger who is refused nor a question that finds nobody', async () => {
    expect(await recorded(() => ask(PEOPLE.stranger, 'C00001'))).toEqual([]);
    expect(await recorded(() => ask(PEOPLE.owner, '无此公司'))).toEqual([]);
  });

  it('a look that cannot be recorded shows nothing', async () => {
    const { pool } = harness.database;
    await pool.query('ALTER TABLE audit_log RENAME TO audit_log_away');
    const answer = await ask(PEOPLE.owner, 'C00001').finally(() =>
      pool.query('ALTER TABLE audit_log_away RENAME TO audit_log'),
    );
    expect(JSON.stringify(answer.blocks)).not.toMatch(/华东|¥/);
  });

  it('a Slack user tied to a member of staff, once', async () => {
    const tied = await recorded(async () => {
      await ask(PEOPLE.byEmail, 'help');
      await ask(PEOPLE.byEmail, 'help');
      await tieSlackUser(harness.database, 'S04', 'U0OTHER');
    });
    expect(tied).toEqual([
      {
        actor: 'system',
        surface: 'slack',
        action: 'slack_user_tied',
        kind: 'staff',
        id: 'S04',
        before: { slackUserId: null },
        after: { slackUserId: PEOPLE.byEmail, matchedBy: 'email' },
      },
    ]);
  });

  it('an answer and its correction, each with what was there before; a repetition and a refusal leave nothing', async () => {
    const { database, bot } = harness;
    const alertId = await seedAlert(database, { customerId });
    const submission: FeedbackSubmission = {
      alertId,
      basedOn: 0,
      by: { code: 'S01', role: 'sales', teamCode: 'EAST' },
      surface: 'slack',
      answers: {
        contact_method: 'phone',
        contacted_at: '2026-10-31',
        contact_person: '王芳',
        cause: 'temporary_cash_gap',
        customer_says: '本月底收到下游货款后立即支付',
        recovery: 'likely',
        recovery_percent: 90,
        proposed_action: 'watch',
        no_promise_reason: '等待下游回款',
      },
      now: new Date('2026-10-31T02:00:00Z'),
      today: '2026-10-31',
    };
    const corrected = { ...submission.answers, recovery_percent: 40 };
    const outcomes: string[] = [];
    const entries = await recorded(async () => {
      for (const change of [{}, {}, { basedOn: 1, answers: corrected }, { by: { ...submission.by, code: 'S02' } }]) {
        outcomes.push((await submitFeedback(database, bot.queue, { ...submission, ...change })).outcome);
      }
    });
    expect(outcomes).toEqual(['stored', 'repeated', 'stored', 'refused']);
    expect(entries).toMatchObject([
      {
        actor: 'S01',
        surface: 'slack',
        action: 'feedback_submitted',
        kind: 'alert',
        id: alertId,
        before: { state: 'open', revision: 0, answers: null },
        after: { state: 'answered', revision: 1, answers: submission.answers },
      },
      { before: { revision: 1, answers: submission.answers }, after: { revision: 2, answers: corrected } },
    ]);
  });

  it('an imported file with its hash and counts; a refused one leaves nothing', async () => {
    const good = await file('customers.csv', 'code,name\nE1,明理商贸有限公司\nE2,\n');
    expect(await recorded(() => type('import', 'customers', good))).toMatchObject([
      {
        actor: 'system:cli',
        surface: 'cli',
        action: 'file_imported',
        kind: 'import_batch',
        after: {
          kind: 'customers',
          file: 'customers.csv',
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          rows: 2,
          inserted: 1,
          rejected: 1,
        },
      },
    ]);
    expect(await recorded(() => type('import', 'customers', good, '--strict'))).toEqual([]);
  });

  it('a monitor run, and before it the first use of its policy', async () => {
    const { database } = harness;
    const shipped = await readFile(join(import.meta.dirname, '../../policies/trade-credit.yaml'), 'utf8');
    const edited = await file('edited.yaml', `${shipped}\n# edited\n`);
    // A Home tab would be made anew after it, which is recorded too.
    await database.pool.query('DELETE FROM home_views');
    const run = () => typeWith({ XINSHAO_POLICY: edited }, 'monitor', '--as-of', '2026-11-10');
    expect(await recorded(run)).toMatchObject([
      { action: 'policy_first_used', kind: 'policy', after: { policy: 'trade-credit', asOf: '2026-11-10' } },
      { actor: 'system:cli', surface: 'cli', action: 'monitor_run', after: { asOf: '2026-11-10', scored: 4 } },
    ]);
    expect(await recorded(run)).toMatchObject([{ action: 'monitor_run' }]);
    expect(await recorded(() => type('monitor', '--as-of', '2026-01-10'))).toEqual([]);
    expect(await verifyAudit(database)).toMatchObject({ ok: true });
  });

  it('looks at customers on Home, once a day however often it is made anew, and each `/credit mine`', async () => {
    const { sandbox, database } = harness;
    const shown = { actor: 'S02', surface: 'slack', action: 'customer_viewed', id: 'HOME', after: { view: 'details' } };
    const other = await seedCustomer(database, { code: 'HOME', name: '首页显示有限公司', owner: 'S02' });
    const alertId = await seedAlert(database, { customerId: other, owner: 'S02' });
    const openHome = async () => {
      const before = sandbox.requests('views.publish').length;
      await sandbox.openHome(PEOPLE.colleague);
      await sandbox.waitFor(() => sandbox.requests('views.publish').length > before);
      expect(JSON.stringify(sandbox.homeOf(PEOPLE.colleague))).toContain('首页显示有限公司');
    };
    expect(await recorded(openHome)).toMatchObject([shown]);
    expect(await recorded(openHome)).toEqual([]);
    expect(await recorded(() => ask(PEOPLE.colleague, 'mine'))).toMatchObject([shown]);
    expect(await recorded(() => ask(PEOPLE.colleague, 'mine'))).toMatchObject([shown]);
    await database.pool.query(`UPDATE alerts SET state = 'closed' WHERE id = $1::bigint`, [alertId]);
  });

  it('looks from the command line', async () => {
    expect(await recorded(() => type('lookup', 'C00001'))).toMatchObject([
      { actor: 'system:cli', surface: 'cli', action: 'customer_viewed', id: 'C00001', after: { view: 'details' } },
    ]);
    // Several of one name: names and codes alone are shown.
    expect(await recorded(() => type('lookup', '同名重复有限公司'))).toEqual([]);
    expect(await recorded(() => type('explain', 'C00001', '--as-of', '2026-11-10'))).toMatchObject([
      { action: 'customer_viewed', id: 'C00001', after: { view: 'details', asOf: '2026-11-10' } },
    ]);
    expect(await recorded(() => type('lookup', '无此公司'))).toEqual([]);
  });

  it('while the log that operators read names no customer', () => {
    expect(harness.logged.join('')).not.toMatch(/华东|同名|下游货款/);
  });
});
