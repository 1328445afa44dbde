import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { HUAXING } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';

const SHARE_HOLDER = '样板控股集团有限公司';
const PAGES = [
  {
    site: 'qcc',
    company: 'https://www.qcc.com/firm/0123456789abcdef0123456789abcdef.html',
    list: 'https://www.qcc.com/web/search?key=1',
    linked: { [SHARE_HOLDER]: 'B' },
  },
  {
    site: 'tianyancha',
    company: 'https://www.tianyancha.com/company/3100601',
    list: 'https://www.tianyancha.com/nsearch?key=1',
    linked: { [SHARE_HOLDER]: 'B' },
  },
  {
    site: 'aiqicha',
    company: 'https://aiqicha.baidu.com/company_detail_28783255028393',
    list: 'https://aiqicha.baidu.com/s?q=1',
    linked: {},
  },
  {
    site: 'qixin',
    company: 'https://www.qixin.com/company/01234567-89ab-cdef-0123-456789abcdef',
    list: 'https://www.qixin.com/search?key=1',
    linked: { [SHARE_HOLDER]: 'B' },
  },
  {
    site: 'gsxt',
    company: 'https://shiming.gsxt.gov.cn/%7B0123456789ABCDEF%7D',
    list: 'https://www.gsxt.gov.cn/corp-query-search-1.html',
    linked: {},
  },
] as const;

const withChromium = findChromium() ? describe : describe.skip;
withChromium.each(PAGES)('saved pages of $site', ({ site, company, list, linked }) => {
  let harness: OverlayHarness;
  let page: Page;
  const sample = (kind: string): string =>
    readFileSync(join(import.meta.dirname, 'fixtures', `${site}-${kind}.html`), 'utf8');
  beforeAll(async () => {
    harness = await startOverlayHarness({
      companies: [],
      strangers: 1,
      customers: [
        { id: 1, name: HUAXING.name, uscc: HUAXING.uscc, grade: 'AA' },
        { id: 2, name: SHARE_HOLDER, uscc: null, grade: 'B' },
      ],
    });
    await harness.connect();
    page = await harness.browser.context.newPage();
  }, 120_000);
  afterAll(() => harness?.close());

  async function show(address: string, html: string): Promise<void> {
    await page.unrouteAll();
    await page.route(`${new URL(address).origin}/**`, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
    );
    await page.goto(address);
  }
  const reading = (): Promise<unknown> =>
    harness.own.evaluate(async () => (await chrome.runtime.sendMessage({ kind: 'currentPage' })).reading);
  const expectReading = (wanted: object): Promise<void> =>
    vi.waitFor(async () => expect(await reading()).toMatchObject(wanted), { timeout: 10_000, interval: 50 });

  test('the company page: name, code and former name; its own tabs are no other company', async () => {
    await show(company, sample('company'));
    await page.bringToFront();
    await expectReading({
      site,
      kind: 'company',
      outcome: 'read',
      subject: { name: HUAXING.name, uscc: HUAXING.uscc },
    });
    await harness.expectBadges(page, { [HUAXING.name]: 'AA', ...linked });
  });

  test('the former name beside it', async () => {
    if (site === 'gsxt') return; // There it stands among the other details, away from the name.
    await expectReading({ subject: { formerNames: ['上海老华兴贸易有限公司'] } });
  });

  test('the list: only names that are links to companies of this site', async () => {
    await show(list, sample('list'));
    await harness.expectBadges(page, { [site === 'aiqicha' ? '华兴（上海）贸易有限公…' : HUAXING.name]: 'AA' });
  });

  test.each(['太原名都房地产开发有限公司', '太原市第一人民医院', '绍兴王记包子铺', '王記麵館（個體工商戶）'])(
    '%s is a name that is read whole, and has its badge',
    async (name) => {
      const html = sample('company')
        .replaceAll('<b>华兴（上海）</b>贸易有限公司', HUAXING.name)
        .replaceAll(HUAXING.name, name);
      await show(company, html);
      await expectReading({ outcome: 'read', subject: { name, uscc: HUAXING.uscc } });
      await harness.expectBadges(page, { [name]: '按代码 AA', ...linked });
    },
  );

  test('a code with a wrong digit is no code; the name alone is shown, and says so', async () => {
    await show(company, sample('company').replaceAll(HUAXING.uscc, '911310006096709524'));
    await expectReading({ outcome: 'read', subject: { name: HUAXING.name, uscc: null } });
  });

  test('two codes on one page: nobody’s page', async () => {
    const second = '<p><b>统一社会信用代码</b><i>91110105579065830X</i></p></body>';
    await show(company, sample('company').replace('</body>', second));
    await expectReading({ outcome: 'disagree', subject: null });
    await harness.expectBadges(page, linked);
  });

  test('a heading and a title that name two companies: nobody’s page', async () => {
    await show(company, sample('company').replace(/<title>.*<\/title>/, '<title>别家实业有限公司 - 查询</title>'));
    await expectReading({ outcome: 'disagree', subject: null });
  });

  test('data in a script count only for the company of the address', async () => {
    if (site !== 'tianyancha') return;
    await show(company, sample('company').replace('24416401', '3100601'));
    await expectReading({ outcome: 'disagree', subject: null });
  });

  test('a page without a name is said to be unreadable', async () => {
    await show(company, '<!doctype html><title>x</title><h1>登录</h1>');
    await expectReading({ outcome: 'nothing', subject: null });
    await harness.expectBadges(page, {});
  });
});
