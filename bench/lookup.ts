import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type Database, openDatabase } from '@xinshao/db/database.ts';
import { OFFICER, startBenchBot } from './bench-bot.ts';
import type { BenchResult } from './result.ts';

const REQUESTS_PER_SECOND = 20;
const SECONDS = 20;
const REQUIRED_MS = 50;

/**
 * `/credit <code>` through the signed HTTP endpoint of the real bot: from the request until the card has arrived at
 * its response_url, at an even rate.
 */
export async function benchLookup(loaded: Database): Promise<BenchResult[]> {
  // As `start` opens it.
  const database = await openDatabase(loaded.url, { keepIdle: true });
  const { sandbox, bot, stop } = await startBenchBot(database, ({ botToken, signingSecret, apiUrl }) => {
    return { mode: 'http', botToken, signingSecret, apiUrl };
  });
  const answers = await answerServer();
  try {
    const codes = await someCodes(database);
    const acknowledged: number[] = [];
    const answered: number[] = [];
    const ask = async (code: string, request: number) => {
      const started = performance.now();
      const arrived = answers.wait(request);
      const status = await post(`${bot.url}/slack/events`, sandbox.signingSecret, code, `${answers.url}/${request}`);
      if (status !== 200) throw new Error(`the endpoint answered ${status}`);
      acknowledged.push(performance.now() - started);
      const body = await arrived;
      if (!body.includes(code)) throw new Error(`the answer does not show ${code}`);
      answered.push(performance.now() - started);
    };
    for (let warmUp = 0; warmUp < 20; warmUp += 1) await ask(codes[warmUp] ?? '', warmUp);
    acknowledged.length = 0;
    answered.length = 0;
    const pending: Promise<void>[] = [];
    const begin = performance.now();
    for (let count = 0; count < REQUESTS_PER_SECOND * SECONDS; count += 1) {
      const due = begin + (count * 1000) / REQUESTS_PER_SECOND;
      await new Promise((wake) => setTimeout(wake, Math.max(0, due - performance.now())));
      pending.push(ask(codes[count % codes.length] ?? '', 1000 + count));
    }
    await Promise.all(pending);
    return [
      result('lookup: acknowledged, p99', percentile(acknowledged, 0.99)),
      result('lookup: card has arrived, median', percentile(answered, 0.5)),
      result('lookup: card has arrived, p99', percentile(answered, 0.99)),
    ];
  } finally {
    answers.server.close();
    await stop();
    await database.close();
  }
}

function result(name: string, milliseconds: number): BenchResult {
  const value = Math.round(milliseconds * 10) / 10;
  return { name, value, unit: 'ms', required: `≤ ${REQUIRED_MS}`, pass: value <= REQUIRED_MS };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

async function someCodes(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ code: string }>(
    'select code from customers where id % 97 = 0 limit 400',
  );
  return rows.map(({ code }) => code);
}

async function post(url: string, secret: string, text: string, responseUrl: string): Promise<number> {
  const body = new URLSearchParams({
    command: '/credit',
    text,
    user_id: OFFICER.slackUserId,
    user_name: 'officer',
    team_id: 'T0BENCH',
    channel_id: 'C0BENCH',
    channel_name: '信用-总部',
    response_url: responseUrl,
    trigger_id: 'none',
    api_app_id: 'A0BENCH',
  }).toString();
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${signature}`,
    },
  });
  // Read to its end, so that the connection serves the next request, as Slack's do.
  await response.arrayBuffer();
  return response.status;
}

interface Answers {
  readonly url: string;
  readonly server: Server;
  /** The body of the answer to that request. */
  wait(request: number): Promise<string>;
}

function answerServer(): Promise<Answers> {
  const waiting = new Map<string, (body: string) => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end('ok');
      const asked = request.url?.slice(1) ?? '';
      waiting.get(asked)?.(Buffer.concat(chunks).toString());
      waiting.delete(asked);
    });
  });
  return new Promise((ready) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      const wait = (request: number) => new Promise<string>((arrived) => waiting.set(String(request), arrived));
      ready({ url: `http://127.0.0.1:${port}`, server, wait });
    });
  });
}
