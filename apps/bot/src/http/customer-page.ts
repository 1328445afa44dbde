import { createHash } from 'node:crypto';
import { customerPageWording } from '@xinshao/core/wording/customer-page.ts';
import { type Locale, localeFrom } from '@xinshao/core/wording/locale.ts';
import type { FastifyInstance } from 'fastify';

/** What a code from an ERP looks like; a link with anything else in it is somebody's text, which is not repeated. */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._/#+()-]{0,63}$/u;

const STYLE = `:root{color-scheme:light dark}body{max-width:36em;margin:12vh auto;padding:0 20px;
font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}h1{font-size:22px}
code{padding:2px 6px;border:1px solid;border-radius:4px;overflow-wrap:anywhere;user-select:all}`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  vary: 'accept-language',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
} as const;

/**
 * `GET /customers/:code`, where links to customers lead: says how to open the customer in Slack and in the extension.
 * Anybody may come here, so it asks the database nothing and says the same of codes that exist and codes that do not.
 */
export function mountCustomerPage(server: FastifyInstance): void {
  server.get<{ Params: { code: string } }>('/customers/:code', async (request, reply) => {
    const code = CODE.test(request.params.code) ? request.params.code : null;
    const locale = localeFrom(request.headers['accept-language']);
    return reply
      .code(code === null ? 404 : 200)
      .headers(HEADERS)
      .send(pageOf(code, locale));
  });
}

function pageOf(code: string | null, locale: Locale): string {
  const words = customerPageWording[locale];
  const content =
    code === null
      ? [`<p>${escaped(words.wrongCode)}</p>`]
      : [
          `<p>${escaped(words.customer)} <code>${escaped(code)}</code></p>`,
          `<p>${escaped(words.nothingHere)}</p>`,
          `<ul><li>${escaped(words.inSlack)} <code>/credit ${escaped(code)}</code></li>`,
          `<li>${escaped(words.inExtension)}</li></ul>`,
          `<p>${escaped(words.whoMay)}</p>`,
        ];
  return [
    '<!doctype html>',
    `<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(words.title)}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${escaped(words.heading)}</h1>`,
    ...content,
    '</main></body></html>',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
