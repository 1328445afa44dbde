import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { CLAIM_LASTS_SECONDS, type HeldClaim } from './claim.ts';
import { CLAIMED_AND_POSTED, type Outbox, onceOutbox, shownOutbox } from './outbox.ts';

const NOW = new Date('2026-10-26T01:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const AFTER_SILENCE = later(CLAIM_LASTS_SECONDS);
const POSTED = { channel: 'C1', ts: '1.000001', at: NOW };

const database = await freshDatabase();
const { pool } = database;

/** Messages alone: what they are about is of no interest here. */
const KINDS: Readonly<Record<string, { readonly outbox: Outbox; readonly columns: string; readonly values: string }>> =
  {
    alert_messages: {
      outbox: shownOutbox('alert_messages'),
      columns: 'alert_id, audience',
      values: "1, 'file:' || $1",
    },
    limit_request_messages: {
      outbox: shownOutbox('limit_request_messages'),
      columns: 'request_id, audience',
      values: "1, 'finance:' || $1",
    },
    collection_messages: {
      outbox: shownOutbox('collection_messages'),
      columns: 'case_id, audience, queued_at',
      values: "1, 'instalment:' || $1, now()",
    },
    alert_steps: {
      outbox: onceOutbox('alert_steps'),
      columns: 'alert_id, generation, step, place, audience, due_at, claimed_at, queued_at',
      values: "1, $1::int, 'reminder_1', 'direct', 'owner', now(), now(), now()",
    },
    report_messages: {
      outbox: onceOutbox('report_messages'),
      columns: 'month, audience, queued_at',
      values: "'2026-09', 'staff:' || $1, now()",
    },
    notices: {
      outbox: onceOutbox('notices', CLAIMED_AND_POSTED),
      columns: 'key, kind, place, made_at',
      values: "'trouble:' || $1, 'trouble', 'staff:R01', now()",
    },
  };

for (const table of Object.keys(KINDS)) {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT conname AS name FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'`,
    [table],
  );
  for (const { name } of rows) await pool.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
}

let number = 0;

describe.each(Object.entries(KINDS))('a message of %s', (table, { outbox, columns, values }) => {
  const newMessage = async () => {
    number += 1;
    const { rows } = await pool.query<{ id: string }>(
      `INSERT INTO ${table} (${columns}) VALUES (${values}) RETURNING id::text`,
      [String(number)],
    );
    return rows[0]?.id ?? '';
  };
  const claim = (id: string, now = NOW) => outbox.claim(database, id, now);
  const held = async (id: string, now = NOW) => {
    const taken = await claim(id, now);
    if (taken.outcome !== 'claimed') throw new Error(`not claimed but ${taken.outcome}`);
    return taken.held;
  };
  const note = (mine: HeldClaim, channel: string, { error = null as string | null, now = NOW } = {}) =>
    outbox.noteTarget(database, mine, { channel, error, now });
  const row = async (id: string) => {
    const { rows } = await pool.query(`SELECT * FROM ${table} WHERE id = $1::bigint`, [id]);
    return rows[0] ?? {};
  };

  it('is claimed by one of ten processes', async () => {
    const id = await newMessage();
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(id)));
    expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ outcome }) => outcome === 'busy')).toHaveLength(9);
  });

  it('is taken over by one process after a minute of silence, and that one is told to look in Slack', async () => {
    const id = await newMessage();
    const first = await claim(id);
    expect(first).toEqual({ outcome: 'claimed', held: { messageId: id, number: 1 }, doubtful: false, channel: null });
    await note({ messageId: id, number: 1 }, 'C1');
    expect(await claim(id, later(CLAIM_LASTS_SECONDS - 1))).toEqual({ outcome: 'busy' });
    const claims = await Promise.all([1, 2].map(() => claim(id, AFTER_SILENCE)));
    const second = { outcome: 'claimed', held: { messageId: id, number: 2 }, doubtful: true, channel: 'C1' };
    expect(claims).toContainEqual(second);
    expect(claims).toContainEqual({ outcome: 'busy' });
  });

  it('is not posted by who hung before noting a target and wakes up after another took over', async () => {
    const id = await newMessage();
    const slow = await held(id);
    expect(await claim(id, AFTER_SILENCE)).toMatchObject({ outcome: 'claimed', doubtful: true, channel: null });
    const before = await row(id);
    expect(await note(slow, 'C9', { now: later(61) })).toBe(false);
    expect(await row(id)).toEqual(before);
  });

  it('is looked for by the successor of who hung after noting a target, and that is a minute after the noting', async () => {
    const id = await newMessage();
    const slow = await held(id);
    expect(await note(slow, 'C1', { now: later(59) })).toBe(true);
    expect(await claim(id, AFTER_SILENCE)).toEqual({ outcome: 'busy' });
    const successor = await claim(id, later(59 + CLAIM_LASTS_SECONDS));
    expect(successor).toMatchObject({ outcome: 'claimed', doubtful: true, channel: 'C1' });
    expect(await note(slow, 'C1', { now: later(120) })).toBe(false);
  });

  it('stays the successor’s, whatever the one that hung says that became of it', async () => {
    const id = await newMessage();
    const slow = await held(id);
    const mine = await held(id, AFTER_SILENCE);
    for (const state of ['pending', 'failed', outbox.claimed] as const) {
      await outbox.recordUnsent(database, slow, state, 'late');
    }
    await outbox.withdraw(database, slow);
    expect(await claim(id, AFTER_SILENCE)).toEqual({ outcome: 'busy' });
    expect(await note(mine, 'C2', { now: AFTER_SILENCE })).toBe(true);
    expect(await row(id)).toMatchObject({ error: null, attempts: 0 });
  });

  it('is posted by nobody once the one that hung brings word that it stands', async () => {
    for (const givenBack of [false, true]) {
      const id = await newMessage();
      await note(await held(id), 'C1');
      const mine = await held(id, AFTER_SILENCE);
      if (givenBack) await outbox.recordUnsent(database, mine, 'pending', null);
      expect(await outbox.recordPosted(database, id, POSTED)).toBe(true);
      expect(await note(mine, 'C1', { now: AFTER_SILENCE })).toBe(false);
      expect((await claim(id, AFTER_SILENCE)).outcome).toBe('shown_version' in (await row(id)) ? 'posted' : 'done');
    }
  });

  it('stands where Slack said, whoever records it first', async () => {
    const id = await newMessage();
    await claim(id);
    await claim(id, AFTER_SILENCE);
    expect(await outbox.recordPosted(database, id, POSTED)).toBe(true);
    expect(await outbox.recordPosted(database, id, { ...POSTED, ts: '2.000002' })).toBe(false);
    expect(await row(id)).toMatchObject({ channel: 'C1', ts: '1.000001', error: null });
    expect((await claim(id, later(3600))).outcome).toBe('shown_version' in (await row(id)) ? 'posted' : 'done');
  });

  it('that was refused keeps the reason, counts the tries until Slack takes it, and starts afresh', async () => {
    const id = await newMessage();
    for (const attempts of [1, 2]) {
      await outbox.recordUnsent(database, await held(id), 'failed', 'is_archived');
      expect(await row(id)).toMatchObject({ state: 'failed', error: 'is_archived', attempts });
    }
    const again = await claim(id);
    expect(again).toMatchObject({ outcome: 'claimed', doubtful: false });
    await note({ messageId: id, number: 3 }, 'C2', { error: 'is_archived: 信用-旧' });
    await outbox.recordPosted(database, id, { ...POSTED, channel: 'C2' });
    expect(await row(id)).toMatchObject({ channel: 'C2', error: 'is_archived: 信用-旧', attempts: 0 });
  });

  it('whose connection broke before the answer can be taken at once, by who looks in Slack first', async () => {
    const id = await newMessage();
    const mine = await held(id);
    await note(mine, 'C1');
    await outbox.recordUnsent(database, mine, outbox.claimed, 'no_answer');
    expect(await row(id)).toMatchObject({ error: 'no_answer', attempts: 0 });
    expect(await claim(id)).toMatchObject({ outcome: 'claimed', doubtful: true, channel: 'C1' });
  });

  it('that was not sent, or that nobody needs, is given back', async () => {
    const id = await newMessage();
    await outbox.recordUnsent(database, await held(id), 'pending', null);
    const again = await claim(id);
    expect(again).toMatchObject({ outcome: 'claimed', doubtful: false });
    await outbox.withdraw(database, { messageId: id, number: 2 });
    expect(await claim(id)).toMatchObject({ outcome: 'claimed', doubtful: false });
  });

  it('stays as it is when somebody records late what became of an earlier claim', async () => {
    const id = await newMessage();
    const mine = await held(id);
    await outbox.recordPosted(database, id, POSTED);
    const before = await row(id);
    expect(await note(mine, 'C9', { error: 'late' })).toBe(false);
    for (const state of ['pending', 'failed', outbox.claimed] as const) {
      await outbox.recordUnsent(database, mine, state, 'late');
    }
    await outbox.withdraw(database, mine);
    expect(await row(id)).toEqual(before);
  });

  it('that was never there is nobody’s to send', async () => {
    expect(await claim('987654321')).toEqual({ outcome: 'done' });
  });
});

describe('a message that is kept up to date', () => {
  const outbox = shownOutbox('alert_messages');
  const newPosted = async () => {
    number += 1;
    const { rows } = await pool.query<{ id: string }>(
      'INSERT INTO alert_messages (alert_id, audience) VALUES (1, $1) RETURNING id::text',
      [`file:${number}`],
    );
    const id = rows[0]?.id ?? '';
    await outbox.claim(database, id, NOW);
    await outbox.recordPosted(database, id, { ...POSTED, shownVersion: 2 });
    return id;
  };
  const claim = (id: string) => outbox.claim(database, id, NOW);

  it('is nobody’s to send when it is told in another way', async () => {
    const id = await newPosted();
    await pool.query(`UPDATE alert_messages SET state = 'gathered' WHERE id = $1::bigint`, [id]);
    expect(await claim(id)).toEqual({ outcome: 'done' });
  });

  it('says to whom it was sent, once that was noted', async () => {
    number += 1;
    const { rows } = await pool.query<{ id: string }>(
      'INSERT INTO alert_messages (alert_id, audience) VALUES (1, $1) RETURNING id::text',
      [`file:${number}`],
    );
    const id = rows[0]?.id ?? '';
    const claimed = await claim(id);
    if (claimed.outcome !== 'claimed') throw new Error(claimed.outcome);
    await outbox.noteTarget(database, claimed.held, { channel: 'C1', recipient: 'S01', error: null, now: NOW });
    await outbox.recordPosted(database, id, POSTED);
    expect(await claim(id)).toMatchObject({ outcome: 'posted', recipient: 'S01' });
    expect(await claim(await newPosted())).toMatchObject({ outcome: 'posted', recipient: null });
  });

  it('shows the newest version that was recorded, also when an older one is recorded later', async () => {
    const id = await newPosted();
    expect(await claim(id)).toMatchObject({ shownVersion: 2 });
    await outbox.recordShown(database, id, 4, null);
    await outbox.recordShown(database, id, 3, null);
    expect(await claim(id)).toMatchObject({ shownVersion: 4 });
  });

  it('is not asked to change again where Slack refuses that, and the reason is kept', async () => {
    const id = await newPosted();
    await outbox.recordShown(database, id, 5, 'message_not_found');
    await outbox.recordShown(database, id, 6, null);
    expect(await claim(id)).toMatchObject({ outcome: 'posted', shownVersion: 6 });
    const { rows } = await pool.query('SELECT error FROM alert_messages WHERE id = $1::bigint', [id]);
    expect(rows).toEqual([{ error: 'message_not_found' }]);
  });

  it('is posted anew once it is gone, and only that one which is gone', async () => {
    const id = await newPosted();
    await outbox.recordGone(database, id, '9.000009', 'message_not_found');
    expect(await claim(id)).toMatchObject({ outcome: 'posted', ts: POSTED.ts });
    await outbox.recordGone(database, id, POSTED.ts, 'message_not_found');
    expect(await claim(id)).toMatchObject({ outcome: 'claimed', doubtful: false, channel: null });
    await outbox.recordPosted(database, id, { ...POSTED, ts: '2.000002' });
    await outbox.recordGone(database, id, POSTED.ts, 'message_not_found');
    expect(await claim(id)).toMatchObject({ outcome: 'posted', ts: '2.000002' });
  });
});
