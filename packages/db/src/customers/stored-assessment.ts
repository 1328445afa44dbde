import type { Database } from '../database.ts';
import { policyText } from '../policies/policy-text.ts';

export interface StoredAssessment {
  readonly id: string;
  readonly policyHash: string;
  readonly policyText: string | null;
  /** JSON of the facts and of the assessment's record, byte for byte as they were stored. */
  readonly facts: string;
  readonly result: string;
}

/** An assessment with the policy text it was made with; null when there is no such assessment. */
export async function storedAssessment(database: Database, id: bigint): Promise<StoredAssessment | null> {
  const row = await database.prisma.assessment.findUnique({ where: { id } });
  if (row === null) return null;
  return {
    id: String(row.id),
    policyHash: row.policyHash,
    policyText: await policyText(database, row.policyHash),
    facts: row.facts,
    result: row.result,
  };
}
