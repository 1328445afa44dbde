import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { PEOPLE } from '../slack/support/workspace.ts';
import { ask, codeFor, connect, pair } from './support.ts';

const GUESSER = '203.0.113.7';
const OFFICE = '198.51.100.20';

/** As a proxy passes requests on: it adds the address it was asked from behind what the caller claims. */
const from = (address: string, claimed: string | null = null) => ({
  'x-forwarded-for': claimed === null ? address : `${claimed}, ${address}`,
});
const guess = (harness: Harness, headers: Record<string, string>) =>
  ask(harness, 'POST', '/lookups', { token: `xinshao_${crypto.randomUUID()}`, body: {}, headers });

/** Asks so often at once, so that a slow machine is no slow guesser. */
async function statuses(times: number, one: () => Promise<{ readonly status: number }>): Promise<Set<number>> {
  const answers = await Promise.all(Array.from({ length: times }, one));
  return new Set(answers.map(({ status }) => status));
}

describe.each([
  ['one proxy', 1],
  ['a proxy by its address', ['127.0.0.0/8', '::1']],
] as const)('behind %s', (_name, trustProxy) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness('socket', { bot: { trustProxy } });
  });
  afterAll(() => harness?.close());

  it('whoever guesses tokens is held back, whatever address they claim, and nobody else is', async () => {
    let claimed = 0;
    const seen = await statuses(60, () => guess(harness, from(GUESSER, `192.0.2.${claimed++}`)));
    expect(seen).toEqual(new Set([401, 429]));
    expect((await guess(harness, from(OFFICE))).status).toBe(401);
  });

  it('a good token is good, be it the first time that it is seen and a guesser comes from the same address', async () => {
    const { token } = await connect(harness, PEOPLE.owner);
    await statuses(90, () => guess(harness, from(OFFICE)));
    expect((await guess(harness, from(OFFICE))).status).toBe(429);
    const body = { prefixes: ['00000'] };
    expect((await ask(harness, 'POST', '/lookups', { token, body, headers: from(OFFICE) })).status).toBe(200);
  });

  it('whoever guesses codes keeps nobody else from pairing, and a slow one not even those at the same address', async () => {
    const code = await codeFor(harness, PEOPLE.owner);
    const wrong = `${code.slice(0, 4) === '0000' ? '1111' : '0000'}-0000-0000`;
    await statuses(70, () => pair(harness, wrong, from(OFFICE)));
    expect((await pair(harness, code, from(OFFICE))).status).toBe(200);
    const seen = await statuses(500, () => pair(harness, wrong, from(GUESSER)));
    expect(seen).toEqual(new Set([403, 429]));
    expect((await pair(harness, await codeFor(harness, PEOPLE.owner), from(OFFICE))).status).toBe(200);
  });
});

it('without a proxy nobody is believed: an address that is claimed changes nothing', async () => {
  const harness = await startHarness('socket');
  try {
    let claimed = 0;
    const seen = await statuses(60, () => guess(harness, from(`192.0.2.${claimed++}`)));
    expect(seen).toEqual(new Set([401, 429]));
  } finally {
    await harness.close();
  }
});
