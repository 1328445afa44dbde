import { canonicalJson } from '../json/canonical.ts';
import { printWording } from '../wording/documents/print.ts';
import {
  contentHash,
  type DocumentBlock,
  type DocumentTable,
  type PrintedDocument,
  printedDocumentSchema,
} from './printed-document.ts';

/** Where the document's own content stands in the page, so that the page can be checked against it. */
const EMBEDDED = '<script type="application/json" id="xinshao-document">';

/**
 * The document as one HTML page without anything from outside: prints on A4 with page numbers, shows what people typed
 * as text and runs nothing. Equal documents give equal bytes.
 */
export function renderHtml(printed: PrintedDocument): string {
  const words = printWording[printed.language];
  const hash = contentHash(printed);
  return `<!doctype html>
<html lang="${printed.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(printed.title)}</title>
<style>
${styles(printed)}
</style>
</head>
<body>
<main>
<h1>${escapeHtml(printed.title)}</h1>
${printed.subtitle === '' ? '' : `<p class="subtitle">${escapeHtml(printed.subtitle)}</p>\n`}${printed.blocks.map(blockHtml).join('\n')}
</main>
<footer>
<p>${escapeHtml(printed.footer)}</p>
<p class="hash">${escapeHtml(words.hash({ hash }))}</p>
</footer>
${EMBEDDED}${scriptText(canonicalJson(printed))}</script>
</body>
</html>
`;
}

/**
 * The document that a page was made from, if the page still is what that document prints; line ends do not count.
 * @returns null when the page is none of ours, or anything in it was changed
 */
export function readPrintedHtml(html: string): PrintedDocument | null {
  const text = html.replaceAll('\r\n', '\n');
  const start = text.indexOf(EMBEDDED);
  const end = text.indexOf('</script>', start);
  if (start < 0 || end < 0) return null;
  const parsed = printedDocumentSchema.safeParse(parseJson(text.slice(start + EMBEDDED.length, end)));
  return parsed.success && renderHtml(parsed.data) === text ? parsed.data : null;
}

/** Makes what people typed harmless in HTML text and attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** JSON that cannot end the script element it stands in. */
function scriptText(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function blockHtml(block: DocumentBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case 'paragraph':
      return `<p class="${block.align}">${lines(block.text)}</p>`;
    case 'facts':
      return `<dl>${block.entries
        .map(({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${lines(value)}</dd></div>`)
        .join('')}</dl>`;
    case 'table':
      return tableHtml(block);
  }
}

function tableHtml({ columns, rows, total, empty }: DocumentTable): string {
  const weights = columns.reduce((sum, { weight }) => sum + weight, 0);
  const widths = columns.map(({ weight }) => `<col style="width:${((weight / weights) * 100).toFixed(2)}%">`);
  const cells = (row: readonly string[]) =>
    columns.map(({ align }, index) => `<td class="${align}">${lines(row[index] ?? '')}</td>`).join('');
  const header = columns.map(({ label, align }) => `<th class="${align}">${escapeHtml(label)}</th>`).join('');
  const body =
    rows.length === 0
      ? `<tr><td colspan="${columns.length}">${escapeHtml(empty)}</td></tr>`
      : rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n');
  return `<table><colgroup>${widths.join('')}</colgroup><thead><tr>${header}</tr></thead><tbody>
${body}
${total === null ? '' : `<tr class="total">${cells(total)}</tr>\n`}</tbody></table>`;
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

function styles(printed: PrintedDocument): string {
  const words = printWording[printed.language];
  const page = `"${words.pagePrefix}" counter(page) "${words.pageMiddle}" counter(pages) "${words.pageSuffix}"`;
  const foot = `"SHA-256 ${contentHash(printed).slice(0, 16)}…"`;
  return `@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: ${page}; font: 8pt sans-serif; } @bottom-left { content: ${foot}; font: 8pt monospace; } }
body { font: 10.5pt/1.55 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #111; margin: 0; }
main, footer { max-width: 178mm; margin: 0 auto; padding: 0 4mm; }
h1 { font-size: 18pt; text-align: center; margin: 8mm 0 2mm; }
h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid; }
.subtitle { text-align: center; color: #444; margin: 0 0 6mm; }
dl { margin: 0 0 4mm; }
dl div { display: flex; gap: 4mm; break-inside: avoid; }
dt { flex: 0 0 42mm; color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 4mm; font-size: 9pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.2mm solid #999; padding: 1mm 1.5mm; vertical-align: top; overflow-wrap: anywhere; text-align: left; }
th { background: #eee; }
.right { text-align: right; }
.total td { font-weight: bold; }
footer { border-top: 0.2mm solid #999; margin-top: 8mm; font-size: 8pt; color: #444; }
footer p { margin: 1mm 0; }
.hash { font-family: monospace; overflow-wrap: anywhere; }`;
}
