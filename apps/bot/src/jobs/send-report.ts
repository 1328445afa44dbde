import {
  claimReport,
  noteReportTarget,
  type ReportClaim,
  type ReportMessage,
  recordReportSent,
  recordReportUnsent,
} from '@xinshao/db/effect/report-message.ts';
import type { SendReportJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { reportCharts, reportMessage } from '../blocks/report-message.ts';
import { reportModel } from '../present/report.ts';
import { type SlackFailure, slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { channelTargets, personTargets, type Targets } from './delivery-targets.ts';
import { findMessage } from './find-message.ts';
import { reportMark } from './marks.ts';
import { postMessage } from './post-message.ts';

type Claimed = Extract<ReportClaim, { outcome: 'claimed' }>;

const BUSY_SECONDS = 5;
/** There are few reports: however old, they are found. */
const EVER = new Date(0);
const DONE: DeliveryOutcome = { kind: 'done' };

/** A report is sent like an alert, but into a channel of its own. */
export interface ReportContext extends DeliveryContext {
  /** Channel id or name; null: none. */
  readonly reportChannel: string | null;
}

/**
 * Sends one message of a monthly report, once. Safe to repeat and to run in several processes; killed at any point, a
 * repetition finishes the work without sending a second message. Where Slack refuses the charts it goes without them.
 * @throws Slack's error when no answer came, or the database's: the job is then retried
 */
export async function sendReport(context: ReportContext, job: SendReportJob): Promise<DeliveryOutcome> {
  const claim = await claimReport(context.database, job.messageId, context.now());
  if (claim.outcome === 'done') return DONE;
  if (claim.outcome === 'busy') return { kind: 'later', seconds: BUSY_SECONDS };
  // Noting the target comes before posting: without a channel the earlier try never got that far.
  const progress = { doubtful: claim.doubtful && claim.channel !== null, waited: job.waited ?? false };
  try {
    return await sendClaimed(context, claim, progress);
  } catch (error) {
    const failure = slackFailure(error);
    if (failure === null) throw error;
    return handleFailure(context, claim.message, progress.doubtful, failure, error);
  }
}

async function sendClaimed(
  context: ReportContext,
  claim: Claimed,
  progress: { doubtful: boolean; readonly waited: boolean },
): Promise<DeliveryOutcome> {
  const { database, now } = context;
  const { id } = claim.message;
  const mark = reportMark(id);
  if (progress.doubtful && claim.channel !== null) {
    const place = { channel: claim.channel, threadTs: null, since: EVER };
    const ts = await findMessage(context.client, place, mark);
    if (ts !== null) {
      await recordReportSent(database, id, { channel: claim.channel, ts, at: now() });
      return DONE;
    }
    progress.doubtful = false;
  }
  const member = claim.message.staffCode === null ? null : await staffByCode(database, claim.message.staffCode);
  const { targets, problem } = await targetsOf(context, claim.message, member);
  const user = member === null || targets.length === 0 ? null : await context.people.slackUserOf(member);
  const result = await postMessage(context, {
    ...{ targets, mark, urgent: false, waited: progress.waited },
    message: await render(context, claim.message, user),
    onTarget: (channel) => noteReportTarget(database, id, channel),
  });
  if (result.kind === 'nowhere') return giveUp(context, claim.message, problem ?? result.problem);
  if (result.kind === 'later') {
    await recordReportUnsent(database, id, 'pending', null);
    return result;
  }
  await recordReportSent(database, id, { channel: result.channel, ts: result.ts, at: now() });
  return DONE;
}

async function targetsOf(
  context: ReportContext,
  { staffCode }: ReportMessage,
  member: StaffMember | null,
): Promise<Targets> {
  if (staffCode === null) return channelTargets(context, context.reportChannel);
  return member === null ? { targets: [], problem: `no_staff: ${staffCode}` } : personTargets(context, member);
}

/** @param user the reader in Slack; null: everybody in the channel */
async function render(context: ReportContext, { report }: ReportMessage, user: string | null): Promise<SlackMessage> {
  const locale = user === null ? context.locale : await context.people.localeOf(user);
  const policy = report.policyHash === null ? null : await context.policies.of(report.policyHash);
  const model = reportModel(report, { locale, policy, personal: user !== null });
  const { text, blocks } = reportMessage(model);
  return { text, blocks: [...blocks, ...reportCharts(model)] };
}

/** While it is in doubt whether an earlier try posted, the claim stays in doubt whatever else went wrong. */
async function handleFailure(
  context: ReportContext,
  message: ReportMessage,
  doubtful: boolean,
  failure: SlackFailure,
  error: unknown,
): Promise<DeliveryOutcome> {
  if (doubtful || failure.kind === 'unconfirmed') {
    await recordReportUnsent(context.database, message.id, 'sending', failure.code);
    if (failure.kind === 'rate_limited') return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
    throw error;
  }
  if (failure.kind === 'rate_limited') {
    await recordReportUnsent(context.database, message.id, 'pending', null);
    return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
  }
  return giveUp(context, message, failure.code);
}

/** For now: the sweep tries again later, and until then the reason stands in the database and the log. */
async function giveUp(context: ReportContext, { id, report }: ReportMessage, error: string): Promise<DeliveryOutcome> {
  context.log.error({ messageId: id, month: report.month, error }, 'monthly report was not sent');
  await recordReportUnsent(context.database, id, 'failed', error);
  return { kind: 'failed', error };
}
