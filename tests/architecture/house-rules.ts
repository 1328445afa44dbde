import ts from 'typescript';
import { brokenLayers } from './layers.ts';
import { impureCore } from './pure-core.ts';
import { lineOf, readSources, type Source, walk } from './read-sources.ts';
import type { Violation } from './violation.ts';

export const MOST_LINES = 300;

/** Every place below the root where a rule of the house is broken; empty for a good tree. */
export function findViolations(root: string): Violation[] {
  const sources = readSources(root);
  return [...brokenLayers(sources), ...impureCore(sources), ...tooLong(sources), ...leftOnly(sources)];
}

function tooLong(sources: readonly Source[]): Violation[] {
  return sources
    .filter((source) => !source.isTest && source.lines > MOST_LINES)
    .map(({ path, lines }) => ({
      rule: 'length',
      file: path,
      line: lines,
      reason: `${lines} lines, at most ${MOST_LINES}`,
    }));
}

const SUITES = /^(test|it|describe|suite|bench)$/;

/** A forgotten `.only` silently switches every other test off. */
function leftOnly(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const violations: Violation[] = [];
    walk(source, (node) => {
      if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'only') return;
      let base: ts.Expression = node.expression;
      while (ts.isPropertyAccessExpression(base) || ts.isCallExpression(base)) base = base.expression;
      if (!ts.isIdentifier(base) || !SUITES.test(base.text)) return;
      violations.push({
        rule: 'only',
        file: source.path,
        line: lineOf(source, node),
        reason: 'a test marked to run alone',
      });
    });
    return violations;
  });
}
