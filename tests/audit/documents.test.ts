import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '@xinshao/bot/cli/run.ts';
import { renderPdf } from '@xinshao/bot/documents/render-pdf.ts';
import { contentHash } from '@xinshao/core/documents/printed-document.ts';
import { readPrintedHtml } from '@xinshao/core/documents/render-html.ts';
import { settleInvoices } from '@xinshao/db/ledger/settle-invoices.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedAlert, seedCompany, seedCustomer } from '../slack/support/seed.ts';
import { pdfText } from '../support/pdf-text.ts';

const NAME = '喆镕<img src=x onerror=alert(1)>精密机械（上海）有限公司';

describe('documents from the command line', async () => {
  const database = await freshDatabase();
  const { pool } = database;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xinshao-documents-'));
    await seedCompany(database);
    const customerId = await seedCustomer(database, { code: 'C00001', name: NAME, uscc: '91350100M000100Y43' });
    await pool.query(
      `INSERT INTO invoices (customer_id, number, amount_fen, issued_on, due_on, known_on, cleared_on) VALUES
       ($1, 'A-1', 10000000, '2026-05-01', '2026-06-01', '2026-05-01', NULL),
       ($1, 'A-2', 5000050, '2026-08-10', '2026-09-09', '2026-08-10', NULL),
       ($1, 'A-3', 700000, '2026-09-01', '2026-10-01', '2026-09-01', '2026-09-20'),
       ($1, 'A-4', -100000, '2026-09-05', '2026-09-05', '2026-09-05', NULL),
       ($1, 'A-5', 900000, '2026-10-20', '2030-01-01', '2026-10-20', NULL)`,
      [customerId],
    );
    await pool.query(
      `INSERT INTO payments (customer_id, invoice_number, paid_on, amount_fen, method, ordinal) VALUES
       ($1, 'A-1', '2026-07-15', 4000000, 'transfer', 1),
       ($1, 'A-1', '2026-09-15', 1000000, 'transfer', 1),
       ($1, '', '2026-09-25', 50000, 'transfer', 1)`,
      [customerId],
    );
    await withinTransaction(database, async (transaction) => {
      await transaction.query(
        'CREATE TEMPORARY TABLE touched_customers ON COMMIT DROP AS SELECT id AS customer_id FROM customers',
      );
      await settleInvoices(transaction);
    });
    const alertId = await seedAlert(database, { customerId, openedAt: new Date('2026-10-31T02:00:00Z') });
    await pool.query(
      `INSERT INTO promises (customer_id, alert_id, made_on, recorded_on, due_on, amount_fen, withdrawn_on) VALUES
       ($1, $2::bigint, '2026-07-01', '2026-07-01', '2026-10-07', 3999900, NULL),
       ($1, $2::bigint, '2026-09-12', '2026-09-12', '2026-10-05', 2000000, NULL),
       ($1, $2::bigint, '2026-09-12', '2026-09-12', '2026-10-06', 3333300, '2026-09-20'),
       ($1, $2::bigint, '2026-10-08', '2026-10-08', '2026-10-20', 4444400, NULL)`,
      [customerId, alertId],
    );
    await pool.query(
      `INSERT INTO feedback (alert_id, revision, submitted_by, submitted_at, answers) VALUES ($1::bigint, 1, 'S01', '2026-10-31T03:00:00Z',
       '{"contact_method":"phone","contacted_at":"2026-10-31","contact_person":"王芳","cause":"dispute","customer_says":"货物有瑕疵，<b>拒付</b>","recovery":"doubtful","recovery_percent":40,"proposed_action":"collect"}')`,
      [alertId],
    );
    await pool.query(
      `INSERT INTO alert_reviews (alert_id, revision, decision, action, note, by, at)
       VALUES ($1::bigint, 1, 'accept', 'suspend', '连续逾期', 'R01', '2026-10-31T05:00:00Z')`,
      [alertId],
    );
    await pool.query(
      `INSERT INTO customer_measures (customer_id, kind, since, reason, alert_id)
       VALUES ($1, 'suspend', '2026-10-31T05:00:00Z', '连续逾期', $2::bigint)`,
      [customerId, alertId],
    );
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = async (...args: string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCommandLine(
      args,
      { DATABASE_URL: database.url, LOG_LEVEL: 'silent', LANG: 'zh_CN.UTF-8' },
      { stdout: { write: (text) => out.push(text) }, stderr: { write: (text) => err.push(text) } },
    );
    return { code, out: out.join(''), err: err.join('') };
  };
  const at = (name: string) => join(folder, name);
  const statement = ['statement', '--customer', 'C00001', '--from', '2026-09-01', '--to', '2026-09-30'];
  const file = ['export', 'file', '--customer', 'C00001', '--from', '2026-01-01', '--to', '2026-12-31'];

  it('a letter as PDF has every character of the name as text, the items, the total and the account', async () => {
    expect(await run('letter', '--customer', 'C00001', '--out', at('letter.pdf'))).toMatchObject({ code: 0 });
    const text = pdfText(await readFile(at('letter.pdf'))).replaceAll('\n', '');
    expect(text).toContain('催款函');
    expect(text).toContain(`致：${NAME}`);
    expect(text).toContain('A-1');
    // 100,000 − 40,000 − 10,000 of A-1 and all of A-2; A-3 was cleared, A-5 is not due.
    expect(text).toContain('100,000.50');
    expect(text).toContain('0000 0000 0000 0000');
    expect(text).toContain('请付金额（元）98,500.50');
    expect(text).not.toContain('A-3');
    expect(text).not.toContain('A-5');
    expect(text).not.toContain('\uFFFD');
    expect(text).toContain('第 1 页，共 1 页');
  });

  it('a statement adds up: opening, what came in the period, closing, and the open items', async () => {
    expect(await run(...statement, '--out', at('statement.html'))).toMatchObject({ code: 0 });
    const html = await readFile(at('statement.html'), 'utf8');
    const value = (label: string) =>
      new RegExp(`<dt>${label}[^<]*</dt><dd>([^<]*)</dd>`).exec(html)?.[1] ?? `no ${label}`;
    expect(value('期初余额')).toBe('110,000.50');
    expect(value('本期应收')).toBe('6,000.00');
    expect(value('本期回款')).toBe('10,500.00');
    expect(value('本期按结清日冲销')).toBe('7,000.00');
    expect(value('期末余额')).toBe('98,500.50');
    // The open items come to as much, less what was received on account.
    expect(html).toContain('>99,000.50<');
    expect(value('尚未核销的回款')).toBe('500.00');
    expect(html).not.toContain('<img');
  });

  it('a statement expects of promises what was still to come on its last day: not the kept, nor the withdrawn', async () => {
    expect(await run(...statement, '--out', at('expected.html'))).toMatchObject({ code: 0 });
    const html = await readFile(at('expected.html'), 'utf8');
    // Of 20,000 promised on 12 September, 10,000 came on the 15th, 7,000 by clearing on the 20th and 500 on the 25th.
    expect(html).toContain('>2,500.00<');
    for (const gone of ['20,000.00', '39,999.00', '33,333.00', '44,444.00']) expect(html).not.toContain(gone);
  });

  it.each(['html', 'pdf'])(
    'a customer’s file as %s is recognised, and no longer once it is altered',
    async (format) => {
      const path = at(`file.${format}`);
      const made = await run(...file, '--out', path, '--json');
      expect(made, made.err).toMatchObject({ code: 0 });
      const { contentHash: hash } = JSON.parse(made.out);
      const known = await run('audit', 'verify', '--file', path);
      expect(known.out).toContain('已识别：客户信用档案，客户 C00001');
      expect(known.out).toContain('由 system:cli 生成');
      expect(known.code).toBe(0);
      expect(await run('audit', 'verify', '--hash', hash)).toMatchObject({ code: 0 });
      const bytes = await readFile(path);
      const changed = Buffer.concat([bytes, Buffer.from('\n')]);
      await writeFile(at('changed'), changed);
      expect(await run('audit', 'verify', '--file', at('changed'))).toMatchObject({ code: 1 });
      if (format === 'pdf') {
        const text = pdfText(bytes).replaceAll('\n', '');
        for (const part of ['客户信用档案', NAME, '91350100M000100Y43', '连续逾期', hash]) expect(text).toContain(part);
        return;
      }
      const html = bytes.toString();
      for (const part of [
        '货物有瑕疵，&lt;b&gt;拒付&lt;/b&gt;',
        '已暂停赊销',
        '审核通过 (暂停赊销): 连续逾期',
        'document_made',
      ]) {
        expect(html).toContain(part);
      }
      await writeFile(at('altered.html'), html.replaceAll('连续逾期', '偶尔逾期'));
      const altered = await run('audit', 'verify', '--file', at('altered.html'));
      expect(altered).toMatchObject({ code: 1 });
      expect(altered.out).toContain('内容已被改动');
      // Saved with other line ends it still is the same document.
      await writeFile(at('windows.html'), html.replaceAll('\n', '\r\n'));
      const saved = await run('audit', 'verify', '--file', at('windows.html'));
      expect(saved.out).toContain('内容与当时生成的文档相同');
    },
  );

  it('the same document gives the same PDF, byte for byte', async () => {
    const printed = readPrintedHtml(await readFile(at('file.html'), 'utf8'));
    if (printed === null) throw new Error('the page does not read back');
    const [one, other] = [await renderPdf(printed), await renderPdf(printed)];
    expect(one.equals(other)).toBe(true);
    expect(pdfText(one)).toContain(contentHash(printed));
  });

  it('nobody’s document, a stranger’s code, wrong usage', async () => {
    await writeFile(at('strange.pdf'), '%PDF-1.3 nothing of ours');
    const strange = await run('audit', 'verify', '--file', at('strange.pdf'));
    expect(strange).toMatchObject({ code: 1 });
    expect(strange.out).toContain('未识别');
    expect(await run('audit', 'verify', '--hash', '0'.repeat(64))).toMatchObject({ code: 1 });
    expect(await run('audit', 'verify', '--hash', 'abc')).toMatchObject({ code: 2 });
    expect(await run('letter', '--customer', 'nobody', '--out', at('n.pdf'))).toMatchObject({ code: 1 });
    expect(await run('letter', '--customer', 'C00001', '--out', at('n.docx'))).toMatchObject({ code: 2 });
    expect(await run('export', 'file', '--customer', 'C00001')).toMatchObject({ code: 2 });
    const backwards = ['statement', '--customer', 'C00001', '--from', '2026-09-30', '--to', '2026-09-01'];
    expect(await run(...backwards)).toMatchObject({ code: 2 });
  });
});
