import { createMetrics } from '@xinshao/bot/http/metrics.ts';
import { createHttpServer } from '@xinshao/bot/http/server.ts';
import { createLog } from '@xinshao/bot/log/log.ts';
import { customerLink } from '@xinshao/core/registry/sites.ts';
import { customerPageWording } from '@xinshao/core/wording/customer-page.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, findChromium, launchChromium } from '../support/chromium.ts';
import { expectAccessible } from './support/axe.ts';

// Without a database: whatever this page says, it cannot have come from one.
const server = createHttpServer({
  log: createLog('silent'),
  health: () => Promise.reject(new Error('not asked')),
  metrics: createMetrics(null),
  slack: null,
  overlay: null,
});
let address = '';
beforeAll(async () => {
  address = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

const get = (url: string, language = 'zh-CN') =>
  server.inject({ url, headers: { 'accept-language': language, accept: 'text/html' } });

describe('the page behind a link to a customer', () => {
  test('says how to open the customer, in the reader’s language', async () => {
    const { pathname } = new URL(customerLink('https://credit.example.com', 'C00001'));
    for (const [language, locale] of [
      ['zh-CN,zh;q=0.9', 'zh'],
      ['en-GB,en;q=0.9', 'en'],
    ] as const) {
      const answer = await get(pathname, language);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.body).toContain('<code>/credit C00001</code>');
      expect(answer.body).toContain(customerPageWording[locale].heading);
      expect(answer.body).toContain(locale === 'zh' ? '<html lang="zh-CN">' : '<html lang="en">');
    }
  });

  test('says the same of every code, so that nobody learns who is a customer', async () => {
    const [one, other] = await Promise.all([get('/customers/C00001'), get('/customers/X99999')]);
    expect(one?.body.replaceAll('C00001', '')).toBe(other?.body.replaceAll('X99999', ''));
    expect([one?.statusCode, other?.statusCode]).toEqual([200, 200]);
  });

  test.each(['客户-0001（华东）'.replace(/[（）]/g, ''), 'A/B#7', 'ERP+10(2)_x.y', '客'.repeat(64)])(
    '%s is a code',
    async (code) => {
      const answer = await get(new URL(customerLink('https://credit.example.com', code)).pathname);
      expect([answer.statusCode, answer.body.includes(`<code>/credit ${code}</code>`)]).toEqual([200, true]);
    },
  );

  test.each([
    ['markup', '<img src=x onerror=alert(1)>'],
    ['an attribute', '" onmouseover="alert(1)'],
    ['an entity', '&lt;script&gt;'],
    ['a sentence', 'call 110 and ask for your password'],
    ['a line of its own', 'C1\n/credit disconnect'],
    ['text that turns around', 'C1\u202e1C'],
    ['a long text', 'C'.repeat(65)],
    ['an address', 'https://evil.example.com'],
    ['nothing visible', ' '],
  ])('%s is no code, and is not repeated', async (_name, text) => {
    const answer = await get(`/customers/${encodeURIComponent(text)}`);
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain(customerPageWording.zh.wrongCode);
    expect(answer.body).not.toContain(text.trim() === '' ? '<code>' : text);
    expect(answer.body).not.toContain('<img');
  });

  test('a broken address, more of a path, or none: no page', async () => {
    for (const url of [
      '/customers/%E0%A4%A',
      '/customers/C1/more',
      '/customers/',
      '/customers',
      '/customers/..%2f..%2fhealthz',
    ]) {
      const { statusCode, body } = await get(url);
      expect([url, statusCode >= 400 && statusCode < 500]).toEqual([url, true]);
      expect(body).not.toContain('/credit');
    }
  });

  test('nothing of it may run, be framed, be kept or be indexed, and it tells nobody where the reader came from', async () => {
    const { headers } = await get('/customers/C1');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+';.*frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    });
  });
});

const withChromium = findChromium() ? describe : describe.skip;
withChromium.each(['light', 'dark'] as const)('in a real Chromium, %s', (colorScheme) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium({ colorScheme });
  }, 60_000);
  afterAll(() => browser?.close());

  test('it is drawn in its own style, and axe finds nothing', async () => {
    const page = await browser.context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${address}/customers/C00001`);
    await page.getByText('/credit C00001').waitFor();
    // The policy on what may run lets this style through, by its hash.
    expect(await page.evaluate(() => getComputedStyle(document.body).maxWidth)).toBe('576px');
    await expectAccessible(page);
    expect(complaints.filter((line) => !line.includes('favicon'))).toEqual([]);
    await page.close();
  });
});
