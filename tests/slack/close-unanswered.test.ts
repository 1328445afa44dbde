import { readFileSync } from 'node:fs';
import { clockSteps } from '@xinshao/core/alerts/clock.ts';
import { parseCompanySettings } from '@xinshao/core/policy/company.ts';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { startClock } from '@xinshao/db/alerts/set-clock.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from './support/seed.ts';
import { EAST, GENERAL, PEOPLE } from './support/workspace.ts';

const json = (value: unknown) => JSON.stringify(value);
const shipped = (name: string) => readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8');
const policy = parsePolicy(shipped('trade-credit.yaml'));
const company = parseCompanySettings(shipped('company.yaml'));
if (!policy.ok || !company.ok) throw new Error('the shipped policies are broken');

/** A Monday, 09:00 in Shanghai. */
const START = new Date('2025-10-27T01:00:00Z');
const CLOCK = clockSteps('red', START, policy.policy, company.value);
const RISK_IS_TOLD = CLOCK.find(({ audience }) => audience === 'risk')?.at ?? START;
/** Long after the last step. */
const THE_END = new Date(START.getTime() + 10 * 86_400_000);

describe('an alert that nobody may answer: the customer has no owner', () => {
  let harness: Harness;
  let clock = START;
  let number = 0;
  beforeAll(async () => {
    harness = await startHarness('socket', { bot: { now: () => clock, sweepStepsEvery: 200 } });
  });
  afterEach(async () => {
    clock = START;
    for (const user of Object.values(PEOPLE)) {
      for (const view of harness.sandbox.openModals(user)) await harness.sandbox.closeModal(user, view.id, true);
    }
  });
  afterAll(() => harness.close());

  const ownerless = async () => {
    number += 1;
    const code = `N${number}`;
    const customerId = await seedCustomer(harness.database, { code, name: `无主客户${number}有限公司`, owner: null });
    const alertId = await seedAlert(harness.database, { customerId, openedAt: START, owner: null, team: null });
    await startClock(harness.database.pool, alertId, CLOCK);
    await queueAlert(harness.database, harness.bot.queue, alertId);
    await harness.sandbox.waitFor(() =>
      harness.sandbox.messages(GENERAL).find((one) => String(one.metadata?.event_payload.alert_id) === alertId),
    );
    return { alertId, code };
  };

  /** The direct message that told a person of a step of the alert's clock. */
  const stepFor = async (alertId: string, step: string) => {
    for (let tries = 0; tries < 200; tries++) {
      const { rows } = await harness.database.pool.query<{ channel: string; ts: string; recipient: string }>(
        `SELECT channel, ts, recipient FROM alert_steps
         WHERE alert_id = $1::bigint AND step = $2 AND place = 'direct' AND state = 'sent'`,
        [alertId, step],
      );
      const [row] = rows;
      const message = harness.sandbox.messages(row?.channel ?? GENERAL).find(({ ts }) => ts === row?.ts);
      if (row !== undefined && message !== undefined) return { message, recipient: row.recipient };
      await new Promise((wake) => setTimeout(wake, 100));
    }
    throw new Error(`${step} of ${alertId} was never told: ${harness.logged.slice(-5).join('')}`);
  };

  const ask = async (user: string, text: string) => {
    const before = harness.sandbox.ephemeral(user).length;
    await harness.sandbox.command(user, EAST, `/credit ${text}`);
    return harness.sandbox.waitFor(() => harness.sandbox.ephemeral(user)[before]);
  };

  /** Closes from a message as a person does: the button, the form, verdict and note. */
  const closeFrom = async (user: string, { channel, ts }: { channel: string; ts: string }) => {
    const { sandbox } = harness;
    await sandbox.click(user, { channel, ts }, 'review_close');
    const form = await sandbox.waitFor(
      () => sandbox.openModals(user).find((view) => view.callback_id === 'submit_review'),
      20_000,
    );
    const noteless = await sandbox.submit(user, form.id, { verdict: { value: 'resolved' } });
    expect(noteless.errors).toHaveProperty('note');
    const saved = await sandbox.submit(user, form.id, { verdict: { value: 'resolved' }, note: { value: '款已到账' } });
    expect(json(saved.updated)).toMatch(/预警单已结案|The alert is closed/);
  };

  const closedBy = async (alertId: string) => {
    const { rows } = await harness.database.pool.query(
      `SELECT alert.state, review.decision, review.verdict, review.note, review.by,
         (SELECT count(*)::int FROM credit_holds WHERE alert_id = alert.id AND ended_at IS NULL) AS holds
       FROM alerts alert JOIN alert_reviews review ON review.alert_id = alert.id WHERE alert.id = $1::bigint`,
      [alertId],
    );
    return rows;
  };

  it('is closed by risk from the escalation, with a verdict and a note, and the hold on new credit ends with it', async () => {
    const { alertId, code } = await ownerless();
    clock = RISK_IS_TOLD;
    const escalation = await stepFor(alertId, 'escalation_2');
    expect(escalation.recipient).toBe('R01');
    expect(json(escalation.message.blocks)).toContain('review_close');
    expect(json(escalation.message.blocks)).not.toMatch(/open_feedback|review_accept|review_return/);

    clock = THE_END;
    const hold = await stepFor(alertId, 'hold');
    expect(json(hold.message.blocks)).toContain('反馈或结案后自动恢复');
    expect(json(hold.message.blocks)).toContain('review_close');
    expect(json((await ask(PEOPLE.owner, code)).blocks)).toContain('新增授信自');

    await closeFrom(PEOPLE.risk, escalation.message);
    expect(await closedBy(alertId)).toEqual([
      { state: 'closed', decision: 'close', verdict: 'resolved', note: '款已到账', by: 'R01', holds: 0 },
    ]);
    expect(json((await ask(PEOPLE.owner, code)).blocks)).not.toContain('新增授信自');
    // The other step offers what is no longer possible: nothing happens, and it is said who has closed it.
    await harness.sandbox.click(PEOPLE.risk, { channel: hold.message.channel, ts: hold.message.ts }, 'review_close');
    await harness.sandbox.waitFor(() => json(harness.sandbox.openModals(PEOPLE.risk)).includes('结案，结论：已解决'));
  }, 60_000);

  it('is closed by another officer from the list and from the card of the customer', async () => {
    const listed = await ownerless();
    await closeFrom(PEOPLE.secondRisk, await ask(PEOPLE.secondRisk, `alerts ${listed.code}`));
    expect(await closedBy(listed.alertId)).toMatchObject([{ state: 'closed', by: 'R02' }]);
    const carded = await ownerless();
    await closeFrom(PEOPLE.secondRisk, await ask(PEOPLE.secondRisk, carded.code));
    expect(await closedBy(carded.alertId)).toMatchObject([{ state: 'closed', by: 'R02' }]);
  }, 60_000);

  it('nobody but risk is offered that', async () => {
    const { code } = await ownerless();
    for (const user of [PEOPLE.owner, PEOPLE.manager]) {
      expect(json((await ask(user, `alerts ${code}`)).blocks)).not.toContain('review_close');
      expect(json((await ask(user, code)).blocks)).not.toContain('review_close');
    }
  });
});
