import type { FastifyInstance } from 'fastify';
import { escapeHtml } from './html.ts';
import { REGISTRY_SITES } from './sites/all.ts';
import type { Registry } from './start-registry.ts';

export type RegistryGuide = Pick<Registry, 'hosts' | 'chromiumArguments'>;

/** Variants worth a look, on lists. */
const VARIANTS = [
  ['', '列表', 'List'],
  ['variant=scroll&rows=10000&count=100', '无限滚动，一万行', 'Endless scrolling, 10,000 rows'],
  ['delay=6000', '六秒后才出现', 'Appears after six seconds'],
  ['language=hant', '繁体', 'Traditional characters'],
  ['language=en&dark', '英文、深色', 'English, dark'],
  ['hostile=copy', '复制徽标的网页', 'A page that copies badges'],
] as const;

/** Says how to look at the registry sites with the extension, and tells programs the same. */
export function serveGuide(server: FastifyInstance, registry: RegistryGuide | null): void {
  server.get('/registry.json', async (_request, reply) =>
    registry === null ? reply.code(404).send({}) : reply.send({ arguments: registry.chromiumArguments }),
  );
  server.get('/registry', async (_request, reply) =>
    registry === null
      ? reply.code(404).send('no registry sites')
      : reply.type('text/html; charset=utf-8').send(guidePage()),
  );
}

function guidePage(): string {
  const sites = REGISTRY_SITES.map(({ title, host, listPath }) => {
    const links = VARIANTS.map(
      ([query, zh, en]) =>
        `<li><a href="https://${host}${listPath}?${escapeHtml(query)}">${zh} <span lang="en">${en}</span></a></li>`,
    );
    return `<h2>${title} <small>${host}</small></h2><ul>${links.join('')}</ul>`;
  });
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>企业信息网站沙盒 · Registry sites</title><link rel="icon" href="data:,"><style>body{font:15px/1.6 system-ui,sans-serif;max-width:720px;margin:40px auto;padding:0 16px}small,[lang=en]{opacity:.7;font-weight:400}</style></head><body>
<h1>企业信息网站沙盒 <span lang="en">Registry sites</span></h1>
<p>这些网页仿照真实网站的结构，公司都是虚构的。在另一个终端运行 <code>npm run browse</code>：打开的浏览器装有信哨扩展，并在本机找到这些网站。在您平时的浏览器里，下面的链接会打开真实的网站。</p>
<p lang="en">These pages follow the structure of the real sites; their companies are invented. Run <code>npm run browse</code> in another terminal: the browser it opens has the extension and finds these sites on this machine. In your everyday browser the links below open the real sites.</p>
${sites.join('\n')}</body></html>`;
}
