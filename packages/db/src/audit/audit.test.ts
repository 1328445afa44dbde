import { randomUUID } from 'node:crypto';
import type { NewAuditEntry } from '@xinshao/core/audit/audit-entry.ts';
import type { AuditVerdict } from '@xinshao/core/audit/verdict.ts';
import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../testing/fresh-database.ts';
import { withinTransaction } from '../within-transaction.ts';
import { appendAudit, appendAudits } from './append-audit.ts';
import { hashEntry } from './hash-entry.ts';
import { verifyAudit } from './verify-audit.ts';

const look = (subjectId: string, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  actor: 'S01',
  surface: 'slack',
  action: 'customer_viewed',
  subjectKind: 'customer',
  subjectId,
  after: { view: 'details', assessment: '7' },
  ...more,
});

describe('the audit trail', async () => {
  const database = await freshDatabase();
  const { pool } = database;

  /** What somebody who owns the server can do: no trigger stops them. */
  const tamper = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query('ALTER TABLE audit_log DISABLE TRIGGER USER');
      for (const statement of statements) await client.query(statement);
      await client.query('ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_append_only');
    } finally {
      await client.end();
    }
  };
  const append = (...entries: NewAuditEntry[]) =>
    withinTransaction(database, (client) => appendAudits(client, entries));
  const entry = async (id: number) => (await pool.query('SELECT * FROM audit_log WHERE id = $1', [id])).rows[0];
  const verdict = async (...anchors: { id: string; hash: string }[]): Promise<AuditVerdict> =>
    verifyAudit(database, anchors);

  beforeEach(async () => {
    await tamper('TRUNCATE audit_log');
    await append(...['C1', 'C2', 'C3', 'C4', 'C5'].map((code) => look(code)));
  });

  it('is whole when nobody touched it, and names its last entry', async () => {
    expect(await verdict()).toEqual({
      ok: true,
      entries: 5,
      head: { id: '5', hash: (await entry(5)).hash },
      problem: null,
    });
  });

  it('is whole when it is empty', async () => {
    await tamper('TRUNCATE audit_log');
    expect(await verdict()).toEqual({ ok: true, entries: 0, head: null, problem: null });
  });

  it('counts without gaps and binds each entry to the one before', async () => {
    const { rows } = await pool.query('SELECT id::int, previous_hash, hash FROM audit_log ORDER BY id');
    expect(rows.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(rows[0].previous_hash).toBe('0'.repeat(64));
    for (let index = 1; index < rows.length; index++) expect(rows[index].previous_hash).toBe(rows[index - 1].hash);
  });

  it('keeps every kind of text as it can be checked again', async () => {
    await append(
      look('甲\0乙', { reason: 'half a pair: \ud83d', before: { text: '\0\ud83d 🚨', amountFen: 12 }, after: null }),
      look('C7', { at: new Date('2024-02-29T23:59:59.999Z'), reason: '' }),
    );
    expect(await verdict()).toMatchObject({ ok: true, entries: 7 });
    expect(await entry(6)).toMatchObject({ subject_id: '甲\uFFFD乙', after: null, reason: 'half a pair: \uFFFD' });
    expect(JSON.parse((await entry(6)).before)).toEqual({ text: '\0\ud83d 🚨', amountFen: 12 });
    expect((await entry(7)).at.toISOString()).toBe('2024-02-29T23:59:59.999Z');
  });

  it('takes many entries at once', async () => {
    await append(...Array.from({ length: 2_500 }, (_, index) => look(`N${index}`)));
    expect(await verdict()).toMatchObject({ ok: true, entries: 2_505 });
  });

  it.each([
    [`UPDATE audit_log SET actor = 'R01' WHERE id = 2`],
    ['UPDATE audit_log SET actor = actor WHERE false'],
    ['DELETE FROM audit_log WHERE id = 5'],
    ['TRUNCATE audit_log'],
    [`INSERT INTO audit_log SELECT * FROM audit_log WHERE id = 2 ON CONFLICT (id) DO UPDATE SET actor = 'R01'`],
    ['SET session_replication_role = replica; DELETE FROM audit_log'],
  ])('refuses %s', async (statement) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await expect(client.query(statement)).rejects.toThrow(/append-only/);
    await client.end();
    expect(await verdict()).toMatchObject({ ok: true, entries: 5 });
  });

  it('an entry vanishes with the transaction it was written in, and leaves no gap', async () => {
    const failing = withinTransaction(database, async (client) => {
      await client.query(`INSERT INTO teams (code, name) VALUES ('T9', 'gone')`);
      await appendAudit(client, look('C6'));
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    expect((await pool.query(`SELECT FROM teams WHERE code = 'T9'`)).rowCount).toBe(0);
    await append(look('C7'));
    expect(await entry(6)).toMatchObject({ subject_id: 'C7' });
    expect(await verdict()).toMatchObject({ ok: true, entries: 6 });
  });

  it('appends at once keep one chain', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        withinTransaction(database, async (client) => {
          await client.query('SELECT pg_sleep($1)', [(index % 7) / 1000]);
          await appendAudits(client, [look(`A${index}`), look(`B${index}`)]);
          if (index % 5 === 0) throw new Error('rolled back');
        }).catch(() => undefined),
      ),
    );
    expect(await verdict()).toMatchObject({ ok: true, entries: 5 + 48 * 2 });
  });

  it('an append that cannot see the end of the chain fails instead of forking it', async () => {
    const late = new pg.Client({ connectionString: database.url });
    await late.connect();
    await late.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await late.query('SELECT 1');
    await append(look('C6'));
    await expect(appendAudit(late, look('C6 too'))).rejects.toThrow(/unique/);
    await late.end();
    expect(await verdict()).toMatchObject({ ok: true, entries: 6 });
  });

  it('needs no more than SELECT and INSERT, and who has no more cannot switch the trigger off', async () => {
    const role = `writer_${randomUUID().replaceAll('-', '')}`;
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query(`CREATE ROLE ${role}`);
      await client.query(`GRANT SELECT, INSERT ON audit_log TO ${role}`);
      await client.query(`SET ROLE ${role}`);
      await client.query('BEGIN');
      await appendAudit(client, look('C6'));
      await client.query('COMMIT');
      await expect(client.query('ALTER TABLE audit_log DISABLE TRIGGER USER')).rejects.toThrow(/owner/);
      await expect(client.query('DELETE FROM audit_log')).rejects.toThrow();
    } finally {
      await client.query('RESET ROLE');
      await client.query(`DROP OWNED BY ${role}`);
      await client.query(`DROP ROLE ${role}`);
      await client.end();
    }
    expect(await verdict()).toMatchObject({ ok: true, entries: 6 });
  });

  describe('tells what somebody did who switched the trigger off', () => {
    it.each([
      'actor',
      'surface',
      'action',
      'subject_kind',
      'subject_id',
      'before',
      'after',
      'reason',
      'hash',
      'previous_hash',
    ])('a changed %s', async (column) => {
      const value = column === 'surface' ? 'job' : 'forged';
      await tamper(`UPDATE audit_log SET "${column}" = '${value}' WHERE id = 3`);
      expect(await verdict()).toMatchObject({ ok: false, entries: 2, problem: { kind: 'altered', id: '3' } });
    });

    it('a time moved by a millisecond', async () => {
      await tamper(`UPDATE audit_log SET at = at + interval '1 millisecond' WHERE id = 4`);
      expect(await verdict()).toMatchObject({ ok: false, problem: { kind: 'altered', id: '4' } });
    });

    it('a value made empty', async () => {
      await tamper('UPDATE audit_log SET after = NULL WHERE id = 1');
      expect(await verdict()).toMatchObject({ ok: false, problem: { kind: 'altered', id: '1' } });
    });

    it.each([1, 3])('row %i deleted', async (id) => {
      await tamper(`DELETE FROM audit_log WHERE id = ${id}`);
      expect(await verdict()).toMatchObject({ ok: false, problem: { kind: 'missing', id: String(id) } });
    });

    it('two rows swapped', async () => {
      await tamper(
        'UPDATE audit_log SET id = -1 WHERE id = 2',
        'UPDATE audit_log SET id = 2 WHERE id = 4',
        'UPDATE audit_log SET id = 4 WHERE id = -1',
      );
      expect(await verdict()).toMatchObject({ ok: false, problem: { kind: 'moved', id: '2', belongsAt: '4' } });
    });

    it('a row deleted and the later ones moved up', async () => {
      await tamper('DELETE FROM audit_log WHERE id = 2', 'UPDATE audit_log SET id = id - 1 WHERE id > 2');
      expect(await verdict()).toMatchObject({ ok: false, problem: { kind: 'moved', id: '2', belongsAt: '3' } });
    });

    it('a row put in', async () => {
      await tamper(
        'ALTER TABLE audit_log DROP CONSTRAINT audit_log_pkey',
        `INSERT INTO audit_log SELECT id, at, actor, surface, action, subject_kind, subject_id, before, after, reason, 'x', 'y'
         FROM audit_log WHERE id = 3`,
      );
      expect((await verdict()).problem).toMatchObject({ id: '3' });
      await tamper(`DELETE FROM audit_log WHERE hash = 'y'`, 'ALTER TABLE audit_log ADD PRIMARY KEY (id)');
    });

    it('an entry rewritten with a hash that fits it: the next one does not follow from it', async () => {
      const forged = await entryWithHash(3, { actor: 'R01' });
      await tamper(`UPDATE audit_log SET actor = 'R01', hash = '${forged}' WHERE id = 3`);
      expect(await verdict()).toMatchObject({ ok: false, problem: { kind: 'unlinked', id: '4' } });
    });

    it('the trigger left switched off', async () => {
      await pool.query('ALTER TABLE audit_log DISABLE TRIGGER USER');
      expect(await verdict()).toMatchObject({ ok: false, entries: 5, problem: { kind: 'unguarded' } });
    });
  });

  describe('what leaves no trace in the chain shows against an anchor kept elsewhere', () => {
    it('the end cut off', async () => {
      const { head } = await verdict();
      if (head === null) throw new Error('the chain has no end');
      expect(await verdict(head)).toMatchObject({ ok: true });
      await tamper('DELETE FROM audit_log WHERE id >= 4');
      expect(await verdict()).toMatchObject({ ok: true, entries: 3 });
      expect(await verdict(head)).toMatchObject({ ok: false, problem: { kind: 'cut_off', id: '4', anchor: head } });
      await append(look('C4 again'), look('C5 again'));
      expect(await verdict()).toMatchObject({ ok: true, entries: 5 });
      expect(await verdict(head)).toMatchObject({ ok: false, problem: { kind: 'anchor_differs', id: '5' } });
    });

    it('all of it deleted', async () => {
      const { head } = await verdict();
      if (head === null) throw new Error('the chain has no end');
      await tamper('TRUNCATE audit_log');
      expect(await verdict(head)).toMatchObject({ ok: false, problem: { kind: 'cut_off', id: '1' } });
    });

    it('the last entry rewritten with a hash that fits it', async () => {
      const { head } = await verdict();
      if (head === null) throw new Error('the chain has no end');
      const forged = await entryWithHash(5, { actor: 'R01' });
      await tamper(`UPDATE audit_log SET actor = 'R01', hash = '${forged}' WHERE id = 5`);
      expect(await verdict()).toMatchObject({ ok: true });
      expect(await verdict(head)).toMatchObject({ ok: false, problem: { kind: 'anchor_differs', id: '5' } });
    });
  });

  const entryWithHash = async (id: number, changed: { actor: string }): Promise<string> => {
    const row = await entry(id);
    const { subject_kind: subjectKind, subject_id: subjectId, previous_hash: previousHash, ...rest } = row;
    return hashEntry({ ...rest, subjectKind, subjectId, previousHash, ...changed });
  };
});
