import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { binariesIn, bundledBinaries, type PostgresBinaries } from './binaries.ts';
import { canRun, databaseIdentity, type Identity } from './identity.ts';

const run = promisify(execFile);

/** A PostgreSQL on this machine that belongs to the data folder and is shared by every process that uses the folder. */
export interface EmbeddedServer {
  readonly url: string;
  /** Stops the server unless another process is still connected to it. */
  release(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** Folder for the cluster; made when missing. */
  readonly folder: string;
  /** For throw-away clusters: trades durability for speed. */
  readonly disposable?: boolean;
}

const START_ATTEMPTS = 5;

/**
 * Starts the folder's PostgreSQL, or joins the one that already runs there. The cluster is made on first use, listens
 * on 127.0.0.1 only, and keeps a random password in the folder.
 * @throws Error with the server's own words when it cannot start.
 */
export async function embeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const identity = databaseIdentity();
  const place = reachablePlace(resolve(options.folder), identity);
  const cluster = join(place.folder, 'cluster');
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(place, cluster, identity);
  const password = readFileSync(join(place.folder, 'password'), 'utf8').trim();

  let lastError: unknown;
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const port = runningPort(cluster);
    const url = `postgresql://xinshao:${password}@127.0.0.1:${port}/postgres`;
    if (port !== null && (await answers(url))) {
      return { url, release: () => stopWhenUnused(place, cluster, url, identity) };
    }
    try {
      await start(place, cluster, identity, options.disposable ?? false);
    } catch (error) {
      // Another process may have started it in this very moment: look again before giving up.
      lastError = error;
      await new Promise((wake) => setTimeout(wake, 500));
    }
  }
  throw new Error(`The embedded PostgreSQL in ${place.folder} did not start. Its log: ${logTail(place.folder)}`, {
    cause: lastError,
  });
}

interface Place {
  readonly folder: string;
  readonly binaries: PostgresBinaries;
}

/**
 * Root hands the server to another user, who may be shut out of the project's folder (a private home, a folder made by
 * mktemp). Then both programs and cluster live under /var/tmp, named after the project's folder.
 */
function reachablePlace(folder: string, identity: Identity): Place {
  const bundled = bundledBinaries();
  makeFolderFor(folder, identity);
  if (identity.uid === undefined || canRun(bundled.pgCtl, identity)) return { folder, binaries: bundled };
  const base = process.platform === 'win32' ? tmpdir() : '/var/tmp';
  const shared = join(
    base,
    `xinshao-postgresql-${createHash('sha256').update(bundled.folder).digest('hex').slice(0, 12)}`,
  );
  if (!existsSync(join(shared, 'complete'))) {
    rmSync(shared, { recursive: true, force: true });
    cpSync(bundled.folder, shared, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(shared, 'complete'), '');
  }
  const elsewhere = join(base, `xinshao-data-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
  makeFolderFor(elsewhere, identity);
  writeFileSync(join(folder, 'moved-to.txt'), `${elsewhere}\n`);
  return { folder: elsewhere, binaries: binariesIn(shared) };
}

function makeFolderFor(folder: string, identity: Identity): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(folder, identity.uid, identity.gid);
}

async function initialise(place: Place, cluster: string, identity: Identity): Promise<void> {
  rmSync(cluster, { recursive: true, force: true });
  const passwordFile = join(place.folder, 'password');
  writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(passwordFile, identity.uid, identity.gid);
  await run(
    place.binaries.initdb,
    [
      `--pgdata=${cluster}`,
      '--username=xinshao',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ],
    { ...identity, cwd: place.folder },
  );
}

async function start(place: Place, cluster: string, identity: Identity, disposable: boolean): Promise<void> {
  const settings = {
    port: await freePort(),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '256MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    timezone: 'UTC',
    log_min_messages: 'warning',
    ...(disposable ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 } : {}),
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value === '' ? "''" : value}`);
  await run(
    place.binaries.pgCtl,
    ['start', '-w', '-s', '-t', '60', '-D', cluster, '-l', join(place.folder, 'server.log'), '-o', flags.join(' ')],
    { ...identity, cwd: place.folder },
  );
}

/** The port of the server that runs on the cluster (fourth line of its pid file); null when none runs. */
function runningPort(cluster: string): number | null {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function stopWhenUnused(place: Place, cluster: string, url: string, identity: Identity): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const others = await client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
    );
    if (others.rows.length > 0) return;
  } catch {
    return; // Somebody else stopped it already.
  } finally {
    await client.end().catch(() => undefined);
  }
  await run(place.binaries.pgCtl, ['stop', '-w', '-s', '-m', 'fast', '-D', cluster], {
    ...identity,
    cwd: place.folder,
  });
}

function logTail(folder: string): string {
  const file = join(folder, 'server.log');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-5).join(' | ') : '(none)';
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no port'))));
    });
  });
}
