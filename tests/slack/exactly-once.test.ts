import type { WebClient } from '@slack/web-api';
import { deliverShown } from '@xinshao/bot/jobs/deliver-shown.ts';
import type { DeliveryContext, DeliveryOutcome } from '@xinshao/bot/jobs/delivery-context.ts';
import { type Outgoing, sendOnce, withoutClaim } from '@xinshao/bot/jobs/send-once.ts';
import { createLog } from '@xinshao/bot/log/log.ts';
import { policyLibrary } from '@xinshao/bot/present/policy-library.ts';
import { channelDirectory } from '@xinshao/bot/slack/channel-directory.ts';
import { jobClient } from '@xinshao/bot/slack/clients.ts';
import { people } from '@xinshao/bot/slack/people.ts';
import { CLAIM_LASTS_SECONDS } from '@xinshao/db/outbox/claim.ts';
import { onceOutbox, shownOutbox } from '@xinshao/db/outbox/outbox.ts';
import { openQueue } from '@xinshao/db/queue/queue.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { EAST, workspace } from './support/workspace.ts';

const database = await freshDatabase();
const { pool } = database;
// Messages alone: what they are about is of no interest here.
await pool.query('ALTER TABLE collection_messages DROP CONSTRAINT collection_messages_case_id_fkey');
await pool.query('ALTER TABLE report_messages DROP CONSTRAINT report_messages_month_fkey');
const sandbox = await startSandbox({
  workspace,
  limits: { messagesPerSecondPerChannel: 10_000, messageBurst: 10_000, methodTiers: false },
});
const queue = await openQueue(database.url, { works: false });
afterAll(async () => {
  await queue.stop({ graceful: false });
  await sandbox.close();
});

const log = createLog('silent');
let clock = new Date('2026-10-26T01:00:00Z').getTime();

const world = (client: WebClient): DeliveryContext => ({
  ...{ database, queue, client, log, alertChannel: null, locale: 'zh', timeZone: 'Asia/Shanghai', creditor: null },
  people: people(client, database, log, () => clock),
  channels: channelDirectory(client, () => clock),
  policies: policyLibrary(database),
  // How fast messages go out is not what is asked here.
  pace: { turn: async () => null, hold: async () => undefined },
  now: () => new Date(clock),
});
const client = () => jobClient(sandbox.botToken, sandbox.apiUrl, log);

class Killed extends Error {}

/** Effects on the world that a process gets done before it is killed: in the middle of the next one, or just after it. */
class Life {
  private left: number;
  isOver = false;
  constructor(halfSteps: number) {
    this.left = halfSteps;
  }
  /** A part of the world as the process sees it. */
  over<Part extends object>(part: Part): Part {
    return new Proxy(part, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value === 'object' && value !== null) return this.over(value);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          this.step();
          const result: unknown = await Reflect.apply(value, target, given);
          this.step();
          return result;
        };
      },
    });
  }
  private step(): void {
    this.left -= 1;
    if (this.left >= 0 && !this.isOver) return;
    this.isOver = true;
    throw new Killed();
  }
}
const FOREVER = Number.POSITIVE_INFINITY;

/** What a message is about, as the database would tell it. */
interface Subject {
  readonly id: string;
  version: number;
  isWanted: boolean;
  /** Finding out where it goes takes so long; left out: no time. */
  finding?: Promise<void>;
  /** It belongs into the thread below this message; left out: into the channel. */
  thread?: string;
}

let number = 0;
const KINDS = {
  'kept up to date': {
    outbox: shownOutbox('collection_messages'),
    table: 'collection_messages',
    sql: `INSERT INTO collection_messages (case_id, audience, queued_at) VALUES (1, 'instalment:' || $1, now())
      RETURNING id::text`,
  },
  'sent once': {
    outbox: onceOutbox('report_messages'),
    table: 'report_messages',
    sql: `INSERT INTO report_messages (month, audience, queued_at) VALUES ('2026-09', 'staff:' || $1, now())
      RETURNING id::text`,
  },
} as const;
type Kind = keyof typeof KINDS;

const newSubject = async (kind: Kind): Promise<Subject> => {
  number += 1;
  const { rows } = await pool.query<{ id: string }>(KINDS[kind].sql, [String(number)]);
  return { id: rows[0]?.id ?? '', version: 1, isWanted: true };
};
const mark = (kind: Kind, { id }: Subject) => ({ event_type: 'xinshao_test', event_payload: { kind, id } });

/** One try of one process. */
async function deliver(kind: Kind, subject: Subject, life = new Life(FOREVER)): Promise<DeliveryOutcome> {
  const context = world(life.over(client()));
  // That of the process that asks: a later one may be faster.
  const { finding } = subject;
  const rest: Omit<Outgoing, 'outbox'> = {
    ...{ id: subject.id, mark: mark(kind, subject), waited: false },
    read: async () => ({
      ...{
        version: subject.version,
        isWanted: subject.isWanted,
        manner: { urgent: false },
        thread: subject.thread ?? null,
        since: new Date(0),
      },
      targets: async () => {
        await finding;
        return { targets: [{ channel: EAST, name: '信用-华东', threadTs: subject.thread ?? null }], problem: null };
      },
      render: async () => ({ text: `${subject.id} version ${subject.version}`, blocks: [] }),
    }),
  };
  if (kind === 'kept up to date') {
    const outbox = life.over(KINDS[kind].outbox);
    return deliverShown(context, await outbox.claim(database, subject.id, context.now()), { ...rest, outbox });
  }
  const outbox = life.over(KINDS[kind].outbox);
  const claim = await outbox.claim(database, subject.id, context.now());
  return claim.outcome === 'claimed' ? sendOnce(context, claim, { ...rest, outbox }) : withoutClaim(claim);
}

/** A try of a process that is killed. @returns whether it came to that */
async function killed(kind: Kind, subject: Subject, halfSteps: number): Promise<boolean> {
  const life = new Life(halfSteps);
  await deliver(kind, subject, life).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  return life.isOver;
}

/** Tries again, as the queue does, until nothing is left to do. */
async function finish(kind: Kind, subject: Subject): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    clock += CLAIM_LASTS_SECONDS * 1000;
    if ((await deliver(kind, subject)).kind === 'done') return;
  }
  throw new Error('not done after five tries');
}

const inSlack = (kind: Kind, subject: Subject) =>
  sandbox.messages(EAST).filter(({ metadata }) => {
    const payload = metadata?.event_payload;
    return payload?.kind === kind && payload.id === subject.id;
  });
interface Row {
  state: string;
  error: string | null;
  ts: string | null;
  attempts: number;
  claims: number;
}
const rowOf = async (kind: Kind, subject: Subject) => {
  const { rows } = await pool.query<Row>(
    `SELECT state, error, ts, attempts, claims FROM ${KINDS[kind].table} WHERE id = $1::bigint`,
    [subject.id],
  );
  return rows[0];
};

describe.each(Object.keys(KINDS) as Kind[])('a message that is %s', (kind) => {
  const { claimed } = KINDS[kind].outbox;
  const posted = kind === 'sent once' ? 'sent' : 'posted';

  it('comes to Slack once, wherever two processes are killed one after the other', async () => {
    let points = 0;
    for (let first = 0; ; first++) {
      let reached = false;
      for (let second = 0; ; second++) {
        const subject = await newSubject(kind);
        reached = await killed(kind, subject, first);
        subject.version = 2;
        clock += CLAIM_LASTS_SECONDS * 1000;
        const again = reached && (await killed(kind, subject, second));
        if (again) points += 1;
        await finish(kind, subject);
        const [message, ...more] = inSlack(kind, subject);
        expect(more, `killed after ${first} and ${second} half steps`).toEqual([]);
        expect(await rowOf(kind, subject)).toMatchObject({ state: posted, ts: message?.ts });
        if (kind === 'kept up to date') expect(message?.text).toBe(`${subject.id} version 2`);
        if (!again) break;
      }
      if (!reached) break;
    }
    expect(points).toBeGreaterThan(30);
  }, 120_000);

  it('comes to Slack once when a process hangs before it posts, and wakes up while or after another does it', async () => {
    for (const order of ['slow first', 'quick first', 'together']) {
      const subject = await newSubject(kind);
      const [slowly, quickly] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const slow = deliver(kind, { ...subject, finding: slowly.promise });
      const isClaimed = async () => (await rowOf(kind, subject))?.state === claimed;
      await vi.waitUntil(isClaimed);
      clock += CLAIM_LASTS_SECONDS * 1000;
      const quick = deliver(kind, { ...subject, finding: quickly.promise });
      await vi.waitUntil(async () => (await rowOf(kind, subject))?.claims === 2);
      if (order === 'slow first') {
        slowly.resolve();
        expect(await slow).toMatchObject({ kind: 'later' });
        quickly.resolve();
      } else {
        quickly.resolve();
        if (order === 'quick first') await quick;
        slowly.resolve();
      }
      expect(await quick).toEqual({ kind: 'done' });
      expect(await slow).toMatchObject({ kind: 'later' });
      await finish(kind, subject);
      expect(inSlack(kind, subject), order).toHaveLength(1);
    }
  });

  it('comes to Slack once when ten processes try at the same time', async () => {
    const subject = await newSubject(kind);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => deliver(kind, subject)));
    expect(outcomes.every(({ kind: outcome }) => outcome !== 'failed')).toBe(true);
    await finish(kind, subject);
    expect(inSlack(kind, subject)).toHaveLength(1);
  });

  it('is found again when Slack’s answer was lost, and sent when Slack never got it', async () => {
    for (const fault of [{ dropAfterCommit: true } as const, { timeout: 10 }]) {
      const subject = await newSubject(kind);
      sandbox.failNext('chat.postMessage', fault);
      await expect(deliver(kind, subject)).rejects.toThrow();
      expect(await rowOf(kind, subject)).toMatchObject({ state: claimed, error: 'no_answer' });
      expect(await deliver(kind, subject)).toEqual({ kind: 'done' });
      expect(await rowOf(kind, subject)).toMatchObject({ state: posted, ts: inSlack(kind, subject)[0]?.ts });
      expect(inSlack(kind, subject)).toHaveLength(1);
    }
  });

  it('is found again wherever an earlier try went: into the channel, or a thread that there was not yet or is gone', async () => {
    const parent = await newSubject(kind);
    await deliver(kind, parent);
    const thread = inSlack(kind, parent)[0]?.ts ?? '';
    const places = [
      ['channel', 'thread'],
      ['thread', 'channel'],
      ['thread', 'thread'],
      ['thread', 'thread that is gone'],
    ] as const;
    const threads = { channel: undefined, thread, 'thread that is gone': '1.000001' } as const;
    for (const [earlier, now] of places) {
      const subject = await newSubject(kind);
      const within = (place: keyof typeof threads) => {
        const ts = threads[place];
        return ts === undefined ? subject : { ...subject, thread: ts };
      };
      sandbox.failNext('chat.postMessage', { dropAfterCommit: true });
      await expect(deliver(kind, within(earlier))).rejects.toThrow();
      await finish(kind, within(now));
      expect(inSlack(kind, subject), `first into the ${earlier}, then into the ${now}`).toHaveLength(1);
    }
  });

  it('stays in doubt while Slack cannot be asked whether it stands', async () => {
    const subject = await newSubject(kind);
    sandbox.failNext('chat.postMessage', { dropAfterCommit: true });
    await expect(deliver(kind, subject)).rejects.toThrow();
    for (const [error, outcome] of [
      ['ratelimited', { kind: 'later', seconds: 2 }],
      ['token_revoked', null],
    ] as const) {
      sandbox.failNext('conversations.history', { error, retryAfter: 2 });
      if (outcome === null) await expect(deliver(kind, subject)).rejects.toThrow();
      else expect(await deliver(kind, subject)).toEqual(outcome);
      expect(await rowOf(kind, subject)).toMatchObject({ state: claimed, error });
    }
    await finish(kind, subject);
    expect(inSlack(kind, subject)).toHaveLength(1);
  });

  it('waits as long as Slack asks, and is given back meanwhile', async () => {
    const subject = await newSubject(kind);
    sandbox.failNext('chat.postMessage', { error: 'ratelimited', retryAfter: 3 });
    expect(await deliver(kind, subject)).toMatchObject({ kind: 'later', seconds: 3 });
    expect(await rowOf(kind, subject)).toMatchObject({ state: 'pending' });
    expect(await deliver(kind, subject)).toEqual({ kind: 'done' });
  });

  it('keeps why Slack refused it, and goes out once that is put right', async () => {
    const subject = await newSubject(kind);
    sandbox.failNext('chat.postMessage', { error: 'token_revoked' });
    expect(await deliver(kind, subject)).toEqual({ kind: 'failed', error: 'token_revoked' });
    expect(await rowOf(kind, subject)).toMatchObject({ state: 'failed', error: 'token_revoked', attempts: 1 });
    expect(await deliver(kind, subject)).toEqual({ kind: 'done' });
    expect(await rowOf(kind, subject)).toMatchObject({ state: posted, attempts: 0 });
  });

  it('is not sent once nobody needs it, but what stands already is known to stand', async () => {
    for (const [fault, standing] of [
      [{ dropAfterCommit: true } as const, 1],
      [{ timeout: 10 }, 0],
    ] as const) {
      const subject = await newSubject(kind);
      sandbox.failNext('chat.postMessage', fault);
      await expect(deliver(kind, subject)).rejects.toThrow();
      subject.isWanted = false;
      expect(await deliver(kind, subject)).toEqual({ kind: 'done' });
      expect(inSlack(kind, subject)).toHaveLength(standing);
      expect((await rowOf(kind, subject))?.state).toBe(standing === 1 ? posted : 'pending');
    }
  });
});

describe('a message that stands', () => {
  const kind = 'kept up to date';
  const standing = async () => {
    const subject = await newSubject(kind);
    await finish(kind, subject);
    subject.version = 2;
    return subject;
  };

  it('is posted again, once, when it is gone; and not when nobody needs it any more', async () => {
    for (const error of ['message_not_found', 'cant_update_message', 'channel_not_found']) {
      const subject = await standing();
      sandbox.failNext('chat.update', { error });
      expect(await deliver(kind, subject)).toEqual({ kind: 'later', seconds: 0 });
      expect(await deliver(kind, subject)).toEqual({ kind: 'done' });
      expect(inSlack(kind, subject).map(({ text }) => text)).toEqual([
        `${subject.id} version 1`,
        `${subject.id} version 2`,
      ]);
      subject.version = 3;
      subject.isWanted = false;
      sandbox.failNext('chat.update', { error });
      expect(await deliver(kind, subject)).toEqual({ kind: 'failed', error });
      expect(await deliver(kind, subject)).toEqual({ kind: 'done' });
      expect(inSlack(kind, subject)).toHaveLength(2);
      expect(await rowOf(kind, subject)).toMatchObject({ state: 'posted', error });
    }
  });

  it('is updated later when Slack asks to wait or does not answer, and once the token is right', async () => {
    const subject = await standing();
    sandbox.failNext('chat.update', { error: 'ratelimited', retryAfter: 4 });
    expect(await deliver(kind, subject)).toEqual({ kind: 'later', seconds: 4 });
    sandbox.failNext('chat.update', { timeout: 10 });
    await expect(deliver(kind, subject)).rejects.toThrow();
    sandbox.failNext('chat.update', { error: 'token_revoked' });
    expect(await deliver(kind, subject)).toEqual({ kind: 'failed', error: 'token_revoked' });
    expect(inSlack(kind, subject).map(({ text }) => text)).toEqual([`${subject.id} version 1`]);
    expect(await deliver(kind, subject)).toEqual({ kind: 'done' });
    expect(inSlack(kind, subject).map(({ text }) => text)).toEqual([`${subject.id} version 2`]);
  });

  it('ends at the newest version when ten processes update it', async () => {
    const subject = await standing();
    subject.version = 7;
    await Promise.all(Array.from({ length: 10 }, () => deliver(kind, subject)));
    expect(inSlack(kind, subject).map(({ text }) => text)).toEqual([`${subject.id} version 7`]);
  });
});
