import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from '../../database.ts';

const BLOCK = 1 << 20;

/** Sends a file in COPY's text format to the server as it is. @returns the seconds it took, the commit included */
export async function copyFileInto(database: Database, command: string, path: string): Promise<number> {
  const client = await database.pool.connect();
  try {
    const started = performance.now();
    await pipeline(createReadStream(path, { highWaterMark: BLOCK }), client.query(copyFrom(command)));
    return (performance.now() - started) / 1000;
  } finally {
    client.release();
  }
}
