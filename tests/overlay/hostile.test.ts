import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../slack/support/harness.ts';
import { seedCustomer } from '../slack/support/seed.ts';
import { PEOPLE } from '../slack/support/workspace.ts';
import { type Answered, ask, type Connected, connect } from './support.ts';

const OURS = 'abcdefghijklmnopabcdefghijklmnop';
const STRANGE = 'ponmlkjihgfedcbaponmlkjihgfedcba';

describe('the interface against people who mean harm', () => {
  let harness: Harness;
  let owner: Connected;
  let customerId: number;
  beforeAll(async () => {
    harness = await startHarness('socket', { bot: { extensionIds: [OURS] } });
    customerId = await seedCustomer(harness.database, { code: 'C00001', name: '华东精密机械有限公司' });
    owner = await connect(harness, PEOPLE.owner);
  });
  afterAll(() => harness?.close());

  const guarded: [method: string, path: string, body: unknown][] = [
    ['POST', '/lookups', { prefixes: ['00000'] }],
    ['POST', '/search', { q: '华东' }],
    ['GET', '/customers/1/panel', undefined],
    ['POST', '/prechecks', { name: '甲乙', uscc: null, note: '' }],
    ['POST', '/evidence', {}],
  ];
  it.each(guarded)('%s %s asks for a token, in the language of the reader', async (method, path, body) => {
    const wrong = [undefined, 'xinshao_wrong-wrong-wrong-wrong', "' OR 1=1 --aaaaaaaaaaaaaa"];
    for (const token of wrong) {
      const answer = await ask(harness, method, encodeURI(path), {
        token,
        body,
        headers: { 'accept-language': 'en-GB' },
      });
      expect([answer.status, answer.body.error]).toEqual([401, 'not_connected']);
      expect(answer.body.message).toContain('type /credit connect');
    }
  });

  it('a page of the web, and another extension, are refused, also with a stolen token', async () => {
    for (const origin of ['https://www.qcc.com', 'null', `chrome-extension://${STRANGE}`, `https://${OURS}`]) {
      const answer = await ask(harness, 'POST', '/search', {
        token: owner.token,
        body: { q: 'x' },
        headers: { origin },
      });
      expect([answer.status, answer.body.error]).toEqual([403, 'not_allowed']);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect((await ask(harness, 'OPTIONS', '/search', { headers: { origin } })).status).toBe(403);
    }
  });

  it('the extension may ask, and its browser is told so beforehand', async () => {
    const origin = `chrome-extension://${OURS}`;
    const asked = await ask(harness, 'OPTIONS', '/lookups', { headers: { origin } });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
    const answer = await ask(harness, 'POST', '/search', { token: owner.token, body: { q: 'x' }, headers: { origin } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('nonsense is refused without a stack trace, and nothing falls over', async () => {
    const { token } = owner;
    const nonsense: Answered[] = [
      await ask(harness, 'POST', '/lookups', { token, body: '{' }),
      await ask(harness, 'POST', '/lookups', { token, body: { prefixes: 'abcde' } }),
      await ask(harness, 'POST', '/lookups', { token, body: { prefixes: ['ABCDE'] } }),
      await ask(harness, 'POST', '/lookups', { token, body: { prefixes: ['abcdef0'] } }),
      await ask(harness, 'POST', '/lookups', { token, body: { prefixes: ['abcd%'] } }),
      await ask(harness, 'POST', '/lookups', { token, body: { prefixes: Array(201).fill('abcde') } }),
      await ask(harness, 'POST', '/lookups', { token, body: { prefixes: [], name: '华东' } }),
      await ask(harness, 'POST', '/search', { token }),
      await ask(harness, 'POST', '/search', { token, body: { q: 'x'.repeat(201) } }),
      await ask(harness, 'POST', '/lookups', { token, body: 'a', headers: { 'content-type': 'application/xml' } }),
    ];
    for (const { status, body } of nonsense) {
      expect([status, Object.keys(body).sort(), body.error]).toEqual([400, ['error', 'message'], 'wrong_request']);
      expect(JSON.stringify(body)).not.toMatch(/at |zod|node_modules|prefixes/);
    }
    const large = await ask(harness, 'POST', '/prechecks', {
      token,
      body: { name: 'x'.repeat(70_000), uscc: null, note: '' },
    });
    expect([large.status, large.body.error]).toEqual([413, 'too_large']);
    expect((await ask(harness, 'GET', '/nothing', { token })).body.error).toBe('not_found');
    expect((await ask(harness, 'DELETE', '/lookups', { token })).status).toBe(404);
    expect(
      (await ask(harness, 'POST', '/search', { token, body: { q: "'; DROP TABLE customers; --%_\\" } })).status,
    ).toBe(200);
    expect((await ask(harness, 'GET', `/customers/${customerId}/panel`, { token })).status).toBe(200);
  });

  it('a thousand requests from one token, as fast as it can are held back, and others are served meanwhile', async () => {
    const other = await connect(harness, PEOPLE.risk);
    const greedy = await connect(harness, PEOPLE.manager);
    const prefixes = { prefixes: ['00000'] };
    const lane = async () => {
      const statuses: number[] = [];
      for (let asked = 0; asked < 40; asked++) {
        statuses.push((await ask(harness, 'POST', '/lookups', { token: greedy.token, body: prefixes })).status);
      }
      return statuses;
    };
    const started = performance.now();
    const flood = Promise.all(Array.from({ length: 25 }, lane));
    const polite: number[] = [];
    for (let asked = 0; asked < 5; asked++) {
      polite.push((await ask(harness, 'POST', '/lookups', { token: other.token, body: prefixes })).status);
    }
    expect(polite).toEqual([200, 200, 200, 200, 200]);
    const statuses = (await flood).flat();
    const passed = statuses.filter((status) => status === 200).length;
    // A burst of sixty, then twenty a second.
    expect(passed).toBeLessThanOrEqual(60 + Math.ceil((20 * (performance.now() - started)) / 1000));
    expect(passed).toBeGreaterThanOrEqual(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1_000 - passed);
  }, 120_000);

  it('guessing tokens is held back, and does not lock out those who are connected from the same address', async () => {
    const guess = () =>
      ask(harness, 'POST', '/lookups', {
        token: `xinshao_${Math.random()}guess-guess-guess`.replace('.', ''),
        body: {},
      });
    const statuses: number[] = [];
    for (let tries = 0; tries < 60; tries++) statuses.push((await guess()).status);
    expect(statuses).toContain(429);
    expect((await ask(harness, 'POST', '/search', { token: owner.token, body: { q: 'x' } })).status).toBe(200);
  });

  it('is described as OpenAPI, every operation with its schemas', async () => {
    const { status, body } = await ask(harness, 'GET', '/openapi.json');
    expect([status, body.openapi]).toEqual([200, '3.1.0']);
    expect(Object.keys(body.paths).sort()).toEqual([
      '/customers/{id}/panel',
      '/disconnect',
      '/evidence',
      '/health',
      '/lookups',
      '/pairing',
      '/portfolio',
      '/portfolio/customers',
      '/portfolio/customers/csv',
      '/portfolio/dimensions',
      '/prechecks',
      '/search',
    ]);
    const lookups = body.paths['/lookups'].post;
    expect(lookups.security).toEqual([{ token: [] }]);
    expect(lookups.requestBody.content['application/json'].schema.properties.prefixes).toMatchObject({
      type: 'array',
      maxItems: 200,
      items: { type: 'string', pattern: '^[0-9a-f]{5}$' },
    });
    expect(body.paths['/customers/{id}/panel'].get.parameters).toMatchObject([{ name: 'id', in: 'path' }]);
  });

  it('says that it is a Xinshao server, to anybody', async () => {
    expect((await ask(harness, 'GET', '/health')).body).toEqual({ product: 'xinshao', ok: true });
  });
});
