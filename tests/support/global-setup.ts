import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@xinshao/db/database.ts';
import { embeddedServer } from '@xinshao/db/embedded/server.ts';
import { administer, databaseUrl } from '@xinshao/db/testing/administer.ts';
import type { TestProject } from 'vitest/node';

const TEMPLATE = 'xinshao_template';

/** One real PostgreSQL for the whole run, with a migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'xinshao-tests-'));
  const server = await embeddedServer({ folder, disposable: true });
  const teardown = async () => {
    await server.release();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await administer(server.url, `create database ${TEMPLATE}`);
    const database = await openDatabase(databaseUrl(server.url, TEMPLATE));
    await database.close();
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  project.provide('templateDatabase', TEMPLATE);
  return teardown;
}
