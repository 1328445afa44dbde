import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { HUAXING } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';

const PAGES = [
  {
    site: 'qcc',
    address: 'https://www.qcc.com/firm/0123456789abcdef0123456789abcdef.html',
    pageId: '0123456789abcdef0123456789abcdef',
    // 历史被执行人 is another thing, and 法律诉讼 has no count here.
    facts: { dishonest_debtor: 1, enforcement: 3, abnormal_operation: 99, penalty: 2 },
    status: '存续（在营、开业、在册）',
  },
  {
    site: 'tianyancha',
    address: 'https://www.tianyancha.com/company/3100601',
    pageId: '3100601',
    // Two places count 股权冻结 differently.
    facts: { dishonest_debtor: 1, enforcement: 3, penalty: 2 },
    status: '存续',
  },
  {
    site: 'aiqicha',
    address: 'https://aiqicha.baidu.com/company_detail_28783255028393',
    pageId: '28783255028393',
    facts: { dishonest_debtor: 1, enforcement: 3, penalty: 2 },
    status: '开业',
  },
  {
    site: 'qixin',
    address: 'https://www.qixin.com/company/01234567-89ab-cdef-0123-456789abcdef',
    pageId: '01234567-89ab-cdef-0123-456789abcdef',
    facts: { dishonest_debtor: 1, enforcement: 3, penalty: 2, tax_arrears: 0 },
    status: '存续',
  },
  {
    site: 'gsxt',
    address: 'https://shiming.gsxt.gov.cn/%7B0123456789ABCDEF%7D',
    // Its addresses are made anew for every visit.
    pageId: null,
    facts: { penalty: 2, abnormal_operation: 1 },
    status: '存续（在营、开业、在册）',
  },
] as const;

const withChromium = findChromium() ? describe : describe.skip;
withChromium('what a company page shows of risks', () => {
  let harness: OverlayHarness;
  beforeAll(async () => {
    harness = await startOverlayHarness({
      companies: [],
      strangers: 1,
      customers: [{ id: 1, name: HUAXING.name, uscc: HUAXING.uscc, grade: 'AA' }],
    });
    await harness.connect();
  }, 120_000);
  afterAll(() => harness?.close());

  const readEvidence = () =>
    harness.own.evaluate(async () => (await chrome.runtime.sendMessage({ kind: 'pageEvidence' })).evidence);

  test.each(PAGES)('$site: by label, nothing twice, nothing guessed', async ({ site, address, ...wanted }) => {
    const page = await harness.browser.context.newPage();
    const body = readFileSync(join(import.meta.dirname, 'fixtures', `${site}-company.html`), 'utf8');
    await page.route(`${new URL(address).origin}/**`, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body }),
    );
    await page.goto(address);
    await page.bringToFront();
    const read = await vi.waitFor(
      async () => {
        const evidence = await readEvidence();
        expect(evidence).not.toBeNull();
        return evidence;
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(read).toMatchObject({ site, pageId: wanted.pageId, registryStatus: wanted.status });
    expect(read.subject.name).toBe(HUAXING.name);
    const facts: { kind: string; count: number }[] = read.facts;
    expect(Object.fromEntries(facts.map(({ kind, count }) => [kind, count]))).toEqual(wanted.facts);
    await page.close();
  });

  test('reading told the server nothing', () => {
    expect(harness.server.sent).toEqual([]);
    expect(harness.server.asked.filter((line) => !/health|pairing|lookups/.test(line))).toEqual([]);
  });
});
