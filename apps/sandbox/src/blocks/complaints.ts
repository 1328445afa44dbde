import type { z } from 'zod';

/** One thing Slack refuses: what, and where in the request, as a JSON pointer. */
export interface Complaint {
  message: string;
  pointer: string;
}

const pointerOf = (path: readonly PropertyKey[]) => `/${path.map(String).join('/')}`;

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, key);
  }
  return here;
}

const kindNames: Record<string, string> = {
  string: 'must be a string',
  number: 'must be a number',
  int: 'must be an integer',
  boolean: 'must be a boolean',
  array: 'must provide an array',
  object: 'must provide an object',
};

function describe(issue: z.core.$ZodIssue, root: unknown, path: readonly PropertyKey[]): Complaint[] {
  const pointer = pointerOf(path);
  const missing = path.length > 0 && at(root, path) === undefined;
  if (missing && (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union')) {
    return [{ message: `missing required field: ${String(path.at(-1))}`, pointer: pointerOf(path.slice(0, -1)) }];
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ message: `invalid additional property: ${key}`, pointer }));
    case 'too_big':
      return [
        {
          message:
            issue.origin === 'string'
              ? `must be less than ${Number(issue.maximum) + 1} characters`
              : issue.origin === 'array'
                ? `no more than ${String(issue.maximum)} items allowed`
                : `must be less than or equal to ${String(issue.maximum)}`,
          pointer,
        },
      ];
    case 'too_small':
      return [
        {
          message:
            issue.origin === 'string'
              ? `must be more than ${Number(issue.minimum) - 1} characters`
              : issue.origin === 'array'
                ? `no fewer than ${String(issue.minimum)} items allowed`
                : `must be greater than or equal to ${String(issue.minimum)}`,
          pointer,
        },
      ];
    case 'invalid_union': {
      const found = issue.discriminator === undefined ? undefined : at(root, path);
      if (typeof found === 'string') return [{ message: `unsupported type: ${found}`, pointer }];
      const nested = issue.errors.at(-1) ?? [];
      return [
        { message: 'failed to match all allowed schemas', pointer },
        ...nested.flatMap((inner) => describe(inner, root, [...path, ...inner.path])),
      ];
    }
    case 'invalid_value':
      return [{ message: `value must be one of: ${issue.values.map(String).join(', ')}`, pointer }];
    case 'invalid_type':
      return [{ message: kindNames[issue.expected] ?? `must be a ${issue.expected}`, pointer }];
    default:
      return [{ message: issue.message, pointer }];
  }
}

/**
 * Puts the findings of a schema into Slack's words.
 * `prefix` is where the value sits in the request, such as ['view', 'blocks'].
 */
export function complaintsOf(error: z.ZodError, value: unknown, prefix: readonly PropertyKey[]): Complaint[] {
  return error.issues.flatMap((issue) =>
    describe(issue, value, issue.path).map(({ message, pointer }) => ({
      message,
      pointer: `${prefix.length > 0 ? pointerOf(prefix) : ''}${pointer === '/' ? '' : pointer}` || '/',
    })),
  );
}

/** The line of `response_metadata.messages`, without its severity. */
export const asLine = (complaint: Complaint): string => `${complaint.message} [json-pointer:${complaint.pointer}]`;
