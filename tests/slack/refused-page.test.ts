import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import { planDeliveries } from '@xinshao/db/notices/plan-deliveries.ts';
import { withinTransaction } from '@xinshao/db/within-transaction.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
/** More than one page of the list holds. */
const MANY = 45;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness('socket');
});
afterAll(() => harness.close());

it('a page of a list that Slack does not take is said to have failed, with the number the log knows it by', async () => {
  const { database, bot, sandbox } = harness;
  const alertIds: string[] = [];
  for (let index = 0; index < MANY; index += 1) {
    const customerId = await seedCustomer(database, { code: `P${index}`, name: `翻页${index}有限公司` });
    alertIds.push(await seedAlert(database, { customerId, severity: 'orange' }));
  }
  const deliveries = alertIds.map((alertId) => ({ alertId, audience: 'channel', severity: 'orange' }) as const);
  await withinTransaction(database, (transaction) =>
    planDeliveries(transaction, bot.queue, deliveries, DEFAULT_NOTICE_RULES, new Date()),
  );
  const summary = await sandbox.waitFor(
    () => sandbox.messages(EAST).find(({ blocks }) => json(blocks).includes('open_notice')),
    20_000,
  );
  await sandbox.click(PEOPLE.owner, { channel: summary.channel, ts: summary.ts }, 'open_notice');
  const list = await sandbox.waitFor(
    () => sandbox.openModals(PEOPLE.owner).find(({ blocks }) => json(blocks).includes('notice_next')),
    20_000,
  );
  sandbox.failNext('views.update', { error: 'view_not_found' }, 3);
  await sandbox.click(PEOPLE.owner, { modal: list.id }, 'notice_next');
  const told = await sandbox.waitFor(
    () =>
      sandbox.openModals(PEOPLE.owner).find(({ id, blocks }) => id !== list.id && !json(blocks).includes('notice_')),
    20_000,
  );
  const id = /[0-9a-f]{6}/.exec(json(told.blocks))?.[0] ?? 'none';
  expect(harness.logged.some((line) => line.includes('turn-page') && line.includes(id))).toBe(true);
}, 60_000);
