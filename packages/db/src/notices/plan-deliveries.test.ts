import { DEFAULT_NOTICE_RULES } from '@xinshao/core/policy/notices-schema.ts';
import type { Severity } from '@xinshao/core/warnings/warning.ts';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Delivery, openQueue } from '../queue/queue.ts';
import { freshDatabase } from '../testing/fresh-database.ts';
import { makeCustomer } from '../testing/ledger-example.ts';
import { withinTransaction } from '../within-transaction.ts';
import { planDeliveries } from './plan-deliveries.ts';

const NOW = new Date('2026-10-26T01:00:00Z');
/** Everything that is not red comes in a summary. */
const RULES = { ...DEFAULT_NOTICE_RULES, summaryAbove: 0 };

describe('deciding how alerts are told', async () => {
  const database = await freshDatabase();
  const queue = await openQueue(database.url, { works: false });
  afterAll(() => queue.stop({ graceful: false }));
  await database.prisma.staff.createMany({
    data: [
      ...['S1', 'S2', 'S3', 'S4', 'S5', 'S6'].map((code) => ({ code, name: code, role: 'sales' })),
      { code: 'R1', name: '风控一', role: 'risk', managerCode: 'R2' },
      { code: 'R2', name: '风控二', role: 'risk' },
    ],
  });
  let number = 0;

  const alertOf = async (ownerCode: string, severity: Severity): Promise<Delivery[]> => {
    number += 1;
    const customerId = await makeCustomer(database, `K${number}`, { salesOwner: ownerCode });
    const { id } = await database.prisma.alert.create({
      data: {
        ...{
          customerId,
          state: 'open',
          severity,
          ownerCode,
          policyHash: 'p',
          openedOn: NOW,
          openedAt: NOW,
          dueAt: NOW,
        },
        ...{ exposureFen: BigInt(number), overdueFen: 0n },
      },
    });
    return (['channel', 'owner'] as const).map((audience) => ({ alertId: String(id), audience, severity }));
  };
  const plan = (deliveries: readonly Delivery[]) =>
    withinTransaction(database, async (transaction) => {
      const asked = vi.spyOn(transaction, 'query');
      try {
        await planDeliveries(transaction, queue, deliveries, RULES, NOW);
        return asked.mock.calls.length;
      } finally {
        asked.mockRestore();
      }
    });

  it('asks the database as often for many alerts of many people as for a few', async () => {
    const few = [...(await alertOf('S1', 'orange')), ...(await alertOf('S2', 'red'))];
    const many: Delivery[] = [];
    for (const owner of ['S1', 'S2', 'S3', 'S4', 'S5', 'S6']) {
      for (const severity of ['orange', 'yellow', 'red'] as const) many.push(...(await alertOf(owner, severity)));
    }
    const asked = await plan(few);
    expect(asked).toBeGreaterThan(0);
    expect(await plan(many)).toBe(asked);
    const { rows } = await database.pool.query<{ place: string; alerts: string[] }>(
      `SELECT notice.place, array_agg(item.part || ' ' || alert.severity ORDER BY item.position) AS alerts
       FROM notices notice JOIN notice_items item ON item.notice_id = notice.id JOIN alerts alert ON alert.id = item.alert_id
       WHERE notice.place LIKE 'staff:%' GROUP BY notice.id, notice.place ORDER BY notice.place, notice.id`,
    );
    const everything = ['following red', 'new yellow', 'new orange'];
    expect(rows.map(({ place, alerts }) => [place, alerts])).toEqual([
      ['staff:S1', ['new orange']],
      ...['S1', 'S2', 'S3', 'S4', 'S5', 'S6'].map((code) => [`staff:${code}`, everything]),
    ]);
  });

  it('tells whoever is above an owner who has left, in their place and in the same way', async () => {
    await database.prisma.staff.createMany({
      data: [
        { code: 'M7', name: '经理', role: 'sales_manager' },
        { code: 'S7', name: '离职', role: 'sales', managerCode: 'M7', leftAt: new Date(0) },
      ],
    });
    const told = async (severity: Severity) => {
      const deliveries = [...(await alertOf('S7', severity)), ...(await alertOf('S7', severity))];
      await plan(deliveries);
      const { rows } = await database.pool.query<{ told: string }>(
        `SELECT DISTINCT message.audience || ' ' || message.state || coalesce(' by ' || notice.place, '') AS told
         FROM alert_messages message LEFT JOIN notices notice ON notice.id = message.notice_id
         WHERE message.alert_id = ANY($1::bigint[]) AND message.audience <> 'channel' ORDER BY 1`,
        [deliveries.map(({ alertId }) => alertId)],
      );
      return rows.map((row) => row.told);
    };
    expect(await told('orange')).toEqual(['manager gathered by staff:M7']);
    expect(await told('red')).toEqual(['manager pending', 'risk pending']);
    await database.prisma.staff.deleteMany({ where: { code: { in: ['M7', 'S7'] } } });
  });

  it('tells the head of risk of red ones; of those of the head the next one, if there is one', async () => {
    const riskTold = async () => {
      const [own, other] = [await alertOf('R2', 'red'), await alertOf('S1', 'red')];
      await plan([...own, ...other]);
      const { rows } = await database.pool.query<{ owner: string }>(
        `SELECT alert.owner_code AS owner FROM alert_messages message JOIN alerts alert ON alert.id = message.alert_id
         WHERE message.audience = 'risk' AND alert.id = ANY($1::bigint[]) ORDER BY 1`,
        [[...own, ...other].map(({ alertId }) => alertId)],
      );
      return rows.map(({ owner }) => owner);
    };
    expect(await riskTold()).toEqual(['R2', 'S1']);
    await database.prisma.staff.update({ where: { code: 'R1' }, data: { leftAt: new Date(0) } });
    expect(await riskTold()).toEqual(['S1']);
  });
});
