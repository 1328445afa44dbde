import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { exactKey, nearKey } from '@xinshao/core/company/name.ts';
import {
  type BadgeEntry,
  type CompanyKey,
  type LookupsAnswer,
  OVERLAY_PATH,
  type PairingAnswer,
  PREFIX_DIGITS,
} from '@xinshao/core/contract/overlay.ts';
import { MEMBER_HEADER, memberText, type OverlayMember } from '@xinshao/core/contract/overlay-member.ts';
import type { SearchAnswer } from '@xinshao/core/contract/overlay-panel.ts';
import { PROOF_HEADER } from '@xinshao/core/contract/overlay-proof.ts';
import { makePairingCode, PAIRING_CODE_BYTES, pairingCodeText } from '@xinshao/core/pairing/code.ts';
import type { Role } from '@xinshao/core/roles/roles.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { panelOf } from './panels.ts';
import { DIMENSIONS, PORTFOLIO, PORTFOLIO_CUSTOMERS } from './portfolio.ts';

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
  /** Bodies of pre-checks and evidence, as they came. */
  readonly sent: { readonly path: string; readonly body: unknown }[];
  /** §9: said instead of details; null: the reader sees them. */
  detailsHidden: string | null;
  /** Answer pre-checks as asked already. */
  alreadyAsked: boolean;
  /** What goes wrong: nothing, an answer after so many milliseconds or never, a status, or a page that is no JSON. */
  trouble: {
    readonly delay?: number;
    readonly silent?: boolean;
    readonly status?: number;
    readonly page?: string;
  } | null;
  freshSeconds: number;
  /** Who is connected by the next pairing, and for how long, milliseconds. */
  member: string;
  goodFor: number;
  /** Who holds the token at this moment, as every answer says. */
  holder: OverlayMember;
  setCustomers(customers: readonly TestCustomer[]): void;
  revoke(): void;
  /** Nobody listens at the address any more. */
  goDown(): Promise<void>;
  /** Listens at the same address again. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** A server that keeps the overlay's contract and knows a list of customers by heart. */
export async function startOverlayServer(
  customers: readonly TestCustomer[],
  options: { readonly locale?: Locale; readonly role?: Role } = {},
): Promise<OverlayServer> {
  let known = customers;
  const hashKey = randomBytes(32).toString('hex');
  const code = pairingCodeText(makePairingCode(randomBytes(PAIRING_CODE_BYTES)));
  let token: string | null = null;
  let entries = byPrefix(entriesOf(customers, hashKey));
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
    sent: [],
    detailsHidden: null,
    alreadyAsked: false,
    trouble: null,
    freshSeconds: 300,
    member: 'R01',
    goodFor: 86_400_000,
    holder: { code: 'R01', name: '赵敏', role: options.role ?? 'risk', locale: options.locale ?? 'zh' },
    setCustomers(next) {
      known = next;
      entries = byPrefix(entriesOf(next, hashKey));
    },
    revoke() {
      token = null;
    },
    goDown: stop,
    async comeBack() {
      if (server.listening) return;
      server.listen(bound.port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: stop,
  };

  async function stop(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const origin = request.headers.origin ?? '';
    const allowed = origin.startsWith('chrome-extension://');
    const headers: Record<string, string> = allowed ? { 'access-control-allow-origin': origin, vary: 'origin' } : {};
    if (request.method === 'OPTIONS') {
      response.writeHead(204, {
        ...headers,
        'access-control-allow-headers': `authorization, content-type, ${PROOF_HEADER}`,
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
    if (self.trouble?.silent) return;
    if (self.trouble?.page !== undefined) {
      response.writeHead(self.trouble.status ?? 200, { ...headers, 'content-type': 'text/html' });
      response.end(self.trouble.page);
      return;
    }
    if (self.trouble?.delay !== undefined) await pause(self.trouble.delay);
    if (self.trouble?.status !== undefined)
      return say(self.trouble.status, { error: 'unavailable', message: '稍后再试' });
    if (request.url === `${OVERLAY_PATH}/health`) return say(200, { product: 'xinshao', ok: true });
    if (request.url === `${OVERLAY_PATH}/pairing`) {
      if (JSON.parse(body).code !== code) return say(400, { error: 'code_unknown', message: '配对码不对' });
      token = randomBytes(16).toString('hex');
      self.holder = { ...self.holder, code: self.member };
      const paired: PairingAnswer = {
        token,
        expiresAt: new Date(Date.now() + self.goodFor).toISOString(),
        hashKey,
        member: self.holder,
      };
      return say(200, paired);
    }
    if (token === null || request.headers.authorization !== `Bearer ${token}`) {
      return say(401, { error: 'not_connected', message: '请重新配对' });
    }
    headers[MEMBER_HEADER] = memberText(self.holder);
    headers['access-control-expose-headers'] = MEMBER_HEADER;
    if (request.url === `${OVERLAY_PATH}/disconnect`) {
      token = null;
      return say(200, { disconnected: true });
    }
    const other = otherAnswer(request, body);
    if (other !== null) return say(200, other);
    if (request.url !== `${OVERLAY_PATH}/lookups`) return say(404, { error: 'not_found', message: '没有' });
    self.lookups.push(body);
    const { prefixes } = JSON.parse(body) as { prefixes: string[] };
    const found: LookupsAnswer = {
      entries: [...new Set(prefixes)].flatMap((prefix) => entries.get(prefix) ?? []),
      freshSeconds: self.freshSeconds,
    };
    say(200, found);
  }
  /** Panels, search, portfolio, pre-checks and evidence; null for anything else. */
  function otherAnswer(request: IncomingMessage, body: string): object | null {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.slice(OVERLAY_PATH.length);
    const id = /^\/customers\/(\d+)\/panel$/.exec(path)?.[1];
    const customer = known.find((one) => String(one.id) === id);
    if (customer !== undefined) return panelOf(customer, self.detailsHidden);
    if (path === '/search') return searched(known, JSON.parse(body).q);
    if (path === '/portfolio/dimensions') return DIMENSIONS;
    if (path === '/portfolio') return PORTFOLIO;
    if (path === '/portfolio/customers') return PORTFOLIO_CUSTOMERS;
    if (path !== '/prechecks' && path !== '/evidence') return null;
    const sent = JSON.parse(body);
    self.sent.push({ path, body: sent });
    if (path === '/prechecks') return { precheckId: '1', alreadyAsked: self.alreadyAsked };
    return { stored: sent.facts.slice(0, 1), known: sent.facts.length - 1 };
  }
  return self;
}

function searched(customers: readonly TestCustomer[], text: string): SearchAnswer {
  const found = customers.filter(({ name, uscc }) => name === text || uscc === text);
  const near = found.length > 0 ? [] : customers.filter(({ name }) => name.includes(text));
  const named = ({ id, name }: TestCustomer) => ({ customerId: id, code: `C0000${id}`, name });
  return {
    matches: found.map((one) => ({
      ...named(one),
      uscc: one.uscc,
      matchedBy: 'name',
      grade: found.length === 1 ? one.grade : null,
    })),
    suggestions: near.map(named),
    branchOf: null,
  };
}

/** As the real server finds them: by an index. */
function byPrefix(entries: readonly BadgeEntry[]): Map<string, BadgeEntry[]> {
  return Map.groupBy(entries, ({ hash }) => hash.slice(0, PREFIX_DIGITS));
}

function entriesOf(customers: readonly TestCustomer[], hashKey: string): BadgeEntry[] {
  const hash = (key: CompanyKey): string => createHmac('sha256', Buffer.from(hashKey, 'hex')).update(key).digest('hex');
  return customers.flatMap((customer) => {
    const shared = {
      customerId: customer.id,
      code: `C0000${customer.id}`,
      name: customer.name,
      hasUscc: customer.uscc !== null,
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
      {
        ...{ hash: hash(`near:${nearKey(customer.name)}`), matchedBy: 'near' as const },
        ...{ customerId: customer.id, code: shared.code, name: customer.name, hasUscc: false },
        ...{ grade: null, limitFen: null, termDays: null, stopped: false, staleSince: null },
      },
      { ...shared, hash: hash(`name:${exactKey(customer.name)}`), matchedBy: 'name' as const },
      ...(customer.formerNames ?? []).map((name) => ({
        ...shared,
        hash: hash(`name:${exactKey(name)}`),
        matchedBy: 'former_name' as const,
      })),
    ];
  });
}
