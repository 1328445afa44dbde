import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from './certificate.ts';
import { idsOf, type RegistryCompany, strangers } from './companies.ts';
import { companyPage, itemsOf, listPage, namesOf, readOptions } from './page/pages.ts';
import type { RegistrySite } from './site.ts';
import { REGISTRY_SITES } from './sites/all.ts';

export interface Registry {
  readonly port: number;
  readonly hosts: readonly string[];
  /** What a Chromium must be started with to see these sites under the real ones' names, and nobody else's. */
  readonly chromiumArguments: readonly string[];
  /** Requests that reached the sites: the extension must never make one. */
  readonly requests: readonly { readonly host: string; readonly path: string }[];
  close(): Promise<void>;
}

export interface RegistryOptions {
  /** Shown first, in this order. */
  readonly companies: readonly RegistryCompany[];
  /** Invented companies after them. */
  readonly strangers?: number;
  readonly port?: number;
}

const MOST_REQUESTS_KEPT = 5_000;

/**
 * Serves make-believe registry sites on this machine, each after the structure of the real one, under the real host
 * names: a browser that is told to find those names here sees them, so the extension runs as it is shipped.
 */
export async function startRegistry(options: RegistryOptions): Promise<Registry> {
  const companies = [...options.companies, ...strangers(options.strangers ?? 400)];
  const hosts = REGISTRY_SITES.map(({ host }) => host);
  const { key, cert, fingerprint } = makeCertificate(hosts, Date.now());
  const behaviour = await readFile(new URL('page/behaviour.js', import.meta.url), 'utf8');
  const byPath = new Map(
    REGISTRY_SITES.map((site) => [
      site.host,
      new Map(companies.map((company, index) => [site.companyPath(company).toLowerCase(), index])),
    ]),
  );
  const requests: { host: string; path: string }[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const host = request.headers.host?.replace(/:\d+$/, '') ?? '';
    const site = REGISTRY_SITES.find((one) => one.host === host);
    const url = new URL(request.url ?? '/', `https://${host || 'localhost'}`);
    if (requests.length < MOST_REQUESTS_KEPT) requests.push({ host, path: url.pathname });
    const [type, body] = site === undefined ? [null, ''] : bodyOf(site, url);
    if (type === null) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    else response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
  }

  function bodyOf(site: RegistrySite, url: URL): [string | null, string] {
    const options = readOptions(site, url.searchParams);
    const found = options.word === '' ? companies : companies.filter(({ name }) => name.includes(options.word));
    const some = found.slice(options.from, options.from + options.count);
    if (url.pathname === '/sandbox/behaviour.js') return ['text/javascript', behaviour];
    if (url.pathname === '/sandbox/items') return ['text/html', itemsOf(site, some, options)];
    if (url.pathname === '/sandbox/names') return ['application/json', JSON.stringify(namesOf(site, some, options))];
    if (url.pathname === site.listPath || url.pathname === '/') return ['text/html', listPage(site, some, options)];
    const index = byPath.get(site.host)?.get(url.pathname.toLowerCase());
    const company = index === undefined ? undefined : companies[index];
    const next = index === undefined ? undefined : companies[(index + 1) % companies.length];
    if (company === undefined || next === undefined) return [null, ''];
    return ['text/html', companyPage(site, company, next, options)];
  }

  const server = createServer({ key, cert }, answer);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressOf(server.address());
  const rules = hosts.map((host) => `MAP ${host} 127.0.0.1:${port}`).join(', ');
  return {
    port,
    hosts,
    requests,
    chromiumArguments: [
      `--host-resolver-rules=${rules}, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${fingerprint}`,
    ],
    async close() {
      server.closeAllConnections();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the registry sites have no port');
  return address;
}

/** A company's page on a site, by its host. */
export function companyAddress(host: string, company: RegistryCompany): string {
  const site = REGISTRY_SITES.find((one) => one.host === host);
  if (site === undefined) throw new Error(`no registry site ${host}, for ${idsOf(company).digits}`);
  return `https://${host}${site.companyPath(company)}`;
}
