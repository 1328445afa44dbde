import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openDatabase } from './database.ts';
import { PRISMA_FOLDER } from './migrate/engine.ts';
import { applyMigrations, readMigrations } from './migrate/migrations.ts';
import { freshDatabase } from './testing/fresh-database.ts';

describe('the database', async () => {
  const database = await freshDatabase();

  it('is real PostgreSQL with the migrated schema', async () => {
    expect(await database.prisma.customer.count()).toBe(0);
    const { rows } = await database.pool.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    expect(Number.parseInt(rows[0]?.version ?? '', 10)).toBeGreaterThanOrEqual(15);
  });

  it('applies no migration twice', async () => {
    expect(await applyMigrations(database.pool)).toEqual([]);
  });

  it('has a migration for every change of the schema', async () => {
    const last = (await readMigrations()).migrationDirectories.at(-1);
    const migrated = await readFile(join(PRISMA_FOLDER, 'migrations', last?.path ?? '', 'schema.prisma'), 'utf8');
    expect(await readFile(join(PRISMA_FOLDER, 'schema.prisma'), 'utf8')).toBe(migrated);
  });

  it('a connection that is lost while somebody holds it fails their next statement, and nothing else', async () => {
    const held = await database.pool.connect();
    const { rows } = await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const gone = new Promise((resolve) => held.once('end', resolve));
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await gone;
    await expect(held.query('SELECT 1')).rejects.toThrow();
    held.release();
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it.each([
    [0, false],
    [1, true],
  ])(
    'has %d connections after a quiet quarter of a minute when it is told to keep them: %s',
    async (left, keepIdle) => {
      const opened = await openDatabase(database.url, { keepIdle });
      const earlier = await opened.pool.connect();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      earlier.release();
      vi.advanceTimersByTime(15_000);
      vi.useRealTimers();
      expect(opened.pool.totalCount).toBe(left);
      await opened.close();
    },
  );

  it('refuses a second unanswered alert of one customer', async () => {
    const customer = await database.prisma.customer.create({
      data: { code: 'K1', name: '甲', nameKey: '甲', nearKey: '甲' },
    });
    const alert = {
      customerId: customer.id,
      state: 'open',
      severity: 'red',
      openedOn: new Date('2026-10-31'),
      dueAt: new Date('2026-10-31T09:00:00Z'),
      exposureFen: 1n,
      overdueFen: 1n,
      policyHash: 'h',
    };
    await database.prisma.alert.create({ data: alert });
    await expect(database.prisma.alert.create({ data: alert })).rejects.toThrow(/unique/i);
    await expect(database.prisma.alert.create({ data: { ...alert, state: 'closed' } })).resolves.toBeDefined();
  });
});
