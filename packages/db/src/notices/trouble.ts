import type { Day } from '@xinshao/core/day/day.ts';
import type { Database } from '../database.ts';
import { enqueueNotices, type Queue } from '../queue/queue.ts';
import { PRESENT_STAFF } from '../staff/present-staff.ts';
import { withinTransaction } from '../within-transaction.ts';
import { placeText } from './place.ts';
import { storeNotice } from './store-notice.ts';

/** A place that Slack does not let us write to. */
export interface Trouble {
  /** Slack's code, or ours: what is the matter. */
  readonly code: string;
  /** The channel or person, as a reader knows it. */
  readonly where: string;
}

/** Files that somebody was promised and that could not be sent. */
export interface UnsentFiles {
  readonly about: 'letter' | 'attachments';
  /** Of the letter or the alert. */
  readonly number: string;
  readonly customerName: string;
  /** Slack's code, or ours: what is the matter. */
  readonly code: string;
  /** Staff code of who asked. */
  readonly askedBy: string;
  /** Told once in all time. */
  readonly asking: string;
}

/** Tells who asked for files that they could not be sent, and why; once, however often it is tried again. */
export async function reportUnsentFiles(
  database: Database,
  queue: Queue,
  { askedBy, asking, ...details }: UnsentFiles,
  now: Date,
): Promise<void> {
  await withinTransaction(database, async (transaction) => {
    const place = placeText({ kind: 'staff', code: askedBy });
    const notice = { key: `unsent:${asking}`, kind: 'trouble', place, items: [], details: { ...details } } as const;
    const id = await storeNotice(transaction, notice, now);
    await enqueueNotices(queue, id === null ? [] : [id], transaction);
  });
}

/** Tells every risk officer of trouble, once a day for each place and matter, however many alerts meet it. */
export async function reportTrouble(
  database: Database,
  queue: Queue,
  { code, where }: Trouble,
  day: Day,
  now: Date,
): Promise<void> {
  await withinTransaction(database, async (transaction) => {
    const officers = await transaction.query<{ code: string }>(
      `SELECT code FROM ${PRESENT_STAFF} staff WHERE role = 'risk' ORDER BY code`,
    );
    const ids: string[] = [];
    for (const officer of officers.rows) {
      const place = placeText({ kind: 'staff', code: officer.code });
      const key = `trouble:${place}:${code}:${where}:${day}`;
      const id = await storeNotice(
        transaction,
        { key, kind: 'trouble', place, items: [], details: { code, where } },
        now,
      );
      if (id !== null) ids.push(id);
    }
    await enqueueNotices(queue, ids, transaction);
  });
}
