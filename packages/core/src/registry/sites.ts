/** The registry sites whose pages the product knows: 企查查, 天眼查, 爱企查, 启信宝, 国家企业信用信息公示系统. */
export const REGISTRY_SITES = ['qcc', 'tianyancha', 'aiqicha', 'qixin', 'gsxt'] as const;
export type RegistrySite = (typeof REGISTRY_SITES)[number];

/** A company's page on a site. */
export interface RegistryPage {
  readonly site: RegistrySite;
  /** What the site itself calls the company in the address. */
  readonly pageId: string;
}

interface SitePattern {
  readonly site: RegistrySite;
  readonly host: RegExp;
  readonly path: RegExp;
}

/** gsxt is missing on purpose: its addresses are made anew for every visit and name no company. */
const PATTERNS: readonly SitePattern[] = [
  { site: 'qcc', host: /^(www|m)\.qcc\.com$/, path: /^\/(?:firm|crun|cassets)\/([0-9a-f]{32})\.html$/i },
  { site: 'tianyancha', host: /^(www|m)\.tianyancha\.com$/, path: /^\/company\/(\d{1,20})(?:\/.*)?$/ },
  { site: 'aiqicha', host: /^aiqicha\.baidu\.com$/, path: /^\/company_detail_(\d{1,30})$/ },
  { site: 'qixin', host: /^(www|m)\.qixin\.com$/, path: /^\/company\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i },
];

/** The company page an address leads to; null for anything else, list pages included. */
export function registryPageOf(address: string): RegistryPage | null {
  const url = parseWebAddress(address);
  if (url === null) return null;
  for (const { site, host, path } of PATTERNS) {
    if (!host.test(url.hostname)) continue;
    const pageId = path.exec(url.pathname)?.[1];
    return pageId === undefined ? null : { site, pageId: pageId.toLowerCase() };
  }
  return null;
}

/** The address of a customer on this server; people may post it anywhere. */
export function customerLink(publicUrl: string, customerCode: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/customers/${encodeURIComponent(customerCode)}`;
}

/** The customer code that an address on this server names; null for any other address. */
export function customerCodeOf(address: string, publicUrl: string): string | null {
  const url = parseWebAddress(address);
  const ours = parseWebAddress(publicUrl);
  if (url === null || ours === null || url.host !== ours.host) return null;
  const base = ours.pathname.replace(/\/+$/, '');
  const code = url.pathname.startsWith(`${base}/customers/`) ? url.pathname.slice(base.length + 11) : '';
  if (code === '' || code.includes('/')) return null;
  try {
    return decodeURIComponent(code);
  } catch {
    return null;
  }
}

function parseWebAddress(address: string): URL | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}
