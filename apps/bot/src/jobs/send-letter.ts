import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { caseView } from '@xinshao/db/collection/case-view.ts';
import {
  claimLetter,
  noteLetterChannel,
  recordLetterSent,
  recordLetterUnsent,
  type WaitingLetter,
} from '@xinshao/db/collection/letters.ts';
import { customerByCode } from '@xinshao/db/documents/addressee.ts';
import { reportUnsentFiles } from '@xinshao/db/notices/trouble.ts';
import type { SendLetterJob } from '@xinshao/db/queue/queue.ts';
import { staffByCode } from '@xinshao/db/staff/find-staff.ts';
import { escapeText } from '../blocks/text.ts';
import { documentFile, makeLetter, recordFiles } from '../documents/make-documents.ts';
import { collectionPolicyOf } from '../present/collection.ts';
import { slackFailure } from '../slack/failure.ts';
import { type DeliveryContext, type DeliveryOutcome, DONE } from './delivery-context.ts';
import { areFilesThere } from './find-message.ts';

/**
 * Makes a dunning letter as PDF and HTML and sends both to who asked for it. The letter itself is Chinese: its reader is
 * the customer. Killed at any point, a later try sends it unless its file is in the conversation already.
 * What is refused is tried again by a sweep; who asked is told of the first refusal.
 */
export async function sendLetter(context: DeliveryContext, { letterId }: SendLetterJob): Promise<DeliveryOutcome> {
  const { database, now } = context;
  const letter = await claimLetter(database, letterId, now());
  if (letter === null) return DONE;
  try {
    const channel = await makeAndSend(context, letter);
    if (channel !== null) await recordLetterSent(database, letter.id, { at: now(), channel });
    return DONE;
  } catch (error) {
    const failure = slackFailure(error);
    context.log.error({ err: error, letterId, collectionCase: letter.caseId }, 'dunning letter was not sent');
    if (failure?.kind === 'rate_limited' || failure?.kind === 'unconfirmed') {
      await recordLetterUnsent(database, letter.held, 'pending', failure.code);
      if (failure.kind === 'unconfirmed') throw error;
      return { kind: 'later', seconds: Math.max(1, failure.retryAfterSeconds) };
    }
    const reason = failure?.code ?? (error instanceof Missing ? error.message : 'internal');
    const refused = await recordLetterUnsent(database, letter.held, 'failed', reason);
    if (refused === 1) await tellRequester(context, letter, reason);
    return { kind: 'failed', error: reason };
  }
}

/** Something that a person must supply; the message is its code. */
class Missing extends Error {}

/** They were told that the letter is coming. That telling fails must not fail the delivery. */
async function tellRequester(context: DeliveryContext, letter: WaitingLetter, code: string): Promise<void> {
  const { database, queue, now, timeZone, log } = context;
  try {
    const view = await caseView(database, letter.caseId, dayInTimeZone(now(), timeZone));
    const number = `${letter.caseId}-${letter.number}`;
    const asked = { askedBy: letter.requestedBy, asking: `letter:${letter.id}` };
    const customerName = view?.customer.name ?? '';
    await reportUnsentFiles(database, queue, { about: 'letter', number, customerName, code, ...asked }, now());
  } catch (error) {
    log.warn({ err: error, letterId: letter.id }, 'who asked for a dunning letter could not be told of trouble');
  }
}

/**
 * @returns the conversation the files were sent to; null: another process is at it by now
 * @throws where something is missing that a person must supply
 */
async function makeAndSend(context: DeliveryContext, letter: WaitingLetter): Promise<string | null> {
  const { database, client, creditor, timeZone } = context;
  const now = context.now();
  if (creditor === null) throw new Missing('no_creditor');
  const [view, member] = await Promise.all([
    caseView(database, letter.caseId, dayInTimeZone(now, timeZone)),
    staffByCode(database, letter.requestedBy),
  ]);
  const customer = view === null ? null : await customerByCode(database, view.customer.code);
  if (view === null || customer === null || member === null) throw new Missing('nobody_to_address');
  const user = await context.people.slackUserOf(member);
  const channel = user === null ? null : await context.channels.directWith(user);
  if (user === null || channel === null) throw new Missing(`no_slack_user: staff ${member.code}`);
  const number = `${letter.caseId}-${letter.number}`;
  const names = { pdf: `dunning-letter-${number}.pdf`, html: `dunning-letter-${number}.html` };
  if (
    letter.channel !== null &&
    (await areFilesThere(client, { channel, threadTs: null, since: letter.requestedAt }, [names.pdf]))
  )
    return channel;
  const { letterPayWithinDays: payWithinDays } = await collectionPolicyOf(context.policies, view.policyHash);
  const origin = { actor: member.code, surface: 'slack' } as const;
  const making = { database, origin, locale: 'zh', timeZone, now } as const;
  const printed = await makeLetter(making, { customer, creditor, number, payWithinDays });
  const files = [await documentFile(printed, 'pdf', names.pdf), await documentFile(printed, 'html', names.html)];
  await recordFiles(making, { kind: 'letter', customerCode: customer.code, from: null, to: null }, printed, files);
  if (!(await noteLetterChannel(database, letter.held, channel, context.now()))) return null;
  const words = collectionWording[await context.people.localeOf(user)];
  await client.files.uploadV2({
    channel_id: channel,
    initial_comment: words.letterReady({ name: escapeText(customer.name), number }),
    file_uploads: files.map(({ name, bytes }) => ({ file: bytes, filename: name, title: name })),
  });
  return channel;
}
