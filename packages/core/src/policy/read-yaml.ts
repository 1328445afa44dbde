import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { type Finding, formatPath, type KeyPath, type PolicyProblem, type Report } from './problem.ts';
import { findingsOf } from './zod-findings.ts';

export type ReadResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: PolicyProblem[] };

/**
 * Reads a YAML text against a schema, then against further checks; every problem carries its line and column.
 * Syntax errors hide the rest, and so do schema errors the checks: only a well-formed file can be judged.
 */
export function readYaml<S extends z.ZodType>(
  text: string,
  schema: S,
  check: (value: z.infer<S>, report: Report) => void,
): ReadResult<z.infer<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: PolicyProblem[] = [];
  const add = (path: KeyPath, offset: number, finding: Finding): void => {
    const { line, col } = lines.linePos(offset);
    problems.push({ ...finding, line, column: col, path: formatPath(path) });
  };
  for (const error of document.errors) {
    add([], error.pos[0], { code: 'yaml_syntax', parameters: { error: error.code, detail: error.message } });
  }
  if (problems.length > 0) return { ok: false, problems };
  const plain = plainValue(document);
  if ('detail' in plain) {
    add([], plain.offset, { code: 'yaml_syntax', parameters: { error: 'BAD_ALIAS', detail: plain.detail } });
    return { ok: false, problems };
  }
  const parsed = schema.safeParse(plain.value);
  if (!parsed.success) {
    for (const { path, finding } of findingsOf(parsed.error)) {
      const key = finding.code === 'unknown_key' ? finding.parameters.key : null;
      add(path, offsetOf(document, path, key), finding);
    }
    return { ok: false, problems: inOrder(problems) };
  }
  check(parsed.data, (path, finding) => add(path, offsetOf(document, path, null), finding));
  return problems.length > 0 ? { ok: false, problems: inOrder(problems) } : { ok: true, value: parsed.data };
}

/** Plain values of the document, or where and why its references (`*name`) cannot be followed. */
function plainValue(
  document: Document.Parsed,
): { readonly value: unknown } | { readonly offset: number; readonly detail: string } {
  try {
    // A file whose references multiply without end is refused by the count.
    return { value: document.toJS({ maxAliasCount: 1000 }) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    let offset = 0;
    visit(document, {
      Alias: (_key, alias) => {
        if (alias.resolve(document) !== undefined || !alias.range) return undefined;
        offset = alias.range[0];
        return visit.BREAK;
      },
    });
    return { offset, detail: error.message };
  }
}

function inOrder(problems: PolicyProblem[]): PolicyProblem[] {
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/**
 * Where the value at a path begins; where there is none, the nearest value around it.
 * @param key a key inside the value at `path` whose own place is wanted
 */
function offsetOf(document: Document.Parsed, path: KeyPath, key: string | null): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (key !== null && length === path.length && isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair !== undefined && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
