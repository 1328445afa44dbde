import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { caseView } from '@xinshao/db/collection/case-view.ts';
import { claimLetter, noteLetterChannel, recordLetter, type WaitingLetter } from '@xinshao/db/collection/letters.ts';
import { customerByCode } from '@xinshao/db/documents/addressee.ts';
import type { SendLetterJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { escapeText } from '../blocks/text.ts';
import { documentFile, makeLetter, recordFiles } from '../documents/make-documents.ts';
import { collectionPolicyOf } from '../present/collection.ts';
import { slackFailure } from '../slack/failure.ts';
import type { DeliveryContext, DeliveryOutcome } from './delivery-context.ts';
import { isFileThere } from './find-message.ts';

const DONE: DeliveryOutcome = { kind: 'done' };

/**
 * Makes a dunning letter as PDF and HTML and sends both to who asked for it. The letter itself is Chinese: its reader is
 * the customer. Killed at any point, a later try sends it unless its file is in the conversation already.
 */
export async function sendLetter(context: DeliveryContext, { letterId }: SendLetterJob): Promise<DeliveryOutcome> {
  const letter = await claimLetter(context.database, letterId, context.now());
  if (letter === null) return DONE;
  try {
    const channel = await makeAndSend(context, letter);
    await recordLetter(context.database, letter.id, { sentAt: context.now(), channel });
    return DONE;
  } catch (error) {
    const failure = slackFailure(error);
    const reason = failure?.code ?? (error instanceof Error ? error.message : String(error));
    context.log.error({ err: error, letterId, collectionCase: letter.caseId }, 'dunning letter was not sent');
    await recordLetter(context.database, letter.id, { error: reason });
    if (failure?.kind === 'rate_limited') return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
    if (failure === null || failure.kind === 'unconfirmed') throw error;
    return { kind: 'failed', error: reason };
  }
}

/** @returns the conversation the files were sent to. @throws where something is missing that a person must supply */
async function makeAndSend(context: DeliveryContext, letter: WaitingLetter): Promise<string> {
  const { database, client, creditor, timeZone } = context;
  const now = context.now();
  if (creditor === null) throw new Error('company.yaml has no creditor');
  const [view, member] = await Promise.all([
    caseView(database, letter.caseId, dayInTimeZone(now, timeZone)),
    staffByCode(database, letter.requestedBy),
  ]);
  const customer = view === null ? null : await customerByCode(database, view.customer.code);
  if (view === null || customer === null || member === null) throw new Error('case, customer or requester is gone');
  const user = await context.people.slackUserOf(member);
  const channel = user === null ? null : await context.channels.directWith(user);
  if (user === null || channel === null) throw new Error(`no_slack_user: staff ${member.code}`);
  const number = `${letter.caseId}-${letter.number}`;
  const names = { pdf: `dunning-letter-${number}.pdf`, html: `dunning-letter-${number}.html` };
  if (
    letter.channel !== null &&
    (await isFileThere(client, { channel, threadTs: null, since: letter.requestedAt }, names.pdf))
  )
    return channel;
  const { letterPayWithinDays: payWithinDays } = await collectionPolicyOf(context.policies, view.policyHash);
  const origin = { actor: member.code, surface: 'slack' } as const;
  const making = { database, origin, locale: 'zh', timeZone, now } as const;
  const printed = await makeLetter(making, { customer, creditor, number, payWithinDays });
  const files = [await documentFile(printed, 'pdf', names.pdf), await documentFile(printed, 'html', names.html)];
  await recordFiles(making, { kind: 'letter', customerCode: customer.code, from: null, to: null }, printed, files);
  await noteLetterChannel(database, letter.id, channel);
  const words = collectionWording[await context.people.localeOf(user)];
  await client.files.uploadV2({
    channel_id: channel,
    initial_comment: words.letterReady({ name: escapeText(customer.name), number }),
    file_uploads: files.map(({ name, bytes }) => ({ file: bytes, filename: name, title: name })),
  });
  return channel;
}
