import { OVERLAY_ROUTES } from '@xinshao/bot/http/overlay/routes.ts';
import { ABILITY_TABLE, type Ability, ADMINISTRATOR, may } from '@xinshao/core/roles/abilities.ts';
import type { Responsibility, Role } from '@xinshao/core/roles/roles.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask, type Connected, connect } from '../overlay/support.ts';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { queueAlert, seedAlert, seedCustomer } from '../slack/support/seed.ts';
import { EAST, PEOPLE } from '../slack/support/workspace.ts';

const WAIT = { timeout: 20_000, interval: 50 };

/** One person of each role, all readers of Chinese. */
const PERSON: Readonly<Record<Role, string>> = {
  sales: PEOPLE.owner,
  sales_manager: PEOPLE.manager,
  risk: PEOPLE.risk,
  finance: PEOPLE.colleague,
  executive: PEOPLE.byEmail,
};
const CODE: Readonly<Record<Role, string>> = {
  sales: 'S01',
  sales_manager: 'M01',
  risk: 'R01',
  finance: 'S02',
  executive: 'S04',
};
const EVERYONE: [Role, string][] = [
  ['sales', PERSON.sales],
  ['sales_manager', PERSON.sales_manager],
  ['risk', PERSON.risk],
  ['finance', PERSON.finance],
  ['executive', PERSON.executive],
];

describe('every role before every door: Slack and the HTTP interface (§9)', () => {
  let harness: Harness;
  let posted: { channel: string; ts: string };
  const customers = { mine: 0, strange: 0 };
  const answersFor: Readonly<Record<keyof typeof customers, Responsibility>> = {
    mine: { ownerCode: 'S01', ownerTeamCode: 'EAST', ownerManagerCode: 'M01' },
    strange: { ownerCode: null, ownerTeamCode: null, ownerManagerCode: null },
  };

  beforeAll(async () => {
    harness = await startHarness('socket');
    const { database, bot } = harness;
    await database.pool.query(
      `UPDATE staff SET role = CASE code WHEN 'S02' THEN 'finance' ELSE 'executive' END, team_code = NULL, manager_code = NULL
       WHERE code IN ('S02', 'S04')`,
    );
    customers.mine = await seedCustomer(database, { code: 'C1', name: '华东精密机械有限公司' });
    customers.strange = await seedCustomer(database, { code: 'C2', name: '华南贸易有限公司', owner: null });
    const alertId = await seedAlert(database, { customerId: customers.mine });
    await queueAlert(database, bot.queue, alertId);
    posted = await vi.waitFor(async () => {
      const { rows } = await database.pool.query<{ channel: string; ts: string }>(
        `SELECT channel, ts FROM alert_messages WHERE audience = 'channel' AND state = 'posted'`,
      );
      const [row] = rows;
      if (row === undefined) throw new Error('not posted yet');
      return row;
    }, WAIT);
  });
  afterAll(() => harness?.close());

  const allowed = (role: Role, ability: 'see_details' | 'answer_alert', whose: keyof typeof customers) => {
    const member = { code: CODE[role], role, teamCode: role === 'sales' || role === 'sales_manager' ? 'EAST' : null };
    return may(member, ability, answersFor[whose]).may;
  };

  describe.each(EVERYONE)('%s', (role, person) => {
    let connected: Connected;
    beforeAll(async () => {
      connected = await connect(harness, person);
    });

    it.each(['mine', 'strange'] as const)(
      'details of a customer (%s): the same on the card and in the panel',
      async (whose) => {
        const before = harness.sandbox.ephemeral(person).length;
        await harness.sandbox.command(person, EAST, `/credit ${whose === 'mine' ? 'C1' : 'C2'}`);
        const card = await harness.sandbox.waitFor(() => harness.sandbox.ephemeral(person)[before], 20_000);
        const panel = await ask(harness, 'GET', `/customers/${customers[whose]}/panel`, { token: connected.token });
        const expected = allowed(role, 'see_details', whose);
        expect(JSON.stringify(card.blocks).includes('风险敞口、账龄与原因仅')).toBe(!expected);
        expect(panel.status).toBe(200);
        expect(panel.body.details !== null).toBe(expected);
      },
    );

    it('the feedback form of an alert', async () => {
      const { sandbox } = harness;
      await sandbox.click(person, posted, 'open_feedback');
      const view = await sandbox.waitFor(
        () =>
          sandbox
            .openModals(person)
            .find(
              ({ blocks }) =>
                /submit|张三|反馈/.test(JSON.stringify(blocks)) &&
                blocks.length > 0 &&
                !JSON.stringify(blocks).includes('正在'),
            ),
        20_000,
      );
      expect(view.callback_id === 'submit_feedback').toBe(allowed(role, 'answer_alert', 'mine'));
      for (const open of sandbox.openModals(person)) await sandbox.closeModal(person, open.id, true);
    });

    it('every operation of the HTTP interface', async () => {
      // Whoever disconnects has no token any more: that comes last.
      const ends = (path: string) => (path === '/disconnect' ? 1 : 0);
      for (const { method, path, ability } of OVERLAY_ROUTES.toSorted((a, b) => ends(a.path) - ends(b.path))) {
        if (ability === null) continue;
        const body = method === 'POST' ? {} : undefined;
        const { status } = await ask(harness, method, path.replace(':id', String(customers.mine)), {
          token: connected.token,
          body,
        });
        const refused = ABILITY_TABLE[ability][role] === 'none';
        expect([path, status === 403]).toEqual([path, refused]);
      }
    });
  });

  it('a stranger is told whom to ask, at every door of Slack', async () => {
    const { sandbox } = harness;
    const person = PEOPLE.stranger;
    const whom = /U0RISK01/;
    const said = async (act: () => Promise<unknown>) => {
      const before = sandbox.ephemeral(person).length;
      await act();
      return JSON.stringify((await sandbox.waitFor(() => sandbox.ephemeral(person)[before], 20_000)).blocks);
    };
    for (const text of ['C1', 'help', 'connect', 'disconnect', '']) {
      expect(await said(() => sandbox.command(person, EAST, `/credit ${text}`))).toMatch(whom);
    }
    expect(await said(() => sandbox.click(person, posted, 'show_customer'))).toMatch(whom);
    await sandbox.openHome(person);
    await vi.waitFor(() => expect(JSON.stringify(sandbox.homeOf(person))).toMatch(whom), WAIT);
    for (const act of [
      () => sandbox.click(person, posted, 'open_feedback'),
      () => sandbox.messageShortcut(person, posted.channel, posted.ts, 'feedback'),
    ]) {
      await act();
      const view = await sandbox.waitFor(
        () => sandbox.openModals(person).find((one) => whom.test(JSON.stringify(one))),
        20_000,
      );
      await sandbox.closeModal(person, view.id, true);
    }
  });

  it('an ability that the HTTP interface asks for is one of the table, and the administrator has no token', () => {
    const asked = OVERLAY_ROUTES.flatMap(({ ability }): Ability[] => (ability === null ? [] : [ability]));
    expect(asked.every((ability) => ability in ABILITY_TABLE)).toBe(true);
    expect(may(ADMINISTRATOR, 'connect_extension').may).toBe(false);
  });
});
