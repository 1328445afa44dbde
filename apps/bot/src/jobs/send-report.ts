import { claimReport, REPORT_OUTBOX, type ReportMessage } from '@xinshao/db/effect/report-message.ts';
import type { SendReportJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { reportCharts, reportMessage } from '../blocks/report-message.ts';
import { reportModel } from '../present/report.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { channelTargets, personTargets, type Targets } from './delivery-targets.ts';
import { reportMark } from './marks.ts';
import { type Content, sendOnce, withoutClaim } from './send-once.ts';

/** There are few reports: however old, they are found. */
const EVER = new Date(0);

/** A report is sent like an alert, but into a channel of its own. */
export interface ReportContext extends DeliveryContext {
  /** Channel id or name; null: none. */
  readonly reportChannel: string | null;
}

/** Sends one message of a monthly report, once. Where Slack refuses the charts it goes without them. */
export async function sendReport(context: ReportContext, job: SendReportJob): Promise<DeliveryOutcome> {
  const claim = await claimReport(context.database, job.messageId, context.now());
  if (claim.outcome !== 'claimed') return withoutClaim(claim);
  const { message } = claim;
  return sendOnce(context, claim, {
    ...{ outbox: REPORT_OUTBOX, id: message.id, waited: job.waited ?? false },
    mark: reportMark(message.id),
    read: () => contentOf(context, message),
  });
}

async function contentOf(context: ReportContext, message: ReportMessage): Promise<Content> {
  const { staffCode } = message;
  const member = staffCode === null ? null : await staffByCode(context.database, staffCode);
  return {
    ...{ version: 1, isWanted: true, manner: { urgent: false }, thread: null, since: EVER },
    targets: () => targetsOf(context, staffCode, member),
    render: () => render(context, message, member),
  };
}

async function targetsOf(
  context: ReportContext,
  staffCode: string | null,
  member: StaffMember | null,
): Promise<Targets> {
  if (staffCode === null) return channelTargets(context, context.reportChannel);
  return member === null ? { targets: [], problem: `no_staff: ${staffCode}` } : personTargets(context, member);
}

/** @param member the reader; null: everybody in the channel */
async function render(
  context: ReportContext,
  { report }: ReportMessage,
  member: StaffMember | null,
): Promise<SlackMessage> {
  const user = member === null ? null : await context.people.slackUserOf(member);
  const locale = user === null ? context.locale : await context.people.localeOf(user);
  const policy = report.policyHash === null ? null : await context.policies.of(report.policyHash);
  const model = reportModel(report, { locale, policy, personal: user !== null });
  const { text, blocks } = reportMessage(model);
  return { text, blocks: [...blocks, ...reportCharts(model)] };
}
