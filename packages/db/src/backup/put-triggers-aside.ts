import type pg from 'pg';
import { quoted } from './backup-tables.ts';

const ENABLE: Readonly<Record<string, string>> = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA' };

/**
 * Switches off the triggers of these tables until the returned function switches them on again as they were: rows of a
 * backup come with what triggers once made of them, and the audit trail's guard must let its own past in.
 */
export async function putTriggersAside(client: pg.PoolClient, tables: readonly string[]): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string; mode: string }>(
    `SELECT tgrelid::regclass::text AS table, tgname::text AS name, tgenabled::text AS mode FROM pg_trigger
     WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid = ANY(SELECT ('public.' || quote_ident(name))::regclass
       FROM unnest($1::text[]) AS given (name))`,
    [tables],
  );
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${quoted(name)}`);
  return async () => {
    for (const { table, name, mode } of rows) {
      await client.query(`ALTER TABLE ${table} ${ENABLE[mode] ?? 'ENABLE'} TRIGGER ${quoted(name)}`);
    }
  };
}
