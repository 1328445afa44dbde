import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const LINES_AT_A_TIME = 2_000;

/** Copies lines of COPY's text format into a table. */
export async function copyLines(client: pg.PoolClient, target: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  function* chunks() {
    for (let place = 0; place < lines.length; place += LINES_AT_A_TIME) {
      yield lines.slice(place, place + LINES_AT_A_TIME).join('');
    }
  }
  await pipeline(Readable.from(chunks()), client.query(copyFrom(`copy ${target} from stdin`)));
}
