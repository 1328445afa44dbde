import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { OVERLAY_PATH } from '@xinshao/core/contract/overlay.ts';
import { PROOF_HEADER, proofText } from '@xinshao/core/contract/overlay-proof.ts';
import { expect } from 'vitest';
import type { Harness } from '../slack/support/harness.ts';
import { EAST } from '../slack/support/workspace.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server sent; the tests say what it must be
  readonly body: any;
}

/** The keys of the browsers that were connected here, by their tokens. */
const keys = new Map<string, KeyObject>();

/** A browser's key, with the public part as the server is told it. */
export function newKey(): { readonly key: KeyObject; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return { key: privateKey, publicKey: Buffer.concat(point).toString('base64url') };
}

/** Trades a code for a token, as a browser does that makes a key for it. */
export async function pair(harness: Harness, code: string, headers: Record<string, string> = {}): Promise<Answered> {
  const { key, publicKey } = newKey();
  const answer = await ask(harness, 'POST', '/pairing', { body: { code, publicKey }, headers });
  if (answer.status === 200) keys.set(answer.body.token, key);
  return answer;
}

/** The proof of a request by the browser that holds a key. @param at milliseconds since 1970 */
export function proofBy(key: KeyObject, method: string, path: string, body: string, at: number): string {
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const text = Buffer.from(proofText({ method, path, at, bodyHash }));
  return `${at}.${sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** Asks the bot's interface over HTTP, as the extension's worker does. */
export async function ask(
  harness: Harness,
  method: string,
  path: string,
  options: {
    readonly token?: string | undefined;
    readonly body?: unknown;
    readonly headers?: Record<string, string>;
    /** When it is signed, where that is not now. */
    readonly at?: Date;
  } = {},
): Promise<Answered> {
  const key = options.token === undefined ? undefined : keys.get(options.token);
  const content = contentOf(options.body);
  const at = (options.at ?? new Date()).getTime();
  const response = await fetch(`${harness.bot.url}${OVERLAY_PATH}${path}`, {
    method,
    headers: {
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(key === undefined ? {} : { [PROOF_HEADER]: proofBy(key, method, path, content ?? '', at) }),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(content === undefined ? {} : { body: content }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

function contentOf(body: unknown): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

/** Types `/credit connect` and reads the code from the answer. */
export async function codeFor(harness: Harness, person: string): Promise<string> {
  const { answer } = await typed(harness, person, 'connect');
  const code = /`([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})`/.exec(answer)?.[1];
  expect(code).toBeDefined();
  return code ?? '';
}

/** Types a `/credit` command. @returns the text of the answer */
export async function typed(harness: Harness, person: string, text: string): Promise<{ readonly answer: string }> {
  const before = harness.sandbox.ephemeral(person).length;
  await harness.sandbox.command(person, EAST, `/credit ${text}`);
  const message = await harness.sandbox.waitFor(() => harness.sandbox.ephemeral(person)[before], 20_000);
  return { answer: JSON.stringify(message.blocks) };
}

export interface Connected {
  readonly token: string;
  hash(key: string): string;
}

/** Pairs an extension for a person. */
export async function connect(harness: Harness, person: string): Promise<Connected> {
  const { status, body } = await pair(harness, await codeFor(harness, person));
  expect(status).toBe(200);
  const key = Buffer.from(body.hashKey, 'hex');
  return { token: body.token, hash: (text) => createHmac('sha256', key).update(text).digest('hex') };
}
