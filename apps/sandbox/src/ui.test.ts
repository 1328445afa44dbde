import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from './start-sandbox.ts';
import { type DemoApp, startSocketApp } from './testing/demo-app.ts';
import { testWorkspace } from './testing/workspace.ts';
import type { Sandbox } from './types.ts';

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const missing = !existsSync(chromiumPath);
const suite = missing ? `the page in Chromium (skipped: no ${chromiumPath})` : 'the page in Chromium';

describe.skipIf(missing)(suite, () => {
  let sandbox: Sandbox;
  let demo: DemoApp;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ workspace: testWorkspace(), acknowledgeWithinMs: 1000 });
    demo = await startSocketApp(sandbox);
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (origin !== sandbox.url && protocol !== 'data:') problems.push(`left this machine: ${request.url()}`);
    });
    await page.goto(`${sandbox.url}/?user=U0LIN`);
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
    await sandbox.close();
  });

  const composer = () => page.getByRole('textbox', { name: '发消息到 #credit-east' });

  it('a typed command is completed, sent with Enter, and its answer is visible to its author only', async () => {
    await composer().fill('/cr');
    await page.keyboard.press('Enter');
    expect(await composer().inputValue()).toBe('/credit ');
    await page.keyboard.type('华东机电');
    await page.keyboard.press('Enter');
    const answer = page.locator('.message.ephemeral', { hasText: '收到 华东机电' });
    await answer.getByText('仅你可见').waitFor();
    await answer.getByRole('button', { name: '隐藏' }).click();
    await answer.waitFor({ state: 'detached' });
  });

  it('a command the app does not answer says so and keeps what was typed', async () => {
    await composer().fill('/credit silent');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'dispatch_failed' }).waitFor();
    expect(await composer().inputValue()).toBe('/credit silent');
    await composer().fill('');
  });

  it('what people write is text: markup of others never becomes markup of the page', async () => {
    await composer().fill('<img src=x onerror=alert(1)> <!channel> *粗体* :tada:');
    await page.keyboard.press('Enter');
    const message = page.locator('.message', { hasText: 'onerror' });
    await message.locator('strong', { hasText: '粗体' }).waitFor();
    expect(await message.textContent()).toContain('<img src=x onerror=alert(1)> <!channel>');
    expect(await message.locator('img, .mention').count()).toBe(0);
    expect(sandbox.messages('credit-east').at(-1)?.mentions).toEqual({ users: [], everyone: false });
  });

  it('a button opens a modal that shows errors beside fields, keeps the keyboard inside and closes when done', async () => {
    await demo.app.client.chat.postMessage({
      channel: 'C0EAST',
      text: '预警',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: '红色预警：宁波精工' } },
        {
          type: 'actions',
          elements: [
            { type: 'button', action_id: 'open', text: { type: 'plain_text', text: '反馈' }, style: 'primary' },
          ],
        },
      ],
    });
    await page.getByRole('button', { name: '反馈' }).click();
    const dialog = page.getByRole('dialog', { name: '反馈' });
    await dialog.getByRole('button', { name: '提交' }).click();
    await dialog.locator('[data-block="words"]', { hasText: '请填写此项' }).waitFor();
    await dialog.locator('[data-block="cause"]', { hasText: '请填写此项' }).waitFor();
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await dialog.getByRole('textbox', { name: '客户怎么说' }).fill('这里写了一些错误的话语');
    await dialog.getByRole('combobox', { name: '原因' }).click();
    await dialog.getByRole('option', { name: 'cash' }).click();
    await dialog.getByRole('combobox', { name: '客户', exact: true }).fill('华东');
    await dialog.getByRole('option', { name: '华东有限公司' }).click();
    await dialog.getByRole('button', { name: '提交' }).click();
    await dialog.getByText('写错了').waitFor();
    await dialog.getByRole('textbox', { name: '客户怎么说' }).fill('客户承诺周五之前付清全部货款');
    await dialog.getByRole('button', { name: '提交' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { body } = demo.heard.filter((one) => one.what === 'submission').at(-1) ?? {};
    expect(body).toMatchObject({
      user: { id: 'U0LIN' },
      view: {
        state: {
          values: {
            words: { value: { value: '客户承诺周五之前付清全部货款' } },
            cause: { value: { selected_option: { value: 'cash' } } },
            customer: { customer: { selected_option: { value: 'K1', text: { text: '华东有限公司' } } } },
          },
        },
      },
    });
  });

  it('Esc closes a modal and gives the focus back', async () => {
    await page.getByRole('button', { name: '反馈' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(sandbox.openModals('U0LIN')).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('反馈');
  });

  it('an edited message changes before one’s eyes, and a reply opens beside it', async () => {
    const posted = await demo.app.client.chat.postMessage({ channel: 'C0EAST', text: '原文' });
    await page.locator('.message', { hasText: '原文' }).waitFor();
    await demo.app.client.chat.update({ channel: 'C0EAST', ts: posted.ts ?? '', text: '改后的文字' });
    const message = page.locator('.stream .message', { hasText: '改后的文字' });
    await message.getByText('（已编辑）').waitFor();
    await message.hover();
    await message.getByRole('button', { name: '回复消息列' }).click();
    const thread = page.getByRole('complementary', { name: '消息列' });
    await thread.getByRole('textbox').fill('收到');
    await page.keyboard.press('Enter');
    await thread.locator('.message', { hasText: '收到' }).waitFor();
    await message.getByText('1 条回复').waitFor();
    await thread.getByRole('textbox').fill('/credit 华东');
    await page.keyboard.press('Enter');
    await thread.getByRole('alert').filter({ hasText: '不能在消息列里使用' }).waitFor();
    await thread.getByRole('button', { name: '关闭' }).click();
  });

  it('another person sees another language, their own unread messages and their own Home', async () => {
    await demo.app.client.chat.postMessage({ channel: 'U0RISK', text: 'for you' });
    await page.getByRole('button', { name: /当前身份/ }).click();
    await page.getByRole('combobox', { name: '按姓名、职务或邮箱查找' }).fill('risk');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Acting as: Amy Chen/ }).waitFor();
    const app = page.getByRole('navigation').getByRole('button', { name: /信哨/ });
    await app.getByText('1 unread').waitFor();
    await app.click();
    await page.locator('.message', { hasText: 'for you' }).waitFor();
    await app.getByText('unread').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByText('我的待办').waitFor();
  });

  it('says when the app is not connected, and when it is again', async () => {
    await demo.stop();
    await page.getByText('App not connected').waitFor();
    await page.getByText('The app is not connected yet.').waitFor();
    demo = await startSocketApp(sandbox);
    await page.getByText('App connected').waitFor();
  });

  it('fits a narrow window, with the sidebar behind a button', async () => {
    await page.setViewportSize({ width: 800, height: 700 });
    await page.getByRole('button', { name: 'Open sidebar' }).click();
    await page.getByRole('button', { name: /credit-east/ }).click();
    await page.getByRole('heading', { name: '# credit-east' }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
  });

  it('asks no other machine for anything and logs no errors', () => {
    expect(problems).toEqual([]);
  });

  it('a request from another site is refused', async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://example.com' };
    const body = JSON.stringify({ act: 'home', user: 'U0LIN' });
    const response = await fetch(`${sandbox.url}/ui/act`, { method: 'POST', headers, body });
    expect(response.status).toBe(403);
  });
});
