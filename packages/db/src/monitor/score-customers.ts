import { once } from 'node:events';
import type { Day } from '@xinshao/core/day/day.ts';
import { factsRecordOf } from '@xinshao/core/facts/record.ts';
import { assess } from '@xinshao/core/scorecard/assess.ts';
import type { Assessment } from '@xinshao/core/scorecard/assessment.ts';
import type { CompiledPolicy } from '@xinshao/core/scorecard/compiled.ts';
import { nextLookOn } from '@xinshao/core/scorecard/next-look.ts';
import { recordOf } from '@xinshao/core/scorecard/record.ts';
import { staleSince } from '@xinshao/core/scorecard/stale.ts';
import { detect } from '@xinshao/core/warnings/detect.ts';
import type { Warning } from '@xinshao/core/warnings/warning.ts';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { dataDatesText } from '../customers/stale-sql.ts';
import { copyField, copyJson } from '../facts/copy-text.ts';
import type { FactsRow } from '../facts/facts-from-row.ts';
import { digestOf } from './digest.ts';
import type { PreviousResult } from './previous-results.ts';
import { promiseLine } from './store-promises.ts';

/** Rows for the tables of the run, in COPY's text format. */
export interface ScoredRows {
  scored: number;
  changed: number;
  warnings: number;
  grades: Map<string, number>;
  insufficientData: number;
  readonly states: string[];
  readonly found: string[];
  /** What became of the customers' promises to pay, for `storePromises`. */
  readonly promises: string[];
}

export interface Scoring {
  readonly asOf: Day;
  readonly policy: CompiledPolicy;
  readonly previous: ReadonlyMap<number, PreviousResult>;
  /** Ids of new assessments count on from here; only one run writes them at a time. */
  readonly firstAssessmentId: number;
  /** null: only count, store nothing. */
  readonly writer: pg.PoolClient | null;
}

/**
 * Scores customers as their facts arrive. Assessments that say something new are written at once; what belongs to the
 * smaller tables is kept for the end.
 */
export async function scoreCustomers(batches: AsyncIterable<FactsRow[]>, scoring: Scoring): Promise<ScoredRows> {
  const rows: ScoredRows = {
    scored: 0,
    changed: 0,
    warnings: 0,
    grades: new Map(),
    insufficientData: 0,
    states: [],
    found: [],
    promises: [],
  };
  const assessments =
    scoring.writer?.query(
      copyFrom('copy assessments (id, customer_id, as_of, policy_hash, score, grade, facts, result) from stdin'),
    ) ?? null;
  // A broken connection is reported by the queries; unheard, the stream's own report would end the process.
  let broken: Error | null = null;
  assessments?.on('error', (error) => {
    broken = error;
  });
  try {
    for await (const batch of batches) {
      if (broken !== null) throw broken;
      const lines = batch.map((row) => scoreCustomer(row, scoring, rows)).join('');
      if (assessments !== null && lines !== '' && !assessments.write(lines)) {
        // A stream that breaks meanwhile never drains: then waiting ends with its error.
        await once(assessments, 'drain');
      }
    }
    if (assessments !== null) {
      assessments.end();
      if (!assessments.writableFinished) await once(assessments, 'finish');
    }
  } catch (error) {
    assessments?.destroy();
    throw error;
  }
  return rows;
}

/** @returns the line of a new assessment, or nothing when it says the same as the one before. */
function scoreCustomer({ customerId, facts, nextChangeOn }: FactsRow, scoring: Scoring, rows: ScoredRows): string {
  const { asOf, policy } = scoring;
  const before = scoring.previous.get(customerId) ?? null;
  const assessment = assess(facts, policy);
  count(assessment, rows);
  const warnings = detect(before, facts, assessment, policy);
  const digest = digestOf(assessment);
  const isNew = before === null || before.digest !== digest || before.policyHash !== policy.hash;
  if (isNew) rows.changed += 1;
  const assessmentId = isNew ? scoring.firstAssessmentId + rows.changed - 1 : before.assessmentId;
  const factsField = copyJson(factsRecordOf(facts));
  const grade = copyField(assessment.grade);
  const state = [
    customerId,
    policy.hash,
    assessmentId,
    asOf,
    grade,
    assessment.score,
    copyField(digest),
    facts.customer.creditLimitFen ?? NOTHING,
    facts.ledger?.exposureFen ?? 0,
    facts.ledger?.overdueFen ?? 0,
    facts.ledger?.openFen ?? 0,
    facts.ledger?.maximumDaysPastDue ?? 0,
    nextLookOn(facts, assessment, policy, nextChangeOn),
    staleSince(assessment.stale) ?? NOTHING,
    dataDatesText(facts),
    `{${facts.ledger?.aging.join(',') ?? ''}}`,
  ];
  rows.states.push(line(...state, isNew ? NOTHING : factsField));
  for (const promise of facts.promises.history ?? []) rows.promises.push(promiseLine(promise));
  for (const warning of warnings) {
    rows.warnings += 1;
    rows.found.push(warningLine(customerId, assessmentId, before?.grade ?? null, assessment.grade, warning));
  }
  if (!isNew) return '';
  const result = copyJson(recordOf(assessment, policy));
  return line(assessmentId, customerId, asOf, policy.hash, assessment.score, grade, factsField, result);
}

function count({ grade }: Assessment, rows: ScoredRows): void {
  rows.scored += 1;
  if (grade === null) rows.insufficientData += 1;
  else rows.grades.set(grade, (rows.grades.get(grade) ?? 0) + 1);
}

function warningLine(
  customerId: number,
  assessmentId: number | string,
  gradeBefore: string | null,
  gradeAfter: string | null,
  { ruleId, severity, type, form, coolDownDays, evidence }: Warning,
): string {
  const grades = [copyField(gradeBefore), copyField(gradeAfter)];
  return line(
    customerId,
    assessmentId,
    copyField(ruleId),
    severity,
    type,
    form,
    coolDownDays,
    ...grades,
    copyJson(evidence),
  );
}

const NOTHING = copyField(null);

/** A line of numbers, days and ids, which need no escaping, and fields that are written as COPY wants them already. */
function line(...fields: readonly (string | number)[]): string {
  return `${fields.join('\t')}\n`;
}
