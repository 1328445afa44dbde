import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { ImportRefused } from '../import-refused.ts';
import type { ImportKind } from '../options.ts';
import { type Mapping, mappingSchema } from './mapping-schema.ts';

/**
 * Reads and checks a mapping file.
 * @throws ImportRefused naming the line and the key that is wrong, or the kind that the mapping is really for
 */
export async function loadMapping(path: string, kind: ImportKind): Promise<Mapping> {
  const file = basename(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ImportRefused({ code: 'mapping_unreadable', file, detail }, { cause });
  }
  const mapping = parseMapping(text, file);
  if (mapping.kind !== kind) {
    throw new ImportRefused({ code: 'mapping_kind', file, expected: kind, found: mapping.kind });
  }
  return mapping;
}

/** Checks the text of a mapping file; see `loadMapping`. */
export function parseMapping(text: string, file: string): Mapping {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax) {
    const { line } = lines.linePos(syntax.pos[0]);
    throw new ImportRefused({ code: 'mapping_invalid', file, line, key: syntax.code, detail: syntax.message });
  }
  const result = mappingSchema.safeParse(document.toJS());
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []).map(String), ...unknown];
  const line = lines.linePos(offsetOf(document, path)).line;
  const key = path.join('.') || file;
  throw new ImportRefused({ code: 'mapping_invalid', file, line, key, detail: issue?.message ?? '' });
}

/** Where the key stands, or the nearest key above it that exists. */
function offsetOf(document: Document, path: readonly string[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
