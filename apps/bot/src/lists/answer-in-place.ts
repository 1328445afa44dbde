import type { RespondFn } from '@slack/bolt';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { SlackMessage } from '../blocks/alert-message.ts';
import { noticeMessage } from '../blocks/lookup-answers.ts';
import { refuseStranger } from '../lookup/refusal.ts';
import type { Services } from '../services.ts';
import { presentError } from '../slack/present-error.ts';
import { respondWith } from '../slack/respond.ts';

/** Answers a button of a message by another message in its place; an error is said beside it, and the message stays. */
export async function answerInPlace(
  services: Services,
  click: { readonly slackUserId: string; readonly respond: RespondFn; readonly where: string },
  answer: (member: StaffMember, locale: Locale) => Promise<SlackMessage>,
): Promise<void> {
  const { slackUserId, respond, where } = click;
  const locale = await services.people.localeOf(slackUserId);
  try {
    const member = await services.people.staffOf(slackUserId);
    if (member === null) {
      await respondWith(respond, noticeMessage(await refuseStranger(services, locale)), { replaceOriginal: false });
      return;
    }
    await respondWith(respond, await answer(member, locale), { replaceOriginal: true });
  } catch (error) {
    const text = presentError(services, error, locale, where);
    await respondWith(respond, noticeMessage(text), { replaceOriginal: false });
  }
}
