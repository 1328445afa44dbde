import { DEFAULT_COLLECTION } from '@xinshao/core/policy/collection-schema.ts';
import { claimDueSteps } from '@xinshao/db/alerts/claim-due-steps.ts';
import type { ReviewContent } from '@xinshao/db/alerts/review-alert.ts';
import { reviewAlert } from '@xinshao/db/alerts/review-alert.ts';
import { submitFeedback } from '@xinshao/db/alerts/submit-feedback.ts';
import { endMeasure } from '@xinshao/db/customers/end-measure.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ANSWERS } from './support/answers.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST } from './support/workspace.ts';

const WAIT = { timeout: 20_000, interval: 50 };
const timeZone = 'Asia/Shanghai';

describe('that a customer is stopped', { timeout: 90_000 }, () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket');
  });
  afterAll(() => harness.close());

  const member = async (code: string) => {
    const found = await staffByCode(harness.database, code);
    if (found === null) throw new Error('not on the staff list');
    return found;
  };
  const messagesOf = (alertId: string) =>
    harness.sandbox.messages(EAST).filter(({ metadata }) => metadata?.event_payload.alert_id === alertId);
  /** What stands at the foot of each alert's one message in the channel, once it is so. */
  const stands = (alertIds: readonly string[], foot: string | null) =>
    vi.waitFor(() => {
      for (const alertId of alertIds) {
        const [message, ...others] = messagesOf(alertId);
        expect(others).toEqual([]);
        const said = JSON.stringify(message?.blocks);
        expect(said).toContain(`预警单 #${alertId}`);
        if (foot === null) expect(said).not.toContain('⛔');
        else expect(said).toContain(`⛔ ${foot}`);
      }
    }, WAIT);

  it('stands in each open alert of the customer from the beginning to the end, each shown once', async () => {
    const { database, bot } = harness;
    const { queue } = bot;
    const customerId = await seedCustomer(database, { code: 'STOP', name: '停供有限公司' });
    const elsewhere = await seedAlert(database, {
      customerId: await seedCustomer(database, { code: 'GO', name: '照常有限公司' }),
    });
    const second = await seedAlert(database, { customerId });
    for (const alertId of [second, elsewhere]) await queueAlert(database, queue, alertId);
    await stands([second, elsewhere], null);
    // Of a customer one alert at a time waits for its answer.
    await database.pool.query(`UPDATE alerts SET state = 'answered' WHERE id = $1::bigint`, [second]);
    const first = await seedAlert(database, { customerId });
    await queueAlert(database, queue, first);
    await stands([first], null);
    const updates = () =>
      harness.sandbox.requests('chat.update').flatMap(({ args }) => {
        const said = JSON.stringify(args);
        return said.includes(`#${second} `)
          ? [{ channel: args.channel, foot: /⛔ (\p{Script=Han}+)/u.exec(said)?.[1] ?? null }]
          : [];
      });
    const now = new Date();

    // Nobody answers: new credit is on hold.
    const hold = [{ step: 'hold', at: now.getTime() - 1_000, audience: 'owner' }];
    await database.pool.query('UPDATE alerts SET clock_steps = $2::jsonb WHERE id = $1::bigint', [
      first,
      JSON.stringify(hold),
    ]);
    expect(await claimDueSteps(database, queue, now)).toBe(1);
    await stands([first, second], '客户新增授信已暂停');

    const answered = await submitFeedback(database, queue, {
      ...{ alertId: first, basedOn: 0, by: await member('S01'), surface: 'slack', answers: ANSWERS, now },
      today: '2026-10-31',
    });
    expect(answered.outcome).toBe('stored');
    await stands([first, second], null);

    const by = await member('R01');
    const review = (basedOn: number, content: ReviewContent) =>
      reviewAlert(database, queue, {
        ...{ alertId: first, basedOn, by, surface: 'slack', content, now, dueAgain: () => now, clockAgain: () => [] },
        collection: {
          policy: DEFAULT_COLLECTION,
          calendar: { timeZone, hours: [], isWorkingDay: () => true } as never,
        },
      });
    await review(1, { decision: 'accept', action: 'suspend', note: '连续逾期', until: '2099-12-31' });
    await stands([first, second], '客户已暂停赊销，至 2099-12-31 止');

    const { rows } = await database.pool.query<{ id: string }>('SELECT id::text FROM customer_measures');
    await endMeasure(database, queue, {
      ...{ measureId: rows[0]?.id ?? '', by, reason: '已还清', moment: { now, timeZone }, surface: 'slack' },
    });
    await stands([first, second], null);
    // A job looks once more for what came meanwhile, so that two may show the same: what counts is what readers saw change.
    const feetIn = (place: (channel: unknown) => boolean) =>
      updates()
        .filter(({ channel }) => place(channel))
        .flatMap(({ foot }, number, all) => (foot === all[number - 1]?.foot ? [] : [foot]));
    const inChannel = feetIn((channel) => channel === EAST);
    expect(inChannel).toEqual(['客户新增授信已暂停', null, '客户已暂停赊销', null]);
    // The owner's message may have shown two changes at once.
    const all = inChannel.length + feetIn((channel) => channel !== EAST).length;
    expect(all).toBeGreaterThan(4);
    expect(all).toBeLessThanOrEqual(8);
    expect(updates().length).toBeLessThanOrEqual(4 * 2 * 2);
    expect(messagesOf(elsewhere)).toHaveLength(1);
  });
});
