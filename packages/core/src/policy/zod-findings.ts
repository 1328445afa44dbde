import type { z } from 'zod';
import type { Finding, KeyPath } from './problem.ts';

interface Located {
  readonly path: KeyPath;
  readonly finding: Finding;
}

/** Turns the schema's complaints into findings: one per unknown key, and the best-fitting branch of a union. */
export function findingsOf(error: z.ZodError): Located[] {
  return error.issues.flatMap((issue) => fromIssue(issue, keyPath(issue.path)));
}

function fromIssue(issue: z.core.$ZodIssue, path: KeyPath): Located[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path, finding: { code: 'unknown_key', parameters: { key } } }));
    case 'invalid_key':
      return [{ path, finding: { code: 'unknown_key', parameters: { key: String(path.at(-1) ?? '') } } }];
    case 'invalid_type': {
      const last = path.at(-1);
      if (issue.input === undefined && typeof last === 'string' && issue.message.includes('undefined')) {
        return [{ path: path.slice(0, -1), finding: { code: 'missing_key', parameters: { key: last } } }];
      }
      return [{ path, finding: { code: 'wrong_type', parameters: { expected: issue.expected } } }];
    }
    case 'invalid_union':
      return fromUnion(issue, path);
    case 'invalid_value':
      return [
        { path, finding: { code: 'invalid_value', parameters: { detail: issue.values.map(String).join(', ') } } },
      ];
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1)
        return [{ path, finding: { code: 'empty_text', parameters: {} } }];
      return [{ path, finding: { code: 'invalid_value', parameters: { detail: `≥ ${issue.minimum}` } } }];
    case 'too_big':
      return [{ path, finding: { code: 'invalid_value', parameters: { detail: `≤ ${issue.maximum}` } } }];
    case 'invalid_format':
      return [{ path, finding: { code: 'invalid_value', parameters: { detail: issue.pattern ?? issue.format } } }];
    case 'custom':
      return [{ path, finding: ownFinding(issue) ?? { code: 'invalid_value', parameters: { detail: issue.message } } }];
    default:
      return [{ path, finding: { code: 'invalid_value', parameters: { detail: issue.message } } }];
  }
}

/** What a check of ours reports: `refine(check, asFinding({ code, parameters }))`. */
export function asFinding(finding: Finding): {
  readonly message: string;
  readonly params: { readonly finding: Finding };
} {
  return { message: finding.code, params: { finding } };
}

function ownFinding({ params }: z.core.$ZodIssueCustom): Finding | null {
  // Only `asFinding` puts anything there.
  return params === undefined || !('finding' in params) ? null : (params.finding as Finding);
}

function fromUnion(issue: z.core.$ZodIssueInvalidUnion, path: KeyPath): Located[] {
  const branches = issue.errors.map((issues) =>
    issues.flatMap((inner) => fromIssue(inner, [...path, ...keyPath(inner.path)])),
  );
  // The branch that complains least is the one that was meant.
  const [best] = branches.filter((branch) => branch.length > 0).sort((a, b) => a.length - b.length);
  if (best !== undefined) return best;
  return [{ path, finding: { code: 'invalid_value', parameters: { detail: issue.message } } }];
}

function keyPath(path: readonly PropertyKey[]): KeyPath {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}
