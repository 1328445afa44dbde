import { seesDetails } from '@xinshao/core/roles/roles.ts';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import { type AlertView, alertView } from '@xinshao/db/alerts/alert-view.ts';
import { filesToSend } from '@xinshao/db/alerts/files-to-send.ts';
import { reportUnsentFiles } from '@xinshao/db/notices/trouble.ts';
import type { SendFilesJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { escapeText } from '../blocks/text.ts';
import { slackFailure } from '../slack/failure.ts';
import { type DeliveryContext, type DeliveryOutcome, DONE, type Tried } from './delivery-context.ts';
import { areFilesThere } from './find-message.ts';

/**
 * Sends the stored files of an alert's answers to somebody who asked for them: in Slack the original belongs to whoever
 * attached it, and nobody else can open it. After an earlier try that may have sent them it looks first. Whoever asked
 * is told when they cannot be sent.
 */
export async function sendFiles(context: DeliveryContext, job: SendFilesJob, tried: Tried): Promise<DeliveryOutcome> {
  const { database, people } = context;
  const [member, view] = await Promise.all([staffByCode(database, job.staffCode), alertView(database, job.alertId)]);
  if (member === null || view === null || !seesDetails(member, view.responsibility)) return DONE;
  try {
    const user = await people.slackUserOf(member);
    const channel = user === null ? null : await context.channels.directWith(user);
    if (user === null || channel === null) return { kind: 'failed', error: `no_slack_user: staff ${member.code}` };
    const files = await filesToSend(database, view.id, { actor: member.code, surface: 'slack' });
    if (files.length === 0) return DONE;
    const names = files.map(({ name }) => name);
    const place = { channel, threadTs: null, since: tried.askedAt };
    if (tried.times > 0 && (await areFilesThere(context.client, place, names))) return DONE;
    const words = answersWording[await people.localeOf(user)];
    await context.client.filesUploadV2({
      channel_id: channel,
      initial_comment: words.filesOf({ name: escapeText(view.customer.name), id: view.id }),
      file_uploads: files.map(({ name, content }) => ({ file: Buffer.from(content), filename: name })),
    });
    return DONE;
  } catch (error) {
    const failure = slackFailure(error);
    if (failure?.kind === 'rate_limited') return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
    if (!tried.isLast && (failure === null || failure.kind === 'unconfirmed')) throw error;
    const code = failure?.code ?? 'internal';
    context.log.error({ err: error, alertId: view.id, staff: member.code }, 'attached files were not sent');
    await tellAsker(context, view, job, code, tried);
    return { kind: 'failed', error: code };
  }
}

/** That telling fails must not fail the delivery. */
async function tellAsker(
  { database, queue, now, log }: DeliveryContext,
  { id: number, customer }: AlertView,
  { staffCode }: SendFilesJob,
  code: string,
  { askedAt }: Tried,
): Promise<void> {
  const asked = { askedBy: staffCode, asking: `attachments:${number}:${staffCode}:${askedAt.getTime()}` };
  try {
    const unsent = { about: 'attachments', number, customerName: customer.name, code, ...asked } as const;
    await reportUnsentFiles(database, queue, unsent, now());
  } catch (error) {
    log.warn({ err: error, alertId: number, staff: staffCode }, 'who asked for files could not be told of trouble');
  }
}
