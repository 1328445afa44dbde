/** A null of COPY's text format. */
export const NULL = '\\N';

const SPECIAL = /[\\\t\n\r]/;
const SPECIALS = /[\\\t\n\r]/g;

const UNESCAPED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };

/** A value of COPY's text format; line breaks, tabs and backslashes are escaped. */
export function copyText(text: string): string {
  return SPECIAL.test(text) ? text.replace(SPECIALS, escaped) : text;
}

/** The text that such a value stands for. */
export function plainText(value: string): string {
  return value.includes('\\') ? value.replace(/\\(.)/g, (_, character) => UNESCAPED[character] ?? character) : value;
}

/** An array literal of texts. */
export function copyTextArray(texts: readonly string[]): string {
  return copyText(`{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
}

function escaped(character: string): string {
  if (character === '\t') return '\\t';
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  return '\\\\';
}
