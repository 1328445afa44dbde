import type { Day } from '@xinshao/core/day/day.ts';
import { copyText, NULL } from '../import/copy/copy-text.ts';

/** One row of PostgreSQL's COPY text format, read field by field from the left. */
export class CopyRow {
  readonly #fields: string[];
  #place = 0;

  constructor(line: string) {
    this.#fields = line.split('\t');
  }

  /** @returns null for SQL NULL. */
  text(): string | null {
    const field = this.#fields[this.#place++] ?? '\\N';
    if (field === '\\N') return null;
    return field.includes('\\') ? unescapeField(field) : field;
  }

  number(): number | null {
    const field = this.#fields[this.#place++] ?? '\\N';
    return field === '\\N' ? null : Number(field);
  }

  /** A number where NULL means none. */
  amount(): number {
    return this.number() ?? 0;
  }

  /** So many amounts in a row. */
  amounts(count: number): number[] {
    const amounts: number[] = [];
    for (let index = 0; index < count; index += 1) amounts.push(this.amount());
    return amounts;
  }

  /** The database writes real calendar days only. */
  day(): Day | null {
    return this.text() as Day | null;
  }

  boolean(): boolean | null {
    const field = this.#fields[this.#place++];
    return field === 't' ? true : field === 'f' ? false : null;
  }

  json(): unknown {
    const text = this.text();
    return text === null ? null : JSON.parse(text);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescapeField(field: string): string {
  return field.replaceAll(/\\(.)/gs, (_, character: string) => ESCAPES[character] ?? character);
}

/** Writes a value as a field of COPY's text format. */
export function copyField(value: string | number | boolean | bigint | null): string {
  if (value === null) return NULL;
  if (typeof value === 'string') return copyText(value);
  return value === true ? 't' : value === false ? 'f' : String(value);
}

/** Writes JSON as such a field: it holds no raw line breaks or tabs, so that only backslashes need a look. */
export function copyJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes('\\') ? json.replaceAll('\\', '\\\\') : json;
}
