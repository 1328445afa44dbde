import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { exactKey } from '@xinshao/core/company/name.ts';
import {
  type BadgeEntry,
  type CompanyKey,
  type LookupsAnswer,
  OVERLAY_PATH,
  type PairingAnswer,
  PREFIX_DIGITS,
} from '@xinshao/core/contract/overlay.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';

export interface TestCustomer {
  readonly id: number;
  readonly name: string;
  readonly uscc: string | null;
  readonly formerNames?: readonly string[];
  readonly grade: string | null;
  readonly limitFen?: number | null;
  readonly termDays?: number | null;
  readonly stopped?: boolean;
  readonly staleSince?: string | null;
}

export interface OverlayServer {
  readonly address: string;
  readonly code: string;
  /** Bodies of lookups, as they came. */
  readonly lookups: string[];
  /** Everything that was asked for, method and path. */
  readonly asked: string[];
  /** What goes wrong: nothing, an answer after so many milliseconds, or a status. */
  trouble: { readonly delay?: number; readonly status?: number } | null;
  freshSeconds: number;
  setCustomers(customers: readonly TestCustomer[]): void;
  revoke(): void;
  close(): Promise<void>;
}

/** A server that keeps the overlay's contract and knows a list of customers by heart. */
export async function startOverlayServer(
  customers: readonly TestCustomer[],
  options: { readonly locale?: Locale } = {},
): Promise<OverlayServer> {
  const hashKey = randomBytes(32).toString('hex');
  const code = randomBytes(4).toString('hex');
  let token: string | null = null;
  let entries = entriesOf(customers, hashKey);
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');

  const self: OverlayServer = {
    address: `http://127.0.0.1:${bound.port}`,
    code,
    lookups: [],
    asked: [],
    trouble: null,
    freshSeconds: 300,
    setCustomers(next) {
      entries = entriesOf(next, hashKey);
    },
    revoke() {
      token = null;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const origin = request.headers.origin ?? '';
    const allowed = origin.startsWith('chrome-extension://');
    const headers = allowed ? { 'access-control-allow-origin': origin, vary: 'origin' } : {};
    if (request.method === 'OPTIONS') {
      response.writeHead(204, {
        ...headers,
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-allow-methods': 'GET, POST',
        'access-control-max-age': '600',
      });
      response.end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    self.asked.push(`${request.method} ${request.url}`);
    const say = (status: number, value: unknown): void => {
      response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (self.trouble?.delay !== undefined) await pause(self.trouble.delay);
    if (self.trouble?.status !== undefined)
      return say(self.trouble.status, { error: 'unavailable', message: '稍后再试' });
    if (request.url === `${OVERLAY_PATH}/pairing`) {
      if (JSON.parse(body).code !== code) return say(400, { error: 'code_unknown', message: '配对码不对' });
      token = randomBytes(16).toString('hex');
      const paired: PairingAnswer = {
        token,
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        hashKey,
        member: { code: 'R01', name: '赵敏', role: 'risk', locale: options.locale ?? 'zh' },
      };
      return say(200, paired);
    }
    if (token === null || request.headers.authorization !== `Bearer ${token}`) {
      return say(401, { error: 'not_connected', message: '请重新配对' });
    }
    if (request.url !== `${OVERLAY_PATH}/lookups`) return say(404, { error: 'not_found', message: '没有' });
    self.lookups.push(body);
    const { prefixes } = JSON.parse(body) as { prefixes: string[] };
    const wanted = new Set(prefixes);
    const found: LookupsAnswer = {
      entries: entries.filter(({ hash }) => wanted.has(hash.slice(0, PREFIX_DIGITS))),
      freshSeconds: self.freshSeconds,
    };
    say(200, found);
  }
  return self;
}

function entriesOf(customers: readonly TestCustomer[], hashKey: string): BadgeEntry[] {
  const hash = (key: CompanyKey): string => createHmac('sha256', Buffer.from(hashKey, 'hex')).update(key).digest('hex');
  return customers.flatMap((customer) => {
    const shared = {
      customerId: customer.id,
      name: customer.name,
      grade: customer.grade,
      limitFen: customer.limitFen ?? null,
      termDays: customer.termDays ?? null,
      stopped: customer.stopped ?? false,
      staleSince: customer.staleSince ?? null,
    };
    return [
      ...(customer.uscc === null
        ? []
        : [{ ...shared, hash: hash(`uscc:${customer.uscc}`), matchedBy: 'uscc' as const }]),
      { ...shared, hash: hash(`name:${exactKey(customer.name)}`), matchedBy: 'name' as const },
      ...(customer.formerNames ?? []).map((name) => ({
        ...shared,
        hash: hash(`name:${exactKey(name)}`),
        matchedBy: 'former_name' as const,
      })),
    ];
  });
}
