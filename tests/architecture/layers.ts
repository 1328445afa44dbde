import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { type Import, importsOf, type Source } from './read-sources.ts';
import type { Violation } from './violation.ts';

const CORE = 'packages/core/';
const DB = 'packages/db/';
const EXTENSION = 'apps/extension/';
const APPS = new Set(['@xinshao/bot', '@xinshao/sandbox', '@xinshao/extension']);
/** What touches the world, whether declared by the core's package file or not. */
const WORLD = /^(prisma|@prisma\/|@slack\/|pg($|-|\/)|fastify|pino|node-schedule|ws$|undici|axios|playwright)/;

/**
 * Dependencies point one way: apps → db → core, and the extension sees the core alone. Tests may reach further: they
 * put the parts together.
 */
export function brokenLayers(sources: readonly Source[]): Violation[] {
  return sources
    .filter((source) => !source.isTest)
    .flatMap((source) =>
      importsOf(source).flatMap((each) => {
        const reason = reasonAgainst(source.path, each);
        return reason === null ? [] : [{ rule: 'layers' as const, file: source.path, line: each.line, reason }];
      }),
    );
}

function reasonAgainst(path: string, { module }: Import): string | null {
  const target = module.startsWith('.') ? posix.normalize(posix.join(posix.dirname(path), module)) : null;
  const workspace = /^@xinshao\/[^/]+/.exec(module)?.[0] ?? null;
  if (path.startsWith(CORE)) {
    if (module === '') return 'the core imports by fixed names only';
    if (target !== null && !target.startsWith(CORE)) return `the core imports ${target}, outside of itself`;
    if (isBuiltin(module)) return `the core imports ${module}: no files, clock or environment`;
    if (WORLD.test(module)) return `the core imports ${module}, which touches the world`;
    if (workspace !== null && workspace !== '@xinshao/core')
      return `the core imports ${module}: dependencies point at it`;
  }
  if (path.startsWith(DB)) {
    if (target !== null && !target.startsWith(DB)) return `the database package imports ${target}, outside of itself`;
    if (workspace !== null && !['@xinshao/core', '@xinshao/db'].includes(workspace)) {
      return `the database package imports ${module}: it sees the core alone`;
    }
  }
  if (path.startsWith(EXTENSION)) {
    if (isBuiltin(module)) return `the extension imports ${module}, which no browser has`;
    if (target !== null && !target.startsWith(EXTENSION)) return `the extension imports ${target}, outside of itself`;
    if (workspace !== null && workspace !== '@xinshao/core')
      return `the extension imports ${module}: it sees the core alone`;
  }
  const app = /^apps\/[^/]+\//.exec(path)?.[0] ?? null;
  if (app !== null) {
    if (target !== null && !target.startsWith(app)) return `an app imports ${target}, outside of itself`;
    if (workspace !== null && APPS.has(workspace) && workspace !== `@xinshao/${app.slice(5, -1)}`) {
      return `an app imports another app: ${module}`;
    }
  }
  return null;
}
