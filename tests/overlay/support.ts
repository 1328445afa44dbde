import { createHmac } from 'node:crypto';
import { OVERLAY_PATH } from '@xinshao/core/contract/overlay.ts';
import { expect } from 'vitest';
import type { Harness } from '../slack/support/harness.ts';
import { EAST } from '../slack/support/workspace.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server sent; the tests say what it must be
  readonly body: any;
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
  } = {},
): Promise<Answered> {
  const response = await fetch(`${harness.bot.url}${OVERLAY_PATH}${path}`, {
    method,
    headers: {
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined
      ? {}
      : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
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
  const { status, body } = await ask(harness, 'POST', '/pairing', { body: { code: await codeFor(harness, person) } });
  expect(status).toBe(200);
  const key = Buffer.from(body.hashKey, 'hex');
  return { token: body.token, hash: (text) => createHmac('sha256', key).update(text).digest('hex') };
}
