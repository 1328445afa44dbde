import ts from 'typescript';
import { lineOf, type Source, walk } from './read-sources.ts';
import type { Violation } from './violation.ts';

/** Names of the surroundings that the core must not reach for; a local of the same name is fine. */
const SURROUNDINGS = new Set([
  'process',
  'console',
  'performance',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'localStorage',
  'window',
  'document',
  'chrome',
  'globalThis',
  'require',
  '__dirname',
  '__filename',
]);

/** The core decides from what it is given: no clock, no chance, no environment (§1). */
export function impureCore(sources: readonly Source[]): Violation[] {
  return sources
    .filter((source) => source.path.startsWith('packages/core/src/') && !source.isTest)
    .flatMap((source) => {
      const violations: Violation[] = [];
      const declared = declaredNames(source);
      walk(source, (node) => {
        const found = impurity(node, declared);
        if (found === null) return;
        violations.push({
          rule: 'pure_core',
          file: source.path,
          line: lineOf(source, node),
          reason: `the core uses ${found}`,
        });
      });
      return violations;
    });
}

function impurity(node: ts.Node, declared: ReadonlySet<string>): string | null {
  if (isMember(node, 'Date', 'now')) return 'Date.now';
  if (isMember(node, 'Math', 'random')) return 'Math.random';
  if (isMember(node, 'crypto', 'randomUUID') || isMember(node, 'crypto', 'getRandomValues')) return 'random numbers';
  if (isMember(node, 'import.meta', 'env')) return 'import.meta.env';
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && (node.arguments ?? []).length === 0)
    return 'new Date() without a moment';
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'Date() as a function, which is now';
  if (ts.isIdentifier(node) && SURROUNDINGS.has(node.text) && isReference(node) && !declared.has(node.text))
    return node.text;
  return null;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** `object.member` or `object['member']`. */
function isMember(node: ts.Node, object: string, member: string): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.expression.getText() === object && node.name.text === member;
  if (!ts.isElementAccessExpression(node)) return false;
  return (
    node.expression.getText() === object &&
    ts.isStringLiteralLike(node.argumentExpression) &&
    node.argumentExpression.text === member
  );
}

/** Whether the identifier stands for a value, not for a member, a key or a name being given. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isTypeNode(parent) || ts.isTypeElement(parent) || ts.isQualifiedName(parent)) return false;
  if (ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.name !== node;
  return true;
}

function declaredNames(source: Source): Set<string> {
  const names = new Set<string>();
  walk(source, (node) => {
    const gives =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node) ||
      ts.isNamespaceImport(node);
    if (gives && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return names;
}
