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
import { reportCharts, reportMessage } from '../blocks/report-message.ts';
import { reportModel } from '../present/report.ts';
import { type SlackFailure, slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { findPostedReport, reportMetadata } from './find-posted-report.ts';

type Claimed = Extract<ReportClaim, { outcome: 'claimed' }>;

const BUSY_SECONDS = 5;
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
  const progress = { doubtful: claim.doubtful && claim.channel !== null };
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
  progress: { doubtful: boolean },
): Promise<DeliveryOutcome> {
  const { database, client, now } = context;
  const { id } = claim.message;
  if (progress.doubtful && claim.channel !== null) {
    const ts = await findPostedReport(client, claim.channel, id);
    if (ts !== null) {
      await recordReportSent(database, id, { channel: claim.channel, ts, at: now() });
      return DONE;
    }
    progress.doubtful = false;
  }
  const target = await targetOf(context, claim.message);
  if ('problem' in target) return giveUp(context, claim.message, target.problem);
  await noteReportTarget(database, id, target.channel);
  await post(context, claim.message, target);
  return DONE;
}

interface Target {
  readonly channel: string;
  /** The reader in Slack; null: everybody in the channel. */
  readonly user: string | null;
}

async function targetOf(
  context: ReportContext,
  { staffCode }: ReportMessage,
): Promise<Target | { readonly problem: string }> {
  if (staffCode === null) {
    if (context.reportChannel === null) return { problem: 'no_channel: set SLACK_ALERT_CHANNEL' };
    const channel = await context.channels.idOf(context.reportChannel);
    return channel === null ? { problem: `channel_not_found: ${context.reportChannel}` } : { channel, user: null };
  }
  const member = await staffByCode(context.database, staffCode);
  const user = member === null ? null : await context.people.slackUserOf(member);
  if (user === null) return { problem: `no_slack_user: staff ${staffCode}` };
  const channel = await context.channels.directWith(user);
  return channel === null ? { problem: 'conversations.open gave no channel' } : { channel, user };
}

async function post(context: ReportContext, message: ReportMessage, { channel, user }: Target): Promise<void> {
  const { client, policies, pace, people, database, now } = context;
  const locale = user === null ? context.locale : await people.localeOf(user);
  const { report } = message;
  const policy = report.policyHash === null ? null : await policies.of(report.policyHash);
  const model = reportModel(report, { locale, policy, personal: user !== null });
  const { text, blocks } = reportMessage(model);
  const charts = reportCharts(model);
  const common = { channel, text, metadata: reportMetadata(message.id), unfurl_links: false, unfurl_media: false };
  const send = async (all: typeof blocks | ((typeof blocks)[number] | (typeof charts)[number])[]) => {
    await pace.turn(channel);
    return client.chat.postMessage({ ...common, blocks: all });
  };
  const answer = await send([...blocks, ...charts]).catch((error: unknown) => {
    if (charts.length === 0 || slackFailure(error)?.code !== 'invalid_blocks') throw error;
    return send(blocks);
  });
  await recordReportSent(database, message.id, {
    channel: answer.channel ?? channel,
    ts: answer.ts ?? '',
    at: now(),
  });
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
