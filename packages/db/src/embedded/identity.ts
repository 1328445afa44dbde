import { spawnSync } from 'node:child_process';

/** The operating-system user PostgreSQL runs as; empty means: the user of this process. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root, so root runs it as `postgres` (made when missing) or, failing that, `nobody`. */
export function databaseIdentity(): Identity {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  const existing = lookUp('postgres');
  if (existing) return existing;
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/bin/false', 'postgres'], { stdio: 'ignore' });
  return lookUp('postgres') ?? lookUp('nobody') ?? { uid: 65_534, gid: 65_534 };
}

/** Whether a program can be started by that user; false where a parent folder is closed to it. */
export function canRun(program: string, identity: Identity): boolean {
  return spawnSync(program, ['--version'], { ...identity, stdio: 'ignore' }).status === 0;
}

function lookUp(user: string): Identity | null {
  const id = (flag: string) => spawnSync('id', [flag, user], { encoding: 'utf8' });
  const uid = id('-u');
  const gid = id('-g');
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
