import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findViolations, MOST_LINES } from './house-rules.ts';
import { readSources } from './read-sources.ts';

const ROOT = join(import.meta.dirname, '..', '..');

test('this house keeps its rules', () => {
  const places = findViolations(ROOT).map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  expect(places).toEqual([]);
});

test('every room is looked at, and nothing that tools made', () => {
  const paths = readSources(ROOT).map((source) => source.path);
  for (const room of [
    'packages/core/src/',
    'packages/db/src/',
    'apps/bot/src/',
    'apps/sandbox/src/',
    'apps/extension/',
    'tests/',
  ]) {
    expect(paths.filter((path) => path.startsWith(room)).length, room).toBeGreaterThan(1);
  }
  expect(paths.filter((path) => /node_modules|\/generated\/|\/build\//.test(path))).toEqual([]);
});

const trees: string[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true });
});

/** A made-up tree of files; the test's own root stays as it is. */
function tree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'xinshao-house-'));
  trees.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const CORE = 'packages/core/src/scorecard/assess.ts';
const DB = 'packages/db/src/facts/facts.ts';
const EXTENSION = 'apps/extension/popup.tsx';

describe('a bad tree is caught', () => {
  test.each([
    ['layers', CORE, "import { readFileSync } from 'node:fs';"],
    ['layers', CORE, "import { readFileSync } from 'fs';"],
    ['layers', CORE, "import 'node:process';"],
    ['layers', CORE, "import { PrismaClient } from '@prisma/client';"],
    ['layers', CORE, "import type { PrismaClient } from '@prisma/client';"],
    ['layers', CORE, "type Client = import('@prisma/client').PrismaClient;"],
    ['layers', CORE, "import pg from 'pg';"],
    ['layers', CORE, "import { App } from '@slack/bolt';"],
    ['layers', CORE, "export * from '@xinshao/db/database.ts';"],
    ['layers', CORE, "export { database } from '../../../db/src/database.ts';"],
    ['layers', CORE, "const fs = await import('node:fs');"],
    ['layers', CORE, "const name = 'node:fs'; const fs = await import(name);"],
    ['layers', CORE, "import fs = require('fs');"],
    ['layers', DB, "import { start } from '@xinshao/bot/start.ts';"],
    ['layers', DB, "import { start } from '../../../../apps/bot/src/start.ts';"],
    ['layers', DB, "import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';"],
    ['layers', EXTENSION, "import { openDatabase } from '@xinshao/db/database.ts';"],
    ['layers', EXTENSION, "import { card } from '@xinshao/bot/blocks/card.ts';"],
    ['layers', EXTENSION, "import { readFileSync } from 'node:fs';"],
    ['layers', 'apps/bot/src/start.ts', "import { startSandbox } from '@xinshao/sandbox/start-sandbox.ts';"],
    ['pure_core', CORE, 'export const now = Date.now();'],
    ['pure_core', CORE, 'export const clock = Date.now;'],
    ['pure_core', CORE, "export const now = Date['now']();"],
    ['pure_core', CORE, 'export const now = new Date();'],
    ['pure_core', CORE, 'export const now = new Date;'],
    ['pure_core', CORE, 'export const now = Date();'],
    ['pure_core', CORE, 'export const url = process.env.DATABASE_URL;'],
    ['pure_core', CORE, 'export const chance = Math.random();'],
    ['pure_core', CORE, 'export const id = crypto.randomUUID();'],
    ['pure_core', CORE, "console.log('scored');"],
    ['pure_core', CORE, "export const page = fetch('http://127.0.0.1');"],
    ['pure_core', CORE, 'export const here = globalThis.process;'],
    ['length', 'apps/bot/src/long.ts', 'export {};\n'.repeat(MOST_LINES + 1)],
    ['only', 'packages/core/src/grade.test.ts', "test.only('59 points is C', () => {});"],
    ['only', 'packages/core/src/grade.test.ts', "describe.concurrent.only('grades', () => {});"],
    ['only', 'tests/slack/alert.test.ts', "it.only.each([1])('%i', () => {});"],
  ] as const)('%s: %s: %s', (rule, path, text) => {
    const violations = findViolations(tree({ [path]: `${text}\n` }));
    expect(violations.map((violation) => violation.rule)).toContain(rule);
    expect(violations[0]?.file).toBe(path);
  });
});

describe('what only looks bad is let through', () => {
  test.each([
    [
      CORE,
      "// Date.now() and new Date() and process.env are words here\nexport const text = 'Math.random() of node:fs';",
    ],
    [CORE, 'export const moment = (milliseconds: number) => new Date(milliseconds);'],
    [CORE, 'export const noon = Date.UTC(2026, 0, 1, 12);'],
    [CORE, 'export function run(process: { step: string }) { return process.step; }'],
    [CORE, 'export const steps = { process: 1 }; export const first = steps.process;'],
    [CORE, "import { z } from 'zod';\nimport { grade } from './grade.ts';\nexport const both = [z, grade];"],
    [
      DB,
      "import { readFileSync } from 'node:fs';\nimport type { Facts } from '@xinshao/core/facts/facts.ts';\nexport type Both = [Facts, typeof readFileSync];",
    ],
    [
      EXTENSION,
      "import { useState } from 'react';\nimport { LOCALES } from '@xinshao/core/wording/locale.ts';\nexport const both = [useState, LOCALES];",
    ],
    [
      'packages/core/src/grade.test.ts',
      "import { readFileSync } from 'node:fs';\nexport const now = Date.now();\nexport const file = readFileSync;",
    ],
    ['apps/bot/src/long.ts', 'export {};\n'.repeat(MOST_LINES)],
    ['apps/bot/src/long.test.ts', 'export {};\n'.repeat(MOST_LINES * 2)],
    ['apps/bot/src/filter.ts', 'export const shown = (filter: { only: string }) => filter.only;'],
    ['packages/db/src/generated/client.ts', `import '@xinshao/bot/start.ts';`],
    ['apps/extension/build/chrome-mv3-prod/popup.ts', `import 'node:fs';`],
  ])('%s: %s', (path, text) => {
    expect(findViolations(tree({ [path]: text.endsWith('\n') ? text : `${text}\n` }))).toEqual([]);
  });
});
