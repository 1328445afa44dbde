import { ImportRefused } from '../import-refused.ts';
import { choiceKey } from '../values/choices.ts';
import { saysNothing } from '../values/nothing.ts';
import { type ColumnSource, LINE_NUMBER, type Mapping } from './mapping-schema.ts';

/** One canonical column of a kind, with the headers people write for it. */
export interface ColumnDefinition {
  readonly name: string;
  readonly required?: boolean;
  readonly synonyms: readonly string[];
  /**
   * What a dash, 无 or N/A is in this column where it is optional: an empty cell, unless 无 is an `answer` (no), or the
   * `text` as it stands tells rows apart and must stay what it was at an earlier import.
   */
  readonly nothing?: 'answer' | 'text';
}

/** Reads one value of a row, trimmed; empty when the file has no such column, or the cell says that there is nothing. */
export type CellReader = (row: readonly string[]) => string;

/** The columns of one file, seen through its mapping or its headers. */
export interface Cells {
  /** Whether the file, or a constant, gives the column. */
  has(column: string): boolean;
  /** The header as the file writes it, for messages. */
  header(column: string): string;
  text(column: string): CellReader;
  /**
   * Index of the file's column that the column is, as it stands but for what says nothing; -1 where the file does not
   * have it; null where a mapping makes its value otherwise.
   */
  indexOf(column: string): number | null;
  /** Whether rows must carry their line number as one more cell. */
  readonly needsLine: boolean;
  /** Free dimensions: `attr.<any>` columns. */
  readonly attributes: readonly { readonly name: string; readonly read: CellReader }[];
}

const ATTRIBUTE = /^attr\.(.+)$/i;
const empty: CellReader = () => '';

/**
 * Finds the columns of a kind in a file's header. With a mapping, the columns are those the mapping names and no
 * others; without one, headers are recognised by canonical name or synonym.
 * @throws ImportRefused for a repeated or ambiguous header, a missing required column, or a mapping that does not fit
 */
export function cellsOf(
  file: string,
  header: readonly string[],
  definitions: readonly ColumnDefinition[],
  mapping: Mapping | null,
): Cells {
  const headers = header.map((text) =>
    text
      .normalize('NFKC')
      .replace(/[\u200b\ufeff]/g, '')
      .trim(),
  );
  refuseRepeated(file, headers);
  const readers: Readers = new Map();
  const sources = Object.values(mapping?.columns ?? {});
  const needsLine = sources.some((source) => typeof source !== 'string' && source.join.includes(LINE_NUMBER));
  if (mapping === null) recognise(headers, definitions, readers);
  else followMapping(needsLine ? [...headers, LINE_NUMBER] : headers, definitions, mapping, readers);
  for (const definition of definitions) {
    if (!definition.required || readers.has(definition.name)) continue;
    const accepted = [definition.name, ...definition.synonyms].join(', ');
    throw new ImportRefused({ code: 'column_missing', column: definition.name, accepted, found: headers.join(', ') });
  }
  for (const definition of definitions) {
    const reader = readers.get(definition.name);
    if (reader === undefined || definition.required || definition.nothing === 'text') continue;
    const answers = definition.nothing === 'answer';
    readers.set(definition.name, { ...reader, read: withoutNothing(reader.read, answers) });
  }
  const attributes = [...readers].flatMap(([name, { read }]) => {
    const attribute = ATTRIBUTE.exec(name)?.[1];
    return attribute === undefined ? [] : [{ name: attribute, read }];
  });
  return {
    has: (column) => readers.has(column),
    header: (column) => readers.get(column)?.header ?? column,
    text: (column) => readers.get(column)?.read ?? empty,
    indexOf: (column) => {
      const reader = readers.get(column);
      return reader === undefined ? -1 : (reader.index ?? null);
    },
    needsLine,
    attributes,
  };
}

/** Whether a column is a free dimension: `attr.<any>`. */
export function isFreeDimension(column: string): boolean {
  return ATTRIBUTE.test(column);
}

/** Reads a source (one column or several joined) that a mapping names for `column`. */
export function sourceReader(headers: readonly string[], column: string, source: ColumnSource): CellReader {
  if (typeof source === 'string') return cellAt(indexOfHeader(headers, column, source));
  const parts = source.join.map((name) => cellAt(indexOfHeader(headers, column, name)));
  const { with: separator, prefix } = source;
  return (row) => {
    const texts = parts.map((read) => read(row));
    return texts.every((text) => text === '') ? '' : prefix + texts.join(separator);
  };
}

/** Empties cells that say that there is nothing. @param answers whether 无 is an answer, which stays */
export function withoutNothing(read: CellReader, answers = false): CellReader {
  return (row) => {
    const text = read(row);
    return saysNothing(text) && !(answers && text === '无') ? '' : text;
  };
}

interface ColumnReader {
  readonly header: string;
  readonly read: CellReader;
  /** Where the value is a cell of the row as it stands: which. */
  readonly index?: number;
}

type Readers = Map<string, ColumnReader>;

function recognise(headers: readonly string[], definitions: readonly ColumnDefinition[], readers: Readers): void {
  const keys = headers.map(choiceKey);
  for (const { name, synonyms } of definitions) {
    const own = keys.indexOf(choiceKey(name));
    const words = new Set(synonyms.map(choiceKey));
    const found = own === -1 ? keys.flatMap((key, index) => (words.has(key) ? [index] : [])) : [own];
    if (found.length > 1) {
      const names = found.map((index) => headers[index]).join(', ');
      throw new ImportRefused({ code: 'header_ambiguous', column: name, headers: names });
    }
    const [index] = found;
    if (index !== undefined) readers.set(name, { header: headers[index] ?? name, read: cellAt(index), index });
  }
  for (const [index, header] of headers.entries()) {
    if (ATTRIBUTE.test(header)) readers.set(header, { header, read: cellAt(index) });
  }
}

function followMapping(
  headers: readonly string[],
  definitions: readonly ColumnDefinition[],
  mapping: Mapping,
  readers: Readers,
): void {
  const known = new Set(definitions.map((definition) => definition.name));
  for (const [column, value] of Object.entries(mapping.constants)) {
    readers.set(column, { header: column, read: () => value });
  }
  for (const [column, source] of Object.entries(mapping.columns)) {
    const read = sourceReader(headers, column, source);
    if (typeof source === 'string') {
      readers.set(column, { header: source, read, index: indexOfHeader(headers, column, source) });
    } else {
      readers.set(column, { header: source.join.join('+'), read });
    }
  }
  if (mapping.customer && known.has('customer_code') && !readers.has('customer_code')) {
    const { code } = mapping.customer;
    const header = typeof code === 'string' ? code : code.join.join('+');
    readers.set('customer_code', { header, read: sourceReader(headers, 'customer_code', code) });
  }
  for (const [column, words] of Object.entries(mapping.values)) {
    const reader = readers.get(column);
    if (!reader) continue;
    const table = new Map(Object.entries(words));
    readers.set(column, {
      header: reader.header,
      read: (row) => {
        const text = reader.read(row);
        return table.get(text) ?? text;
      },
    });
  }
}

function indexOfHeader(headers: readonly string[], column: string, name: string): number {
  const key = choiceKey(name);
  const index = headers.findIndex((header) => choiceKey(header) === key);
  if (index !== -1) return index;
  throw new ImportRefused({ code: 'mapping_source_missing', column, header: name, found: headers.join(', ') });
}

function cellAt(index: number): CellReader {
  return (row) => {
    const text = row[index];
    if (text === undefined || text === '') return '';
    const first = text.charCodeAt(0);
    const last = text.charCodeAt(text.length - 1);
    // Letters and digits at both ends: nothing to trim.
    return first > 32 && first < 127 && last > 32 && last < 127 ? text : text.trim();
  };
}

function refuseRepeated(file: string, headers: readonly string[]): void {
  const seen = new Set<string>();
  for (const header of headers) {
    const key = choiceKey(header);
    if (key === '') continue;
    if (seen.has(key)) throw new ImportRefused({ code: 'header_repeated', file, header });
    seen.add(key);
  }
}
