import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Harness, type Mode, startHarness } from './support/harness.ts';
import { seedCustomer } from './support/seed.ts';
import { EAST, PEOPLE } from './support/workspace.ts';

const QCC = 'https://www.qcc.com/firm/0123456789abcdef0123456789abcdef.html';
const UNKNOWN = 'https://www.qcc.com/firm/ffffffffffffffffffffffffffffffff.html';
const WAIT = { timeout: 20_000, interval: 50 };

describe.each<Mode>(['socket', 'http'])('links to customers in a channel (%s mode)', (mode) => {
  let harness: Harness;
  let customerId: number;
  beforeAll(async () => {
    harness = await startHarness(mode, { bot: { publicUrl: 'https://credit.example.com' } });
    const { database } = harness;
    customerId = await seedCustomer(database, { code: 'C1', name: '华东<!channel>精密机械有限公司', owner: 'S02' });
    await database.pool.query(
      `INSERT INTO registry_pages (site, page_id, customer_id, confirmed_by, confirmed_at)
       VALUES ('qcc', '0123456789abcdef0123456789abcdef', $1, 'R01', now())`,
      [customerId],
    );
    await seedCustomer(database, { code: '客户 2&3', name: '华南贸易有限公司' });
  });
  afterAll(() => harness?.close());

  const shownBelow = (ts: string) => harness.sandbox.messages(EAST).find((one) => one.ts === ts)?.attachments ?? [];
  const post = async (person: string, text: string) => {
    const { ts } = await harness.sandbox.postAs(person, EAST, text);
    return ts;
  };
  const views = async () => {
    const { rows } = await harness.database.pool.query<{ actor: string; subject_id: string; after: string }>(
      `SELECT actor, subject_id, after FROM audit_log WHERE action = 'customer_viewed' ORDER BY id`,
    );
    return rows.map(({ actor, subject_id, after }) => `${actor} ${subject_id} ${JSON.parse(after).view}`);
  };

  it('a registry link: name and grade for everybody, no figures, no ping', async () => {
    const ts = await post(PEOPLE.owner, `看看这家 ${QCC}`);
    await vi.waitFor(() => expect(shownBelow(ts)).toHaveLength(1), WAIT);
    const text = JSON.stringify(shownBelow(ts));
    expect(text).toContain('华东&lt;!channel&gt;精密机械有限公司');
    expect(text).toMatch(/信哨等级：[A-C]/);
    expect(text).not.toMatch(/¥|120|30 天|敞口/);
    expect(await views()).toEqual(['S01 C1 grade']);
  });

  it('the details button answers each person alone, by their role, and is recorded', async () => {
    const ts = await post(PEOPLE.colleague, QCC);
    await vi.waitFor(() => expect(shownBelow(ts)).toHaveLength(1), WAIT);
    const before = (await views()).length;
    const press = async (person: string) => {
      const seen = harness.sandbox.ephemeral(person).length;
      await harness.sandbox.click(person, { channel: EAST, ts }, 'show_customer');
      await vi.waitFor(() => expect(harness.sandbox.ephemeral(person).length).toBeGreaterThan(seen), WAIT);
      return JSON.stringify(harness.sandbox.ephemeral(person).at(-1)?.blocks);
    };
    expect(await press(PEOPLE.colleague)).toContain('风险敞口');
    expect(await press(PEOPLE.owner)).not.toMatch(/¥1,200,000/);
    expect(await press(PEOPLE.risk)).toContain('风险敞口');
    expect(await press(PEOPLE.stranger)).toContain('还不在信哨的人员名单中');
    expect((await views()).slice(before)).toEqual(['S02 C1 details', 'S01 C1 grade', 'R01 C1 details']);
  });

  it('a customer link of ours', async () => {
    const ts = await post(PEOPLE.owner, 'https://credit.example.com/customers/%E5%AE%A2%E6%88%B7%202%263?a=1&b=2');
    await vi.waitFor(() => expect(JSON.stringify(shownBelow(ts))).toContain('华南贸易有限公司'), WAIT);
  });

  it('nothing for unknown pages, list pages, unknown codes and posts of strangers', async () => {
    const quiet = [
      await post(PEOPLE.owner, UNKNOWN),
      await post(PEOPLE.owner, 'https://www.qcc.com/web/search?key=x'),
      await post(PEOPLE.owner, 'https://credit.example.com/customers/NOBODY'),
      await post(PEOPLE.stranger, QCC),
    ];
    const last = await post(PEOPLE.risk, QCC);
    await vi.waitFor(() => expect(shownBelow(last)).toHaveLength(1), WAIT);
    expect(quiet.map((ts) => shownBelow(ts).length)).toEqual([0, 0, 0, 0]);
  });
});
