import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePolicy } from '@xinshao/core/policy/parse.ts';
import { assess } from '@xinshao/core/scorecard/assess.ts';
import type { Assessment } from '@xinshao/core/scorecard/assessment.ts';
import { compilePolicy } from '@xinshao/core/scorecard/compile.ts';
import { detect } from '@xinshao/core/warnings/detect.ts';
import type { Warning } from '@xinshao/core/warnings/warning.ts';
import type { Database } from '@xinshao/db/database.ts';
import { readFacts } from '@xinshao/db/facts/read-facts.ts';
import { importFile } from '@xinshao/db/import/import-file.ts';
import { freshDatabase } from '@xinshao/db/testing/fresh-database.ts';
import { generateExamples } from '@xinshao/examples/generator/generate.ts';
import { readRows } from '@xinshao/examples/generator/testing/read-rows.ts';
import { beforeAll, expect, test } from 'vitest';

const END = '2026-10-31';
const POLICY = join(import.meta.dirname, '..', '..', 'policies', 'trade-credit.yaml');

interface Told {
  readonly assessment: Assessment;
  readonly warnings: readonly Warning[];
}

/** Every customer of the sample data, scored under the shipped policy as of their last day. */
const results = new Map<string, Told>();
let stories: Record<string, string>[] = [];

beforeAll(async () => {
  const database = await freshDatabase();
  const out = await mkdtemp(join(tmpdir(), 'xinshao-stories-'));
  try {
    const summary = await generateExamples({ out, endDay: END });
    for (const { kind, path, mapping } of summary.files) {
      const settings = { baseCurrency: 'CNY', rates: {}, defaultTermDays: null, timeZone: 'Asia/Shanghai' };
      await importFile(database, { kind, path, ...(mapping ? { mapping } : {}), settings, today: END });
    }
    stories = await readRows(summary.stories);
    await scoreAll(database);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}, 60_000);

async function scoreAll(database: Database): Promise<void> {
  const parsed = parsePolicy(await readFile(POLICY, 'utf8'));
  if (!parsed.ok) throw new Error(`the shipped policy does not parse: ${JSON.stringify(parsed.problems)}`);
  const policy = compilePolicy(parsed.policy, parsed.hash);
  const client = await database.pool.connect();
  try {
    await client.query('begin isolation level repeatable read');
    for await (const batch of readFacts(client, END, null)) {
      for (const { facts } of batch) {
        const assessment = assess(facts, policy);
        results.set(facts.customer.code, { assessment, warnings: detect(null, facts, assessment, policy) });
      }
    }
    await client.query('rollback');
  } finally {
    client.release();
  }
}

function told(storyId: string): Told {
  const code = stories.find((story) => story.story === storyId)?.customer_code ?? '';
  const result = results.get(code);
  if (!result) throw new Error(`no result for ${storyId}`);
  return result;
}

/** What a warning is about: the metric, or the kind of event. */
function about(warning: Warning): string {
  const { evidence } = warning;
  if (evidence.kind === 'threshold') return evidence.metric;
  return evidence.kind === 'event' ? evidence.eventKind : evidence.kind;
}

test('every story that asks for an alert gets one for its own reason, and the others get none', () => {
  for (const { story = '', alert, evidence } of stories) {
    const found = told(story).warnings.map(about);
    if (alert === 'yes') expect(found, story).toContain(evidence);
    else expect(found, story).toEqual([]);
  }
});

test('the heaviest stories are red', () => {
  for (const story of ['sudden_default', 'group_leader_in_arrears'])
    expect(told(story).warnings[0]?.severity).toBe('red');
});

test('grades follow the stories', () => {
  for (const story of ['sudden_default', 'sued_by_supplier', 'slow_decline', 'group_leader_in_arrears']) {
    expect(told(story).assessment.grade, story).toBe('C');
  }
  for (const story of ['new_customer', 'documents_missing'])
    expect(['A', 'B', 'C'], story).toContain(told(story).assessment.grade);
  expect(told('new_customer').assessment.terms.days).toBe(0);
  expect(told('nothing_known').assessment.outcome).toBe('insufficient_data');
});

test('most of the portfolio is sound: one customer in five has an alert at most', () => {
  const all = [...results.values()];
  expect(all).toHaveLength(300);
  const alerted = all.filter((result) => result.warnings.length > 0).length;
  expect(alerted).toBeGreaterThan(15);
  expect(alerted).toBeLessThan(60);
  const grades = new Set(all.map((result) => result.assessment.grade));
  for (const grade of ['AAA', 'AA', 'A', 'B', 'C']) expect([...grades], grade).toContain(grade);
});
