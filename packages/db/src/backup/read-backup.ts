import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type BackupHead, BackupRefused, backupHeadSchema, END_OF_ROWS, HEAD, TAIL } from './backup-format.ts';

/** A backup piece by piece, in its order. `end` comes only after the check sum was found right. */
export type BackupPiece =
  | { readonly kind: 'head'; readonly head: BackupHead }
  | { readonly kind: 'table'; readonly name: string; readonly columns: readonly string[] }
  /** Whole rows of the table. */
  | { readonly kind: 'rows'; readonly bytes: Buffer }
  | { readonly kind: 'end'; readonly sha256: string };

const END = Buffer.from(END_OF_ROWS);
const END_AFTER_ROW = Buffer.from(`\n${END_OF_ROWS}`);
const NEWLINE = 10;
const COPY = /^COPY ("(?:[^"]|"")+") \(((?:"(?:[^"]|"")+"(?:, )?)+)\) FROM stdin;$/;
const NAME = /"((?:[^"]|"")+)"/g;
/** The longest line outside of rows. */
const LONGEST_LINE = 1 << 20;

/**
 * Reads a backup without believing it: nothing in it is run as SQL, and its check sum is compared at the end.
 * @throws BackupRefused `not_a_backup` or `damaged`
 */
export async function* readBackup(source: Readable): AsyncGenerator<BackupPiece> {
  const hash = createHash('sha256');
  let rest: Buffer = Buffer.alloc(0);
  let state: 'head' | 'between' | 'rows' | 'ended' = 'head';
  const take = (length: number, counts = true) => {
    const taken = rest.subarray(0, length);
    if (counts) hash.update(taken);
    rest = rest.subarray(length);
    return taken;
  };
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const chunk of gunzip) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let goesOn = true; goesOn; ) {
        if (state === 'rows') {
          if (rest.subarray(0, END.length).equals(END)) {
            take(END.length);
            state = 'between';
            continue;
          }
          const end = rest.indexOf(END_AFTER_ROW);
          const whole = (end >= 0 ? end : rest.lastIndexOf(NEWLINE)) + 1;
          if (whole > 0) yield { kind: 'rows', bytes: take(whole) };
          goesOn = end >= 0;
          continue;
        }
        const end = rest.indexOf(NEWLINE);
        if (end < 0 || state === 'ended') {
          if (rest.length > LONGEST_LINE || (state === 'ended' && rest.length > 0)) throw refusal(state);
          break;
        }
        const line = rest.subarray(0, end).toString();
        if (state === 'head') {
          const head = headOf(line);
          take(end + 1);
          state = 'between';
          yield { kind: 'head', head };
        } else if (line.startsWith(TAIL)) {
          take(end + 1, false);
          const sha256 = hash.digest('hex');
          if (line.slice(TAIL.length) !== sha256) throw new BackupRefused({ code: 'damaged' });
          state = 'ended';
          yield { kind: 'end', sha256 };
        } else {
          const table = tableOf(line);
          take(end + 1);
          state = 'rows';
          yield table;
        }
      }
    }
  } catch (error) {
    if (error instanceof BackupRefused || !isZlibError(error)) throw error;
    throw refusal(state, error);
  }
  if (state !== 'ended') throw refusal(state);
}

function headOf(line: string): BackupHead {
  if (!line.startsWith(HEAD)) throw new BackupRefused({ code: 'not_a_backup' });
  try {
    return backupHeadSchema.parse(JSON.parse(line.slice(HEAD.length)));
  } catch (cause) {
    throw new BackupRefused({ code: 'not_a_backup' }, { cause });
  }
}

function tableOf(line: string): BackupPiece {
  const [, table = '', list = ''] = COPY.exec(line) ?? [];
  if (table === '') throw new BackupRefused({ code: 'damaged' });
  const names = (text: string) => [...text.matchAll(NAME)].map(([, name = '']) => name.replaceAll('""', '"'));
  const [name = ''] = names(table);
  return { kind: 'table', name, columns: names(list) };
}

/** Before its first line a file was no backup; afterwards it was one and is broken. */
function refusal(state: string, cause?: unknown): BackupRefused {
  return new BackupRefused({ code: state === 'head' ? 'not_a_backup' : 'damaged' }, { cause });
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
