import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF as a reader's search finds it: glyphs of the embedded fonts through their ToUnicode tables. Text
 * whose glyphs have no character comes out as U+FFFD. One line for each line of the page.
 */
export function pdfText(pdf: Buffer): string {
  const objects = new Map<string, string>();
  for (const match of pdf.toString('latin1').matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)) {
    objects.set(match[1] ?? '', match[2] ?? '');
  }
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const body of objects.values()) {
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1];
      if (table !== undefined) fonts.set(name, characters(streamOf(objects.get(table) ?? '')));
    }
  }
  return [...objects.values()]
    .map(streamOf)
    .filter((stream) => stream.includes(' Tf'))
    .map((stream) => pageText(stream, fonts))
    .join('\n');
}

function streamOf(body: string): string {
  const start = body.indexOf('stream\n');
  if (start < 0) return '';
  const data = Buffer.from(body.slice(start + 'stream\n'.length, body.lastIndexOf('endstream')), 'latin1');
  return body.slice(0, start).includes('FlateDecode') ? inflateSync(data).toString('latin1') : data.toString('latin1');
}

/** Glyph (four hexadecimal digits) to text. */
function characters(table: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, first = '', list = ''] of table.matchAll(/<(\w{4})>\s*<\w{4}>\s*\[([^\]]*)\]/g)) {
    [...list.matchAll(/<([\w\s]+)>/g)].forEach(([, text = ''], index) => {
      const glyph = (Number.parseInt(first, 16) + index).toString(16).padStart(4, '0');
      found.set(glyph, Buffer.from(text.replaceAll(/\s/g, ''), 'hex').swap16().toString('utf16le'));
    });
  }
  return found;
}

function pageText(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> | undefined;
  let text = '';
  for (const [token, name, glyphs] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]+)>|\bET\b/g)) {
    if (name !== undefined) font = fonts.get(name);
    else if (glyphs === undefined) text += token === 'ET' ? '\n' : '';
    else for (const glyph of glyphs.match(/.{4}/g) ?? []) text += font?.get(glyph.toLowerCase()) ?? '\uFFFD';
  }
  return text;
}
