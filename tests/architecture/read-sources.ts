import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One source file, parsed. */
export interface Source {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly isTest: boolean;
  readonly tree: ts.SourceFile;
}

/** One module named by an import, an export, a dynamic import, a `require` or an import type. */
export interface Import {
  readonly module: string;
  readonly line: number;
}

const FOLDERS = [
  'packages/*/src',
  'apps/*/src',
  'apps/*/ui',
  'apps/extension',
  'tests',
  'bench',
  'examples',
  'scripts',
];
const MADE = new Set(['node_modules', 'build', 'dist', '.plasmo', 'generated', '.data', '.cache']);

/** Every source below the root that people write; what tools make is left out. */
export function readSources(root: string): Source[] {
  const patterns = FOLDERS.map((folder) => `${folder}/**/*.{ts,tsx,mjs,mts}`);
  const exclude = (path: string): boolean => path.split(/[\\/]/).some((part) => MADE.has(part));
  const paths = new Set(globSync(patterns, { cwd: root, exclude }).map((path) => path.replaceAll('\\', '/')));
  return [...paths].sort().map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return {
      path,
      lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
      isTest: /\.test\.tsx?$/.test(path),
      tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
    };
  });
}

/** Calls `visit` for every node of the tree. */
export function walk(source: Source, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, step);
  };
  step(source.tree);
}

export function lineOf(source: Source, node: ts.Node): number {
  return source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1;
}

/** Everything the file imports; a dynamic import of a computed name is given as an empty module. */
export function importsOf(source: Source): Import[] {
  const imports: Import[] = [];
  walk(source, (node) => {
    const named = namedModule(node);
    if (named === null) return;
    imports.push({ module: ts.isStringLiteralLike(named) ? named.text : '', line: lineOf(source, node) });
  });
  return imports;
}

function namedModule(node: ts.Node): ts.Node | null {
  if (ts.isImportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier ?? null;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  if (ts.isCallExpression(node)) {
    const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
    return isImport || isRequire ? (node.arguments[0] ?? node) : null;
  }
  return null;
}
