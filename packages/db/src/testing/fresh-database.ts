import { randomUUID } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { type Database, openDatabase } from '../database.ts';
import { administer, databaseUrl } from './administer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test server's maintenance database. */
    postgresUrl: string;
    /** Name of the migrated, empty database that others are copied from. */
    templateDatabase: string;
  }
}

/** An empty, migrated database on the real test server; dropped when the test file ends. */
export async function freshDatabase(): Promise<Database> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name} template ${inject('templateDatabase')}`);
  const database = await openDatabase(databaseUrl(server, name));
  afterAll(async () => {
    await database.close();
    await administer(server, `drop database if exists ${name} with (force)`);
  });
  return database;
}
