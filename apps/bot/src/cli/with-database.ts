import { join } from 'node:path';
import { type Database, type DatabaseOptions, openDatabase } from '@xinshao/db/database.ts';
import { embeddedServer } from '@xinshao/db/embedded/server.ts';
import type { Config } from '../config/config.ts';
import type { Logger } from '../log/log.ts';
import { projectPath } from './environment.ts';

export interface OpenedDatabase {
  readonly database: Database;
  /** Closes it, and stops the embedded server when nobody else uses it. */
  close(): Promise<void>;
}

/**
 * Opens the configured PostgreSQL, or the embedded one in the data folder, and brings its schema up to date.
 * @param how `keepIdle`: for a process that stays and that people wait for
 */
export async function openConfiguredDatabase(
  config: Config,
  log: Logger,
  how: Pick<DatabaseOptions, 'keepIdle'> = {},
): Promise<OpenedDatabase> {
  const onConnectionLost = (error: Error) => log.warn({ err: error }, 'an idle database connection broke');
  const options = { ...how, onConnectionLost };
  if (config.databaseUrl !== null) {
    const database = await openDatabase(config.databaseUrl, options);
    return { database, close: () => database.close() };
  }
  const server = await embeddedServer({ folder: join(projectPath(config.dataFolder), 'postgres') });
  const database = await openDatabase(server.url, options);
  return {
    database,
    close: async () => {
      await database.close();
      await server.release();
    },
  };
}

/** Opens the database for one command and closes it whatever happens. */
export async function withDatabase<T>(
  config: Config,
  log: Logger,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const opened = await openConfiguredDatabase(config, log);
  try {
    return await work(opened.database);
  } finally {
    await opened.close();
  }
}
