import { type RegistryCompany, toTraditional } from '../companies.ts';
import { escapeHtml, highlight } from '../html.ts';
import type { PageLanguage, RegistrySite, Shown } from '../site.ts';

/** What an address of a registry site asks for beside the page itself. */
export interface PageOptions {
  readonly word: string;
  readonly variant: string;
  readonly hostile: string;
  readonly language: PageLanguage;
  readonly dark: boolean;
  /** Milliseconds until the content appears. */
  readonly delay: number;
  readonly from: number;
  readonly count: number;
  /** Rows of a list that grows while it is scrolled. */
  readonly rows: number;
  /** The part a script would fetch: without delay. */
  readonly whole: boolean;
}

export function readOptions(site: RegistrySite, query: URLSearchParams): PageOptions {
  const number = (name: string, otherwise: number, most: number): number => {
    const value = Number(query.get(name) ?? otherwise);
    return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : otherwise;
  };
  const language = query.get('language');
  return {
    word: query.get(site.listKey) ?? '',
    variant: query.get('variant') ?? '',
    hostile: query.get('hostile') ?? '',
    language: language === 'en' || language === 'hant' ? language : 'zh',
    dark: query.has('dark'),
    delay: number('delay', 0, 10_000),
    from: number('from', 0, 1_000_000),
    count: number('count', 20, 2_000),
    rows: number('rows', 200, 20_000),
    whole: query.has('whole'),
  };
}

function shownOf(company: RegistryCompany, { language }: PageOptions): Shown {
  return { company, language, name: language === 'hant' ? toTraditional(company.name) : company.name };
}

export function itemsOf(site: RegistrySite, companies: readonly RegistryCompany[], options: PageOptions): string {
  return companies
    .map((company) => shownOf(company, options))
    .map((shown) => site.item(shown, highlight(shown.name, options.word, site.highlight)))
    .join('\n');
}

export function namesOf(site: RegistrySite, companies: readonly RegistryCompany[], options: PageOptions) {
  return companies.map((company) => {
    const { name } = shownOf(company, options);
    const attributes = { ...site.rewrite(company), ...(site.nameSelector.includes('[title]') ? { title: name } : {}) };
    return { name, marked: highlight(name, options.word, site.highlight), attributes };
  });
}

export function listPage(site: RegistrySite, companies: readonly RegistryCompany[], options: PageOptions): string {
  const items = options.delay > 0 ? '' : itemsOf(site, companies, options);
  const list =
    items.startsWith('<tr') || (options.delay > 0 && site.host === 'www.qcc.com')
      ? `<table><tbody id="list">${items}</tbody></table>`
      : `<div id="list">${items}</div>`;
  const main = `<p>${site.title} · <b>${escapeHtml(options.word)}</b></p>${list}<div id="end"></div>`;
  return page(site, `${escapeHtml(options.word)} - ${site.title}`, '', main, options, 'list');
}

export function companyPage(
  site: RegistrySite,
  company: RegistryCompany,
  next: RegistryCompany,
  options: PageOptions,
): string {
  const shown = shownOf(company, options);
  const isLate = options.delay > 0 && !options.whole;
  const query = options.language === 'zh' ? '' : `?language=${options.language}`;
  const go = `<p><a id="go" href="${site.companyPath(next)}${query}">下一家</a></p>`;
  const main = isLate ? '<p>加载中…</p>' : `${site.company(shown)}${go}`;
  const title = isLate ? site.title : site.companyTitle(shown.name);
  return page(site, escapeHtml(title), isLate ? '' : (site.embedded?.(shown) ?? ''), main, options, 'company');
}

const STYLE = `body{font:14px/1.6 sans-serif;margin:24px 80px;color:#222;background:#fff}body.dark{color:#ddd;background:#181a1f}
h1{font-size:20px;line-height:1.4}h3{margin:0}a{color:#1558d6;text-decoration:none}.dark a{color:#8ab4f8}em,font{color:#d33;font-style:normal}
.tsd1 td,.card,.result,.search_list_item,[class^=index_search-box]{padding:14px 0;border-bottom:1px solid #8883}
table{border-collapse:collapse}.search_list_item{display:block}.tag,.status{font-size:12px;border:1px solid #8888;padding:0 4px;margin-left:8px}
.hidden{display:none!important}a>span{margin-left:0}`;

function page(
  site: RegistrySite,
  title: string,
  head: string,
  main: string,
  options: PageOptions,
  late: 'list' | 'company',
): string {
  const { word, variant, hostile, language, delay, count, rows } = options;
  const query = { [site.listKey]: word, language };
  const settings = { query, variant, hostile, delay, count, rows, late, nameSelector: site.nameSelector };
  return `<!doctype html><html lang="${language === 'en' ? 'en' : language === 'hant' ? 'zh-TW' : 'zh-CN'}"><head><meta charset="utf-8"><title>${title}</title>
<link rel="icon" href="data:,"><style>${STYLE}</style>${head}</head><body${options.dark ? ' class="dark"' : ''}>
<p><button id="next">下一页</button> <button id="next-text">下一页（改文字）</button> <button id="rotate">滚动回收</button> <button id="flood-now">大量改动</button> <button id="code-now">代码出现</button></p><div id="flood"></div>
<div id="main">${main}</div>
<script id="settings" type="application/json">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
<script src="/sandbox/behaviour.js"></script></body></html>`;
}
