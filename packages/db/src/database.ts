import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import { applyMigrations } from './migrate/migrations.ts';

/** The one handle to PostgreSQL: Prisma where the work is a row, the pool where it is a set. They share connections. */
export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Upper bound of connections of this process. */
  readonly connections?: number;
  /**
   * Keeps connections open however long they are idle: for a process that people wait for, because a new connection
   * has to log in, read the catalogue and plan its statements first.
   */
  readonly keepIdle?: boolean;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * Connects and brings the schema up to date.
 * @throws the driver's error when the server cannot be reached or refuses the login.
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const max = options.connections ?? 10;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    min: options.keepIdle === true ? max : 0,
    application_name: 'xinshao',
    connectionTimeoutMillis: 10_000,
  });
  // Without a listener a lost idle connection would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  // So would one that somebody holds between two statements: the next statement fails, which is all there is to know.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await applyMigrations(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    url,
    pool,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
