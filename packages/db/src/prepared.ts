import { createHash } from 'node:crypto';
import type pg from 'pg';

const names = new Map<string, string>();

/**
 * A statement that each connection parses and plans once instead of at every call: for those asked many times a minute
 * whose planning costs more than their work. Its plan is the same for all parameters, so it must not depend on them.
 * @param text of ours, one of few: every connection keeps the plans of all it has seen
 */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
    names.set(text, name);
  }
  return { name, text, values };
}
