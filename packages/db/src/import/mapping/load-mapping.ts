import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PolicyProblem, Report } from '@xinshao/core/policy/problem.ts';
import { readYaml } from '@xinshao/core/policy/read-yaml.ts';
import { fileErrorCode } from '@xinshao/core/wording/file-errors.ts';
import { ImportRefused } from '../import-refused.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { ImportKind } from '../options.ts';
import { isFreeDimension } from './cells.ts';
import { type Mapping, mappingSchema } from './mapping-schema.ts';

/**
 * Reads and checks a mapping file.
 * @throws ImportRefused naming the line and the key that is wrong, or the kind that the mapping is really for
 */
export async function loadMapping(path: string, kind: ImportKind): Promise<Mapping> {
  const file = basename(path);
  const read = readYaml(await textOf(path), mappingSchema, (mapping, report) => {
    // The columns of a mapping for another kind are wrong for this one, which is not what is wrong with it.
    if (mapping.kind === kind) checkColumns(mapping, report);
  });
  if (!read.ok) {
    const [problem] = read.problems;
    if (problem === undefined) throw new Error(`${file} is refused, and nothing says why`);
    throw new ImportRefused({
      code: 'mapping_invalid',
      file,
      line: problem.line,
      key: keyOf(problem, file),
      finding: problem,
    });
  }
  if (read.value.kind !== kind) {
    throw new ImportRefused({ code: 'mapping_kind', file, expected: kind, found: read.value.kind });
  }
  return read.value;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const error = fileErrorCode(cause);
    if (error === null) throw cause;
    throw new ImportRefused({ code: 'mapping_unreadable', file: path, error }, { cause });
  }
}

/** A mapping may give the columns of its kind and free dimensions, and no others. */
function checkColumns(mapping: Mapping, report: Report): void {
  const columns = KINDS[mapping.kind].columns.map(({ name }) => name);
  for (const section of ['columns', 'constants', 'values'] as const) {
    for (const column of Object.keys(mapping[section])) {
      if (columns.includes(column) || isFreeDimension(column)) continue;
      report([section, column], { code: 'unknown_column', parameters: { column, known: columns.join(', ') } });
    }
  }
}

/** The key that is wrong, or missing, as a person finds it in the file; the file where it is the whole of it. */
function keyOf(problem: PolicyProblem, file: string): string {
  const named = problem.code === 'unknown_key' || problem.code === 'missing_key' ? problem.parameters.key : '';
  return [problem.path, named].filter((part) => part !== '').join('.') || file;
}
