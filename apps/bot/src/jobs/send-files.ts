import { seesDetails } from '@xinshao/core/roles/roles.ts';
import { answersWording } from '@xinshao/core/wording/slack/answers.ts';
import { alertView } from '@xinshao/db/alerts/alert-view.ts';
import { filesToSend } from '@xinshao/db/alerts/files-to-send.ts';
import type { SendFilesJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { escapeText } from '../blocks/text.ts';
import { slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';

/**
 * Sends the stored files of an alert's answers to somebody who asked for them: in Slack the original belongs to whoever
 * attached it, and nobody else can open it.
 */
export async function sendFiles(context: DeliveryContext, job: SendFilesJob): Promise<DeliveryOutcome> {
  const { database, people } = context;
  const [member, view] = await Promise.all([staffByCode(database, job.staffCode), alertView(database, job.alertId)]);
  if (member === null || view === null || !seesDetails(member, view.responsibility)) return { kind: 'done' };
  try {
    const user = await people.slackUserOf(member);
    const channel = user === null ? null : await context.channels.directWith(user);
    if (user === null || channel === null) return { kind: 'failed', error: `no_slack_user: staff ${member.code}` };
    const files = await filesToSend(database, view.id, { actor: member.code, surface: 'slack' });
    if (files.length === 0) return { kind: 'done' };
    const words = answersWording[await people.localeOf(user)];
    await context.client.filesUploadV2({
      channel_id: channel,
      initial_comment: words.filesOf({ name: escapeText(view.customer.name), id: view.id }),
      file_uploads: files.map(({ name, content }) => ({ file: Buffer.from(content), filename: name })),
    });
    return { kind: 'done' };
  } catch (error) {
    const failure = slackFailure(error);
    if (failure === null || failure.kind === 'unconfirmed') throw error;
    if (failure.kind === 'rate_limited') return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
    context.log.error({ alertId: view.id, staff: member.code, error: failure.code }, 'attached files were not sent');
    return { kind: 'failed', error: failure.code };
  }
}
