import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { OVERLAY_PATH, PREFIX_DIGITS } from '@xinshao/core/contract/overlay.ts';
import { PROOF_HEADER, proofText } from '@xinshao/core/contract/overlay-proof.ts';
import type { Database } from '@xinshao/db/database.ts';
import { pairingCode, startBenchBot } from './bench-bot.ts';
import { DASHBOARD_CUSTOMERS, insertDashboardRows } from './fixtures/dashboard-rows.ts';
import { insertReadableFacts } from './fixtures/readable-facts.ts';
import type { BenchResult } from './result.ts';

const COMPANIES = 100;
const ROUNDS = 100;
const REQUIRED_MS = 30;

/**
 * What a list of a hundred companies costs the real server: one signed request for all their badges, from the request
 * until the whole answer is here. Half of the companies are customers, and every name is asked for as the extension does.
 * @param database empty
 */
export async function benchBadges(database: Database): Promise<BenchResult[]> {
  await insertDashboardRows(database);
  await insertReadableFacts(database);
  const { bot, stop } = await startBenchBot(database, ({ botToken, appToken, apiUrl }) => {
    return { mode: 'socket', botToken, appToken, apiUrl };
  });
  try {
    const browser = await connected(database, bot.url);
    const milliseconds: number[] = [];
    let entries = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // A token has twenty requests a second and a burst of sixty: a page asks once.
      await new Promise((wake) => setTimeout(wake, 60));
      const prefixes = prefixesOf(browser.hashKey, round);
      const started = performance.now();
      entries = await lookUp(bot.url, browser, prefixes);
      milliseconds.push(performance.now() - started);
      if (entries < COMPANIES / 2) throw new Error(`only ${entries} entries`);
    }
    // The first requests pay for connections and plans that are made once.
    const later = milliseconds.slice(10).sort((one, other) => one - other);
    const percentile = (share: number) => Math.round((later[Math.ceil(share * later.length) - 1] ?? 0) * 10) / 10;
    const over = `${COMPANIES} companies over ${DASHBOARD_CUSTOMERS.toLocaleString('en-US')} customers`;
    const median = percentile(0.5);
    return [
      {
        name: `badges, ${over}, p50`,
        value: median,
        unit: 'ms',
        required: `≤ ${REQUIRED_MS}`,
        pass: median <= REQUIRED_MS,
      },
      { name: `badges, ${over}, p99`, value: percentile(0.99), unit: 'ms', required: 'for information', pass: true },
    ];
  } finally {
    await stop();
  }
}

interface BenchBrowser {
  readonly token: string;
  readonly hashKey: string;
  readonly key: KeyObject;
}

/** Pairs a browser as people do, but for Slack, where the code would be shown. */
async function connected(database: Database, address: string): Promise<BenchBrowser> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const response = await fetch(`${address}${OVERLAY_PATH}/pairing`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: await pairingCode(database), publicKey: Buffer.concat(point).toString('base64url') }),
  });
  const { token, hashKey } = (await response.json()) as { token: string; hashKey: string };
  return { token, hashKey, key: privateKey };
}

/** Of every second company that is no customer, and of customers all over the table. */
function prefixesOf(hashKey: string, round: number): string[] {
  const key = Buffer.from(hashKey, 'hex');
  const prefixes = Array.from({ length: COMPANIES }, (_, place) => {
    const known = 1 + ((round * 7919 + place * 487) % DASHBOARD_CUSTOMERS);
    const name = place % 2 === 0 ? `客户${known}` : randomBytes(8).toString('hex');
    return createHmac('sha256', key).update(`name:${name}`).digest('hex').slice(0, PREFIX_DIGITS);
  });
  return [...new Set(prefixes)].sort();
}

async function lookUp(address: string, { token, key }: BenchBrowser, prefixes: readonly string[]): Promise<number> {
  const body = JSON.stringify({ prefixes });
  const at = Date.now();
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const text = Buffer.from(proofText({ method: 'POST', path: '/lookups', at, bodyHash }));
  const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const response = await fetch(`${address}${OVERLAY_PATH}/lookups`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      [PROOF_HEADER]: `${at}.${signature}`,
    },
    body,
  });
  const { entries } = (await response.json()) as { entries: readonly unknown[] };
  return entries.length;
}
