import { verifyAudit } from '@xinshao/db/audit/verify-audit.ts';
import type { Database } from '@xinshao/db/database.ts';
import type { Sandbox } from '@xinshao/sandbox/types.ts';
import type { RequestAct } from './act-requests.ts';
import type { Submission } from './acts.ts';
import type { AwayAct } from './away.ts';
import { checkAbsences } from './check-absences.ts';
import { checkAnswers } from './check-answers.ts';
import { checkClocks } from './check-clocks.ts';
import { type CollectionPolicy, checkCollection } from './check-collection.ts';
import { checkDigests, type NoticePolicy } from './check-digests.ts';
import { checkGrantEnds } from './check-grant-ends.ts';
import { checkMeasures } from './check-measures.ts';
import { checkMessages, readMessages } from './check-messages.ts';
import { checkReports } from './check-reports.ts';
import { checkRequests } from './check-requests.ts';
import type { Chronicle } from './chronicle.ts';
import type { SimulatedClock } from './clock.ts';
import type { CaseAct } from './collectors.ts';
import type { Company } from './company.ts';
import type { DueDigest } from './digest-watch.ts';
import type { FeedbackRules } from './expected-clock.ts';
import type { ApprovalPolicy } from './expected-levels.ts';
import type { Left } from './personnel.ts';

/** What is looked at when it is all over. */
export interface Evidence {
  readonly database: Database;
  readonly sandbox: Sandbox;
  readonly clock: Pick<SimulatedClock, 'showedAt'>;
  readonly chronicle: Chronicle;
  readonly submissions: readonly Submission[];
  readonly company: Company;
  readonly left: Left;
  readonly requestActs: readonly RequestAct[];
  readonly awayActs: readonly AwayAct[];
  readonly caseActs: readonly CaseAct[];
  readonly collection: CollectionPolicy;
  readonly digests: readonly DueDigest[];
  readonly rules: FeedbackRules;
  readonly approvals: ApprovalPolicy;
  readonly notices: NoticePolicy;
  readonly endedAt: number;
}

export interface Findings {
  /** What is wrong, in words; empty: nothing. */
  readonly faults: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

/** Judges the end of a simulation from the policy file, the calendar, the workspace and what people did. */
export async function judge(evidence: Evidence): Promise<Findings> {
  const messages = await readMessages(evidence);
  const parts = [
    await checkMessages(evidence, messages),
    await checkClocks(evidence, messages),
    await checkAnswers(evidence),
    await checkRequests(evidence, messages),
    await checkAbsences(evidence),
    await checkDigests(evidence, messages),
    await checkCollection(evidence, messages),
    await checkGrantEnds(evidence),
    await checkMeasures(evidence),
    await checkReports(evidence, messages),
  ];
  const verdict = await verifyAudit(evidence.database);
  const faults = parts.flatMap((part) => part.faults);
  if (!verdict.ok) faults.push(`the audit trail is broken: ${JSON.stringify(verdict.problem)}`);
  return {
    faults,
    counts: Object.assign({ 'audit entries': verdict.entries }, ...parts.map((part) => part.counts)),
  };
}
