import { strangers, toTraditional } from '@xinshao/sandbox/registry/companies.ts';
import { REGISTRY_SITES } from '@xinshao/sandbox/registry/sites/all.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { badgesOf } from './support/badges.ts';
import { BY_CODE, CUSTOMERS, HUAXING, ON_LISTS, ON_PAGES, RENAMED, SPECIAL } from './support/companies.ts';
import { type OverlayHarness, startOverlayHarness } from './support/harness.ts';

const withChromium = findChromium() ? describe : describe.skip;

// One browser goes from site to site, as people's browsers do.
let harness: OverlayHarness;
beforeAll(async () => {
  if (findChromium() === null) return;
  harness = await startOverlayHarness({ companies: SPECIAL, customers: CUSTOMERS });
  await harness.connect();
}, 120_000);
afterAll(() => harness?.close());

withChromium.each(REGISTRY_SITES)('on $title', (site) => {
  const list = (query: string): string => `https://${site.host}${site.listPath}?${query}`;
  let asked = 0;
  beforeAll(() => {
    asked = harness.registry.requests.length;
  });

  test('a list shows our customers and nothing beside strangers, and nothing moves', async () => {
    const page = await harness.open(list('count=40'));
    await harness.expectBadges(page, ON_LISTS);
    expect(await harness.shiftOf(page)).toBe(0);
    await page.close();
  });

  test('a name split by highlights is one name', async () => {
    const page = await harness.open(list(`${site.listKey}=${encodeURIComponent('贸易')}`));
    const { [HUAXING.name]: own = '', '华兴（上海）贸易有限公司杭州分公司': branch = '' } = ON_LISTS;
    await harness.expectBadges(page, { [HUAXING.name]: own, '华兴（上海）贸易有限公司杭州分公司': branch });
    await page.close();
  });

  test('paging in place: a link that becomes another company loses its badge and gets the right one', async () => {
    const halves = [SPECIAL.slice(0, 4), SPECIAL.slice(4, 8)].map((some) =>
      Object.fromEntries(Object.entries(ON_LISTS).filter(([name]) => some.some((company) => company.name === name))),
    );
    const page = await harness.open(list('count=4'));
    for (const how of ['#next', '#next-text']) {
      await page.reload();
      await harness.expectBadges(page, halves[0] ?? {});
      await page.click(how);
      await harness.expectBadges(page, halves[1] ?? {});
      // Nobody on the third page is a customer.
      await page.click(how);
      await harness.expectBadges(page, {});
    }
    await page.reload();
    await harness.expectBadges(page, halves[0] ?? {});
    for (let turn = 0; turn < 4; turn += 1) await page.click('#rotate');
    await harness.expectBadges(page, halves[1] ?? {});
    await page.close();
  });

  test('a list that grows while it is scrolled: what comes later has its badges too', async () => {
    const page = await harness.open(list('count=2&rows=60&variant=scroll'));
    await harness.expectBadges(page, ON_LISTS);
    for (let turn = 0; turn < 40; turn += 1) {
      const shown = await page.evaluate(() => {
        scrollTo(0, document.body.scrollHeight);
        return Number(document.body.dataset.shown ?? 0);
      });
      if (shown >= 60) break;
      await page.waitForTimeout(100);
    }
    await page.evaluate(() => scrollTo(0, 0));
    await harness.expectBadges(page, ON_LISTS);
    expect(await harness.shiftOf(page)).toBe(0);
    await page.close();
  });

  test('content that comes late, and lists in traditional characters and in English', async () => {
    const late = await harness.open(list('count=8&delay=700'));
    await harness.expectBadges(late, ON_LISTS);
    await late.close();
    const traditional = await harness.open(list('count=8&language=hant'));
    const wanted = Object.entries(ON_LISTS).map(([name, text]) => [toTraditional(name), text]);
    await harness.expectBadges(traditional, Object.fromEntries(wanted));
    await traditional.close();
    const english = await harness.open(list('count=8&language=en'));
    await harness.expectBadges(english, ON_LISTS);
    await english.close();
  });

  test('company pages: by code, name, former name; several of one name; a branch; on hold; without a grade', async () => {
    const page = await harness.browser.context.newPage();
    for (const company of SPECIAL) {
      await page.goto(`https://${site.host}${site.companyPath(company)}`);
      await harness.expectBadges(page, { [company.name]: ON_PAGES[company.name] ?? '' });
    }
    expect(await harness.shiftOf(page)).toBe(0);
    const huaxing = `https://${site.host}${site.companyPath(HUAXING)}`;
    await page.goto(`${huaxing}?language=hant`);
    await harness.expectBadges(page, { [toTraditional(HUAXING.name)]: ON_PAGES[HUAXING.name] ?? '' });
    for (const query of ['language=en', 'delay=600', 'dark']) {
      await page.goto(`${huaxing}?${query}`);
      await harness.expectBadges(page, { [HUAXING.name]: ON_PAGES[HUAXING.name] ?? '' });
    }
    const [badge] = await badgesOf(page);
    expect(badge?.classes).toBe('good dark');
    await page.goto(`https://${site.host}${site.companyPath(strangers(1)[0] ?? HUAXING)}`);
    await harness.expectBadges(page, {});
    await page.close();
  });

  test('moving on to the next company without loading: the badge follows, stale data in the page do not count', async () => {
    const page = await harness.open(`https://${site.host}${site.companyPath(HUAXING)}`);
    for (const company of SPECIAL.slice(0, 4)) {
      await harness.expectBadges(page, { [company.name]: ON_PAGES[company.name] ?? '' });
      await page.click('#go');
    }
    await page.close();
  });

  test('moving on while the code of the last company still stands there: nobody’s grade, until the page’s own code comes', async () => {
    const address = (company: (typeof SPECIAL)[number]): string => `https://${site.host}${site.companyPath(company)}`;
    const reading = () =>
      harness.own.evaluate(async () => (await chrome.runtime.sendMessage({ kind: 'currentPage' })).reading);
    const page = await harness.open(`${address(BY_CODE)}?variant=late-code`);
    await harness.expectBadges(page, { [BY_CODE.name]: ON_PAGES[BY_CODE.name] ?? '' });
    await page.click('#go');
    await expect.poll(reading, { timeout: 20_000 }).toMatchObject({ outcome: 'disagree', subject: null });
    await harness.expectBadges(page, {});
    await page.click('#code-now');
    const [stranger] = strangers(1);
    const subject = { name: stranger?.name, uscc: stranger?.uscc };
    await expect.poll(reading, { timeout: 20_000 }).toMatchObject({ outcome: 'read', subject });
    await harness.expectBadges(page, {});
    await page.goto(`${address(HUAXING)}?variant=late-code`);
    await harness.expectBadges(page, { [HUAXING.name]: ON_PAGES[HUAXING.name] ?? '' });
    await page.click('#go');
    await expect.poll(reading, { timeout: 20_000 }).toMatchObject({ outcome: 'disagree' });
    await harness.expectBadges(page, {});
    await page.click('#code-now');
    await harness.expectBadges(page, { [RENAMED.name]: ON_PAGES[RENAMED.name] ?? '' });
    await page.close();
  });

  test('the extension never asked the sites for anything', () => {
    const own = /^\/sandbox\//;
    const here = harness.registry.requests.slice(asked);
    expect(here.length).toBeGreaterThan(0);
    const paths = new Set(here.filter(({ path }) => !own.test(path)).map(({ path }) => path));
    const visited = [site.listPath, ...[...SPECIAL, ...strangers(1)].map((company) => site.companyPath(company))];
    expect([...paths].filter((path) => !visited.includes(path))).toEqual([]);
  });

  test('nothing was written to a console', async () => {
    expect(harness.complaints).toEqual([]);
    expect(await badgesOf(harness.own)).toEqual([]);
  });
});
